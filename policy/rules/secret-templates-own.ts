import { isBridge, isGatewayApi, isIngress, isListenerSet, isTranslation } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { at } from "../model/shape.ts";
import { foreignTo, templatesIn } from "../model/templates.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

export default resourceRule({
  id: "secret-templates-own",
  number: 43,
  title: "No route, listener or registry takes a Secret of another namespace",
  why: "The controller fills in whatever Secret it can read, and one that watches every namespace can read them all.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Keep the value in a Secret of the object's own namespace, and write `${secret.<namespace>/<name>.<key>}`.",
  url: ruleUrl("secret-templates-own"),
  check(resource) {
    if (!isTemplated(resource)) return undefined;
    const namespace = namespaceOf(resource) ?? "";
    const { metadata, spec } = resource.props;
    const found = [
      ...templatesIn(spec, "spec"),
      // Those of an Ingress are the business of ingress-cross-namespace-ref.
      ...(isIngress(resource) ? [] : templatesIn(at(metadata, "annotations"), "metadata.annotations")),
    ];
    return found.flatMap(({ path, ...template }) => {
      const message = foreignTo(template, namespace);
      return message === undefined ? [] : [{ path, message }];
    });
  },
});

/** What the controller looks through beside plugins, which wasm-scope-own judges (higress v2.2.4, pkg/ingress/config/ingress_config.go). */
const isTemplated = (resource: Resource): boolean =>
  [isIngress, isGatewayApi, isListenerSet, isBridge, isTranslation].some((is) => is(resource));
