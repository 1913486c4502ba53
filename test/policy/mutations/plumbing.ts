import { added, altered, type Mutations, type Place } from "./mutation.ts";

export const plumbing = ({ one }: Place): Mutations => ({
  "closed-world-ownership": added("ConfigMap", { name: "stray", namespace: "sandbox" }),
  "explicit-provider": altered(`ResourceQuota ${one.namespace}`, (quota) => ({
    ...quota,
    provider: "default_4_27_0",
  })),
  "namespace-explicit": added("ConfigMap", { name: "homeless" }),
});
