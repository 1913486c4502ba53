import { set, type Mutations, type Place } from "./mutation.ts";

export const quota = ({ other }: Place): Mutations => ({
  "quota-compute-dimensions": set(`ResourceQuota ${other.namespace}`, 'spec.hard["limits.memory"]', undefined),
});
