import { find, label, set, type Mutations, type Place } from "./mutation.ts";

export const namespace = ({ one, other }: Place): Mutations => ({
  "namespace-psa": set(`Namespace ${one.namespace}`, label("pod-security.kubernetes.io/enforce"), "privileged"),
  "namespace-labels-owned": set(`Namespace ${one.namespace}`, label("higress-fleet.io/role"), "gateway"),
  "tenant-bundle-complete": (world) => {
    const quota = find(world, `ResourceQuota ${other.namespace}`);
    return world.filter((sketch) => sketch !== quota);
  },
});
