/** Objects larger than the API server takes: one that it refuses ends everybody's `up`, so whoever writes it has a fault before. */
import { objectsOfDoor, objectsOfInstallation, type Named } from "./contents.ts";
import type { Finding } from "./fault.ts";
import type { Fleet, Tenant } from "./model.ts";
import { planFleet } from "./plan.ts";

/** Bytes of JSON. The API server takes 1.5 MiB (etcd's `--max-request-bytes`), and what servers and other tools add is not planned. */
const room = 1024 * 1024;

/** Bytes of 256 KiB that Kubernetes takes. */
const annotationRoom = 240 * 1024;

/** A tenant that is less has no such object: nothing becomes a hundred times as long, not even a host (its rule and certificate at the entry). */
const least = room / 100;

/** @param fleet in which nothing else is wrong: it is planned. */
export const findOversized = (fleet: Fleet): readonly Finding[] =>
  fleet.tenants.flatMap((tenant, at) =>
    JSON.stringify(tenant).length < least
      ? []
      : tooLarge(fleet, tenant).map((problem) => ({
          path: ["tenants", at],
          message: problem,
          remedy:
            "Have less of what it is made from, hosts, networks, groups or registries, or make two tenants of it.",
        })),
  );

/** Of several regions the first where something is: it is the same in the next. */
function tooLarge(fleet: Fleet, tenant: Tenant): readonly string[] {
  for (const region of tenant.regions) {
    const alone = planFleet({ ...fleet, gateways: [], tenants: [tenant] }, region, nothingRead);
    const objects = [...alone.tenants.flatMap(objectsOfInstallation), ...alone.entry.routes.flatMap(objectsOfDoor)];
    const problems = objects.flatMap(problemsOf);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** No object grows with what is read from other files. */
const nothingRead = { crds: [], chartDigest: () => "", narrowDigest: "" };

function problemsOf(object: Named): readonly string[] {
  const { kind, metadata } = object;
  const what = `${kind} ${JSON.stringify(metadata.name)}`;
  const size = JSON.stringify(object).length;
  if (size > room) {
    return [`${what} would have ${kibibytes(size)}, and the API server has room for ${kibibytes(room)} of one object`];
  }
  const annotations = Object.entries(metadata.annotations ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  return annotations <= annotationRoom
    ? []
    : [
        `the annotations of ${what} would have ${kibibytes(annotations)}, and there is room for ${kibibytes(annotationRoom)}`,
      ];
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
