/** Objects larger than the API server takes: one that it refuses ends everybody's `up`, so whoever writes it has a fault before. */
import { bytesOf } from "./bytes.ts";
import { objectsOfDoor, objectsOfInstallation, type Named } from "./contents.ts";
import type { Finding, FleetPath } from "./fault.ts";
import type { Fleet } from "./model.ts";
import type { EntryDoor } from "./model/door.ts";
import { chartNames } from "./names.ts";
import type { Plan } from "./objects.ts";
import { planFleet } from "./plan.ts";

/** Bytes of JSON. The API server takes 1.5 MiB (etcd's `--max-request-bytes`), and what servers and other tools add is not planned. */
const room = 1024 * 1024;

/** Bytes of 256 KiB that Kubernetes takes. */
const annotationRoom = 240 * 1024;

/** A part of the fleet that is less has no such object: nothing becomes a hundred times as long, not even a host (its rule and certificate at the entry). */
const least = room / 100;

/** One of those whose settings become objects of their own: alone, since no other's settings make these longer. */
interface Part {
  readonly path: FleetPath;
  readonly settings: object;
  readonly regions: readonly string[];
  /** With this one and no other. */
  readonly alone: Fleet;
  readonly remedy: string;
}

/** @param fleet in which nothing else is wrong: it is planned. */
export const findOversized = (fleet: Fleet): readonly Finding[] =>
  partsOf(fleet).flatMap((part) =>
    bytesOf(JSON.stringify(part.settings)) < least
      ? []
      : tooLarge(part).map((message) => ({ path: part.path, message, remedy: part.remedy })),
  );

function partsOf(fleet: Fleet): readonly Part[] {
  const nobody: Fleet = { ...fleet, gateways: [], tenants: [] };
  return [
    {
      path: ["entry"],
      settings: fleet.entry,
      regions: Object.keys(fleet.regions),
      alone: nobody,
      remedy: "Have less of what it is made from, networks or annotations of its Service.",
    },
    ...fleet.gateways.map((gateway, at) => ({
      path: ["gateways", at],
      settings: gateway,
      regions: gateway.regions,
      alone: { ...nobody, gateways: [gateway] },
      remedy:
        "Have less of what it is made from, networks, namespaces, annotations or headers of a route, or make two gateways of it.",
    })),
    ...fleet.tenants.map((tenant, at) => ({
      path: ["tenants", at],
      settings: tenant,
      regions: tenant.regions,
      alone: { ...nobody, tenants: [tenant] },
      remedy: "Have less of what it is made from, hosts, networks, groups or registries, or make two tenants of it.",
    })),
  ];
}

/** Of several regions the first where something is: it is the same in the next. */
function tooLarge({ regions, alone }: Part): readonly string[] {
  for (const region of regions) {
    const problems = objectsIn(planFleet(alone, region, nothingRead), alone).flatMap(problemsOf);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** Those of the entry are the same for everybody and looked at where nobody else is. */
const objectsIn = ({ entry, gateways, tenants }: Plan, alone: Fleet): readonly Named[] => {
  const others = [...gateways, ...tenants];
  return [
    ...(others.length === 0 ? [entry] : others).flatMap(objectsOfInstallation),
    ...(others.length === 0 ? [alone.entry] : alone.gateways).map(service),
    ...entry.routes.flatMap(objectsOfDoor),
  ];
};

/** Of the chart's Service what the fleet file makes long. */
const service = ({ serviceAnnotations }: Pick<EntryDoor, "serviceAnnotations">): Named => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: chartNames.gateway, annotations: serviceAnnotations },
});

/** No object grows with what is read from other files. */
const nothingRead = { crds: [], chartDigest: () => "", narrowDigest: "" };

function problemsOf(object: Named): readonly string[] {
  const { kind, metadata } = object;
  const what = `${kind} ${JSON.stringify(metadata.name)}`;
  const size = bytesOf(JSON.stringify(object));
  if (size > room) {
    return [`${what} would have ${kibibytes(size)}, and the API server has room for ${kibibytes(room)} of one object`];
  }
  const annotations = Object.entries(metadata.annotations ?? {}).reduce(
    (sum, [key, value]) => sum + bytesOf(key) + bytesOf(value),
    0,
  );
  return annotations <= annotationRoom
    ? []
    : [
        `the annotations of ${what} would have ${kibibytes(annotations)}, and there is room for ${kibibytes(annotationRoom)}`,
      ];
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
