import { unknown } from "../harness.ts";
import { added, altered, label, set, type Mutations, type Place } from "./mutation.ts";

export const plumbing = ({ one }: Place): Mutations => ({
  "closed-world-ownership": added("ConfigMap", { name: "stray", namespace: "sandbox" }),
  "explicit-provider": altered(`ResourceQuota ${one.namespace}`, (quota) => ({
    ...quota,
    provider: "default_4_27_0",
  })),
  "isolation-field-unknown": set(`LimitRange ${one.namespace}`, label("example.com/team"), unknown),
  "no-ignore-changes-on-isolation": altered(`NetworkPolicy ${one.namespace}`, (policy) => ({
    ...policy,
    ignoreChanges: ["spec"],
  })),
  "no-patch-bypass": added("ConfigMapPatch", { name: "higress-config", namespace: one.namespace }),
  "protect-tenancy-roots": altered(`Namespace ${one.namespace}`, (root) => ({ ...root, protect: false })),
  "namespace-explicit": added("ConfigMap", { name: "homeless" }),
});
