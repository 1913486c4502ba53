/** What a change does beyond the object it is in. */
import type { FieldChange, ObjectChange } from "./compare.ts";

const workloads = ["DaemonSet", "Deployment", "StatefulSet"];

/** Fields of a StatefulSet that the API server lets change; the rest of `spec` never does. */
const changeable = [
  ...["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy"],
  ...["minReadySeconds", "revisionHistoryLimit"],
];

/** Whether the pods of a workload are made anew. */
export const restartsPods = ({ what, kind, fields }: ObjectChange): boolean =>
  what === "changed" && workloads.includes(kind) && fields.some(({ path }) => below(path, "spec.template"));

/**
 * Fields that the API server refuses to change, by path: the upgrade would fail there and be rolled back.
 * Source: validation of `apps/v1` and `v1` in Kubernetes.
 */
export const immutable = ({ what, kind, fields }: ObjectChange): readonly string[] =>
  what === "changed" ? fields.filter((field) => isImmutable(kind, field)).map(({ path }) => path) : [];

function isImmutable(kind: string, { path, before, after }: FieldChange): boolean {
  switch (kind) {
    case "Deployment":
    case "DaemonSet":
      return below(path, "spec.selector");
    case "StatefulSet":
      return below(path, "spec") && !changeable.some((field) => below(path, `spec.${field}`));
    case "PersistentVolumeClaim":
      return below(path, "spec") && !below(path, "spec.resources.requests");
    case "Service":
      return below(path, "spec.clusterIP") && before !== undefined && after !== undefined;
    default:
      return false;
  }
}

const below = (path: string, above: string): boolean =>
  path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
