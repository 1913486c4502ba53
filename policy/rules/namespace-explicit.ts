import { isClusterScoped, isObject, isRelease } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "namespace-explicit",
  number: 7,
  title: "Every namespaced object names its namespace",
  why: "Without one it lands in the provider's default namespace, which no tenant's fences surround.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set the namespace to one of the fleet's; `default` and `kube-*` are nobody's.",
  framework: cis("5.7.4"),
  url: ruleUrl("namespace-explicit"),
  check: (resource) => {
    if (!isObject(resource) || isClusterScoped(resource)) return undefined;
    const path = isRelease(resource) ? "namespace" : "metadata.namespace";
    const namespace = namespaceOf(resource)?.trim() ?? "";
    if (namespace === "") return [{ path, message: "is missing" }];
    // The provider fills in its own default before a policy sees the object, so `default` may stand for nothing.
    if (namespace !== "default" && !namespace.startsWith("kube-")) return [];
    return [{ path, message: `${JSON.stringify(namespace)} is a namespace of the cluster itself` }];
  },
});
