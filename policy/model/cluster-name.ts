/** Under which name the parts of a release know the cluster that they run in (higress v2.2.4, helm/core/templates). */
import type { Resource } from "../rule.ts";
import { effective, isOn } from "./release.ts";
import { text } from "./shape.ts";

/** What templates and code take where nothing is said. */
export const defaultClusterName = "Kubernetes";

export interface ClusterNamePlace {
  /** In chart `higress-core`. */
  readonly path: string;
  /**
   * `value`: the chart takes its default for what is empty. `variable`: an environment variable, so that the empty text
   * is a name, and the code takes its default for what is absent. `override`: a variable of the same name as one that
   * the chart writes itself; of two the API server keeps both and a pod takes the last, so it counts wherever it stands.
   */
  readonly as: "value" | "variable" | "override";
}

/** Pilot's first, for it refuses a gateway of a cluster that it does not know. */
export const clusterNamePlaces: readonly ClusterNamePlace[] = [
  { path: "global.multiCluster.clusterName", as: "value" },
  { path: "pilot.env.CLUSTER_ID", as: "override" },
  { path: "clusterName", as: "value" },
  { path: "gateway.env.ISTIO_META_CLUSTER_ID", as: "override" },
  { path: "controller.env.CLUSTER_ID", as: "variable" },
];

/** The name that a place says or leaves to the default; undefined where it overrides nothing. */
export function clusterNameAt(
  release: Resource,
  { path, as }: ClusterNamePlace,
): { readonly name: string; readonly isDefault: boolean } | undefined {
  const said = effective(release, path);
  const isSaid = as === "value" ? isOn(release, path) : said !== undefined;
  if (isSaid) return { name: text(said) ?? JSON.stringify(said), isDefault: false };
  return as === "override" ? undefined : { name: defaultClusterName, isDefault: true };
}
