import { label, set, type Mutations, type Place } from "./mutation.ts";

export const availability = ({ facts, one, release }: Place): Mutations => ({
  "env-gateway-floor": set(release, "values.gateway.resources.requests.cpu", "100m"),
  "env-ha-objects": set(
    // Of a tenant, tenant-bundle-complete would miss the budget too.
    `PodDisruptionBudget ${facts.entry.namespace}`,
    "spec.selector.matchLabels.higress",
    "higress-gateway",
  ),
  "env-segregation": set(`ResourceQuota ${one.namespace}`, label("higress-fleet.io/region"), "elsewhere"),
  // The region's name, which a cluster may have, but told to pilot alone.
  "release-cluster-name": set(release, "values.global.multiCluster.clusterName", facts.region),
});
