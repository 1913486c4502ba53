/** Sizes, budgets for disruptions, and whose environment it is. */
import { labelled, set, swapped, when, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const releases = "Release tenant,gateway,entry";
const budget = "PodDisruptionBudget tenant,gateway,entry";
const family = ["availability"];
const protectedOnly = (edits: Parameters<typeof when>[1]) => when(({ protect }) => protect, edits);

export const availability: readonly Harmful[] = [
  ...harmful("configure", family, {
    "has one gateway only": set(releases, "values.gateway.replicas", 1),
    "has no gateway at all": set(releases, "values.gateway.replicas", 0),
    "asks for too little processor": set(releases, "values.gateway.resources.requests.cpu", "50m"),
    "asks for too little memory": set(releases, "values.gateway.resources.requests.memory", "64Mi"),
    // The chart's minimum is one.
    "scales down to one": set(releases, "values.gateway.autoscaling", { enabled: true, maxReplicas: 5 }),
    "scales to fewer than it begins with": set(releases, "values.gateway.autoscaling", {
      enabled: true,
      minReplicas: 3,
      maxReplicas: 2,
    }),
    "protects pods that are none": protectedOnly(
      swapped(budget, "spec.selector.matchLabels.higress", "higress-gateway"),
    ),
    "lets nobody be evicted": protectedOnly(
      swapped(budget, "spec.minAvailable", ({ stage, site }: ObjectSpot) => {
        const release = stage.sketches.find(
          ({ props, type }) => type.endsWith(":Release") && props.namespace === site.namespace,
        );
        const { gateway } = (release?.props.values ?? {}) as { readonly gateway?: { readonly replicas?: number } };
        return gateway?.replicas ?? 3;
      }),
    ),
    "lets nobody be evicted, in percent": protectedOnly(swapped(budget, "spec.minAvailable", "100%")),
    "lets all be evicted": protectedOnly(swapped(budget, "spec.minAvailable", 0)),
    "is of another fleet": labelled(
      "ResourceQuota,NetworkPolicy,Ingress,Role tenant,gateway,entry",
      "higress-fleet.io/fleet",
      "elsewhere",
    ),
    "is in another region": labelled(
      "ResourceQuota,NetworkPolicy,Ingress,Role tenant,gateway,entry",
      "higress-fleet.io/region",
      "elsewhere",
    ),
  }),
];
