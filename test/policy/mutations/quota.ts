import { set, type Mutations, type Place } from "./mutation.ts";

export const quota = ({ one, other }: Place): Mutations => {
  const ofOther = `ResourceQuota ${other.namespace}`;
  return {
    "quota-compute-dimensions": set(ofOther, 'spec.hard["limits.memory"]', undefined),
    "quota-object-counts": set(ofOther, 'spec.hard["services.loadbalancers"]', "1"),
    "quota-unscoped-and-unshadowed": set(`ResourceQuota ${one.namespace}`, "spec.scopes", ["NotTerminating"]),
    "quota-fits-release": set(ofOther, "spec.hard.pods", "3"),
    "quota-implies-limitrange": set(`LimitRange ${other.namespace}`, "spec.limits[0].default.memory", "512Gi"),
    "fleet-capacity": {
      mutate: set(ofOther, 'spec.hard["requests.cpu"]', "900"),
      also: [],
      facts: (known) => ({ ...known, capacity: { cpu: "500", memory: "64Ti" } }),
    },
  };
};
