import { gatewayAnnotations, isIgnoredControl } from "../model/annotations.ts";
import { isIngress } from "../model/kinds.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "ingress-ineffective-auth",
  number: 41,
  title: "No Ingress relies on access control that the controller ignores",
  why: "Since Higress 2.0 such an annotation only makes a line in the controller's log: the route is open to everybody.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Protect the route with a WasmPlugin such as basic-auth, key-auth, jwt-auth or ext-auth, and remove the annotation.",
  url: ruleUrl("ingress-ineffective-auth"),
  check(resource) {
    if (!isIngress(resource)) return undefined;
    return gatewayAnnotations(resource)
      .filter(({ key }) => isIgnoredControl(key))
      .map(({ path }) => ({ path, message: "has no effect: the route is not protected" }));
  },
});
