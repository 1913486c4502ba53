import { isObject } from "../model/kinds.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "explicit-provider",
  number: 5,
  title: "Every object is made by the stack's own provider",
  why: "The default provider takes whatever cluster the kubeconfig at hand points to: a fleet for one region lands in another.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Pass `provider` to the component that holds the resource, and list kubernetes in `pulumi:disable-default-providers`.",
  url: ruleUrl("explicit-provider"),
  check: (resource) => {
    if (!isObject(resource)) return undefined;
    if (resource.provider === undefined) return [{ path: "", message: "no provider is known for it" }];
    // The engine names a default provider after the plugin's version: default_4_27_0.
    if (!/^default(?:_|$)/.test(resource.provider)) return [];
    return [{ path: "", message: `it is made by the default provider ${JSON.stringify(resource.provider)}` }];
  },
});
