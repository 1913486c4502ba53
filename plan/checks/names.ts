/** Ids, and the names that are derived from them: nothing may end up with the name of something else. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import {
  dnsLabel,
  entryId,
  entryNamespace,
  gatewayNamespace,
  ingressClass,
  maxIdLength,
  tenantNamespace,
} from "../names.ts";
import { quote } from "./check.ts";

/** Somebody who has names, and where the file says so. */
interface Party {
  readonly what: string;
  readonly path: FleetPath;
  readonly names: readonly (readonly [kind: string, name: string])[];
  /** What more to say of it when it stands in the file a second time. */
  readonly twice?: string;
  /** What to do when somebody before it has one of the names. */
  readonly remedy: string;
}

/** Longest value of a label, and longest DNS label. */
const maxLabelLength = 63;

/** Ids that would mislead, whether or not a derived name clashes. */
const reservedIds: Readonly<Record<string, string>> = {
  system: `${entryNamespace} is the namespace of the entry`,
  default: "Kubernetes and Higress use this name for what nobody chose",
  www: "people expect the platform itself there",
  api: "people expect the platform itself there",
  console: "people expect the platform itself there",
};

const reservedForms: readonly { readonly form: RegExp; readonly reason: string }[] = [
  { form: /^kube-/, reason: 'names that begin with "kube-" belong to Kubernetes' },
  { form: /^higress-/, reason: 'names that begin with "higress-" belong to entry and gateways' },
  { form: /-gateway$/, reason: 'names that end in "-gateway" are namespaces of tenants' },
];

export const idsAreLegal = ({ gateways, tenants }: Fleet): readonly Finding[] => [
  ...gateways.flatMap(({ id }, at) => judgeId("gateway", id, ["gateways", at, "id"])),
  ...tenants.flatMap(({ id }, at) => judgeId("tenant", id, ["tenants", at, "id"])),
];

function judgeId(role: string, id: string, path: FleetPath): readonly Finding[] {
  if (!dnsLabel.test(id) || id.length > maxIdLength) {
    return [
      {
        path,
        message: `${quote(id)} is no legal ${role} id`,
        remedy: `Use at most ${maxIdLength} lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
      },
    ];
  }
  const reason = reasonAgainst(id);
  return reason === undefined
    ? []
    : [{ path, message: `${quote(id)} is reserved: ${reason}`, remedy: `Give the ${role} another id.` }];
}

const reasonAgainst = (id: string): string | undefined =>
  (Object.hasOwn(reservedIds, id) ? reservedIds[id] : undefined) ??
  reservedForms.find(({ form }) => form.test(id))?.reason;

/** Compares what is derived, whatever the derivation: a change in names.ts needs no change here. */
export function derivedNamesAreDistinct(fleet: Fleet): readonly Finding[] {
  const holders = new Map<string, Party>();
  return parties(fleet).flatMap((party) => {
    const keys = party.names.map(([kind, name]) => `${kind} ${quote(name)}`);
    const clash = keys.find((key) => holders.has(key));
    const holder = clash === undefined ? undefined : holders.get(clash);
    for (const key of keys) if (!holders.has(key)) holders.set(key, party);
    if (clash === undefined || holder === undefined) return [];
    const message =
      holder.what === party.what
        ? `${party.what} exists twice${party.twice ?? ""}`
        : `${party.what} and ${holder.what} would share ${clash}`;
    return [{ path: party.path, message, remedy: party.remedy }];
  });
}

/** Those with an illegal id are left out: they get another name anyway. */
function parties({ regions, gateways, tenants }: Fleet): readonly Party[] {
  const named = (role: "gateway" | "tenant", id: string, at: number, namespace: string): readonly Party[] =>
    reasonAgainst(id) === undefined
      ? [
          {
            what: `${role} ${quote(id)}`,
            path: [`${role}s`, at, "id"],
            names: installed(id, namespace),
            ...(role === "gateway" && { twice: `: two Higress in ${namespace} would want the same objects there` }),
            remedy: "Give one of the two another id.",
          },
        ]
      : [];
  const platform = Object.entries(regions).flatMap(([region, { platformNamespaces }]) =>
    platformNamespaces.map((name, at): Party => ({
      what: `platform namespace ${quote(name)}`,
      path: ["regions", region, "platformNamespaces", at],
      names: [["namespace", name]],
      remedy: "Remove it: what is listed here is open to tenants, and the fleet's own namespaces are not.",
    })),
  );
  // The same namespace in two regions is normal: one party.
  const distinct = new Map(platform.toReversed().map((party) => [party.what, party]));
  return [
    { what: "the entry", path: ["entry"], names: installed(entryId, entryNamespace), remedy: "" },
    ...gateways.flatMap(({ id }, at) => named("gateway", id, at, gatewayNamespace(id))),
    ...tenants.flatMap(({ id }, at) => named("tenant", id, at, tenantNamespace(id))),
    ...[...distinct.values()].toReversed(),
  ];
}

/** What every installation has to itself in the cluster, and in the stack's state. */
const installed = (id: string, namespace: string): Party["names"] => [
  ["namespace", namespace],
  ["IngressClass", ingressClass(id)],
  ["resource name", id],
];

/** They become label values and parts of stack names. */
export const environmentAndRegionsAreNamed = ({ environment, regions }: Fleet): readonly Finding[] => [
  ...judgeLabel("environment", environment, ["environment"]),
  ...Object.keys(regions).flatMap((name) => judgeLabel("region", name, ["regions", name])),
];

const judgeLabel = (what: string, name: string, path: FleetPath): readonly Finding[] =>
  dnsLabel.test(name) && name.length <= maxLabelLength
    ? []
    : [
        {
          path,
          message: `${quote(name)} is no legal ${what} name`,
          remedy: `Use at most ${maxLabelLength} lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
        },
      ];
