/** Quota overrides: known keys, legal amounts, and never so small that Higress itself could not roll out. */
import type { FleetPath } from "../fault.ts";
import type { Fleet, Quota, Size, Tenant } from "../model.ts";
import { parseQuantity } from "../quantity.ts";
import { rolloutPeak } from "../sizes.ts";
import { notAnAmount, type Unit } from "./amounts.ts";
import { found, quote, type Check, type Problem } from "./check.ts";

/** Somebody with a quota. */
interface Holder {
  readonly what: string;
  readonly path: FleetPath;
  readonly kind: "tenant" | "inside" | "load-balancer";
  readonly size: Size;
  readonly quota: Quota;
  /** Ingresses and Secrets that the fleet file itself asks for. */
  readonly routes: number;
  readonly generated: number;
}

const holders = ({ entry, gateways, tenants }: Fleet): readonly Holder[] => [
  { ...alone(entry), what: "the entry", path: ["entry", "quota"], kind: "load-balancer", routes: tenants.length },
  ...gateways.map((gateway, at): Holder => {
    const kind = gateway.exposure === "load-balancer" ? gateway.exposure : "inside";
    return { ...alone(gateway), what: `gateway ${quote(gateway.id)}`, path: ["gateways", at, "quota"], kind };
  }),
  ...tenants.map((tenant, at): Holder => ({
    ...alone(tenant),
    what: `tenant ${quote(tenant.id)}`,
    path: ["tenants", at, "quota"],
    kind: "tenant",
    routes: tenant.routes.length,
    generated: generatedSecrets(tenant),
  })),
];

const alone = ({ size, quota }: Pick<Holder, "size" | "quota">) => ({ size, quota, routes: 0, generated: 0 });

const generatedSecrets = ({ registries }: Tenant): number =>
  new Set(
    registries.flatMap((registry) =>
      "credentials" in registry && registry.credentials.generate ? [registry.credentials.secret] : [],
    ),
  ).size;

const eachKey =
  (check: (key: string, given: string, holder: Holder) => Problem | undefined): Check =>
  (fleet) =>
    holders(fleet).flatMap((holder) =>
      Object.entries(holder.quota).flatMap(([key, given]) => found([...holder.path, key], check(key, given, holder))),
    );

/** Those of Kubernetes that bound something by themselves; `cpu` and `memory` are second names for requests. */
const knownKeys: readonly string[] = [
  "requests.cpu",
  "requests.memory",
  "limits.cpu",
  "limits.memory",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.ephemeral-storage",
  "pods",
  "services",
  "services.loadbalancers",
  "services.nodeports",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "replicationcontrollers",
];

/** Kinds of Kubernetes' own. */
const objectCount =
  /^count\/[a-z]+(\.(apps|autoscaling|batch|policy|(coordination|discovery|networking|rbac\.authorization)\.k8s\.io))?$/;

/** GPUs and the like, and storage by class. */
const vendorKey = /^(requests\.[a-z0-9.-]+\/[a-z0-9._-]+|[a-z0-9.-]+\.storageclass\.storage\.k8s\.io\/[a-z.]+)$/;

const isKnown = (key: string): boolean => knownKeys.includes(key) || objectCount.test(key) || vendorKey.test(key);

export const quotaKeysAreKnown = eachKey((key, _given, { what }) => {
  if (isKnown(key)) return undefined;
  if (key.startsWith("count/")) {
    return {
      message: `${what} has a quota for ${quote(key)}: until Kubernetes has learned a custom kind, it would refuse every object of it`,
      remedy: "Remove it; kinds of Kubernetes' own can be counted.",
    };
  }
  const longer = [`requests.${key}`, `limits.${key}`].filter((each) => knownKeys.includes(each));
  return {
    message: `${what} has a quota for ${quote(key)}, which is no key of one`,
    remedy: `Use ${(longer.length > 0 ? longer : knownKeys).map(quote).join(", ")}.`,
  };
});

const unitOf = (key: string): Unit => (key.endsWith("cpu") ? "cpu" : /(memory|storage)$/.test(key) ? "bytes" : "count");

export const quotaAmountsAreLegal = eachKey((key, given, { what }) => {
  const problem = isKnown(key) ? notAnAmount(given, unitOf(key)) : undefined;
  return problem && { ...problem, message: `${what} has a quota ${quote(key)} that is no amount: ${problem.message}` };
});

/** Helm: 3 revisions and the one being made. Higress: its CA. */
const ownSecrets = 5;

interface Need {
  readonly amount: string;
  readonly why: string;
}

/** The least there must be for what the fleet itself puts into the namespace; quota.ts computes a little more. */
function least(key: string, { size, kind, routes, generated }: Holder): Need | undefined {
  const peak = rolloutPeak(size);
  const rollout = (amount: string): Need => ({
    amount,
    why: `a gateway of size ${quote(size)} needs ${quote(amount)} while it rolls out`,
  });
  const plain = (amount: number, who: string): Need => ({
    amount: String(amount),
    why: `${who} ${quote(String(amount))}`,
  });
  switch (key) {
    case "requests.cpu":
    case "limits.cpu":
      return rollout(peak.cpu);
    case "requests.memory":
    case "limits.memory":
      return rollout(peak.memory);
    case "pods":
      return rollout(String(peak.pods));
    case "services":
      return plain(2, "Higress itself has");
    case "secrets":
      return plain(ownSecrets + generated, "Helm, Higress and generated credentials need");
    case "count/ingresses.networking.k8s.io":
      return plain(routes, "its routes need");
    case "services.loadbalancers":
      return kind === "load-balancer" ? plain(1, "its own address needs") : undefined;
    case "services.nodeports":
      // A LoadBalancer Service takes a node port for each of its two ports (quota evaluator of Kubernetes).
      return kind === "load-balancer" ? plain(2, "its own address needs") : undefined;
    default:
      return undefined;
  }
}

export const quotaHoldsTheGateway = eachKey((key, given, holder) => {
  const need = least(key, holder);
  if (need === undefined || notAnAmount(given, unitOf(key)) !== undefined) return undefined;
  if ((parseQuantity(given) ?? 0n) >= (parseQuantity(need.amount) ?? 0n)) return undefined;
  return {
    message: `${holder.what} has quota ${quote(key)} of ${quote(given)}, but ${need.why}`,
    remedy: `Raise it to at least ${quote(need.amount)}, or remove the key to have it computed.`,
  };
});

/** Past the entry, a tenant would be reachable without TLS, and by whatever host it likes. */
export const tenantsStayBehindTheEntry = eachKey((key, given, { what, kind }) =>
  kind === "tenant" && (key === "services.loadbalancers" || key === "services.nodeports") && parseQuantity(given) !== 0n
    ? {
        message: `${what} has quota ${quote(key)} of ${quote(given)}, but the entry is the only way in to a tenant`,
        remedy: "Remove it; for a gateway with an address of its own, add one under gateways.",
      }
    : undefined,
);
