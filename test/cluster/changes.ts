/** What differs in a cluster between two moments. */
import { identity, type LiveObject } from "./kubernetes.ts";

/** What the control plane itself writes a status to, now and then: there the specification tells a changed object. */
const restless = ["ResourceQuota", "HorizontalPodAutoscaler", "PodDisruptionBudget"];

const version = ({ kind, metadata, spec }: LiveObject): string =>
  `${metadata.uid} ${restless.includes(kind) ? JSON.stringify(spec) : metadata.resourceVersion}`;

/** The versions of everything, by identity. */
export const versions = (objects: readonly LiveObject[]): ReadonlyMap<string, string> =>
  new Map(objects.map((object) => [identity(object), version(object)]));

/** What differs between two moments: made, changed or gone. */
export function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((key) => before.get(key) !== after.get(key)).sort();
}
