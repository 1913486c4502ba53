import type { Facts } from "../facts.ts";
import { annotation, annotationPath, prefixes } from "../model/annotations.ts";
import { isIngress } from "../model/kinds.ts";
import { installations, namespaceOf } from "../model/ownership.ts";
import { destinationKey, destinations } from "../model/routing.ts";
import { clusterService } from "../model/service-name.ts";
import { at, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** Values of the form `[<namespace>/]<name>`, for which the controller looks into any namespace that it is told. */
const references = ["auth-tls-secret", "proxy-ssl-secret", "default-backend", "mirror-target-service"];

export default resourceRule({
  id: "ingress-cross-namespace-ref",
  number: 43,
  title: "An Ingress refers to what is in its own namespace",
  why: "The gateway fetches the Secret or calls the Service on the tenant's behalf: its own rights count, not the tenant's.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Name a Secret or Service of the Ingress's namespace, or a host that a registry of its McpBridge produces.",
  url: ruleUrl("ingress-cross-namespace-ref"),
  check(resource, facts) {
    if (!isIngress(resource)) return undefined;
    const namespace = namespaceOf(resource) ?? "";
    return [
      ...foreignReferences(resource, namespace),
      ...foreignTemplates(resource, namespace),
      ...foreignServices(resource, namespace, facts),
    ];
  },
});

const foreignReferences = (ingress: Resource, namespace: string): readonly Finding[] =>
  prefixes
    .flatMap((prefix) => references.map((key) => `${prefix}/${key}`))
    .flatMap((key) => {
      const steps = (annotation(ingress, key) ?? "").trim().split("/");
      if (steps.length === 1 || (steps.length === 2 && steps[0] === namespace)) return [];
      const message = `names something in namespace ${JSON.stringify(steps[0])}, and not in ${JSON.stringify(namespace)}`;
      return [{ path: annotationPath(key), message }];
    });

/** The controller replaces `${secret.<namespace>/<name>.<key>}` by whatever Secret it can read. */
const foreignTemplates = (ingress: Resource, namespace: string): readonly Finding[] =>
  Object.entries(record(at(ingress.props, "metadata", "annotations"))).flatMap(([key, value]) => {
    const foreign = [...(text(value) ?? "").matchAll(/\$\{secret\.([^}/]*)/g)].find(([, of]) => of !== namespace);
    return foreign === undefined
      ? []
      : [{ path: annotationPath(key), message: `takes a Secret of namespace ${JSON.stringify(foreign[1])}` }];
  });

/** What no Service of the cluster is, a registry must produce: whether one does is another rule's business. */
function foreignServices(ingress: Resource, namespace: string, facts: Facts): readonly Finding[] {
  const { platformNamespaces, dnsDomain } = facts;
  const isNamespace = (label: string): boolean =>
    installations(facts).has(label) || platformNamespaces.includes(label) || kubernetes.includes(label);
  return destinations(ingress).flatMap((host) => {
    const service = clusterService(host, dnsDomain, isNamespace);
    if (service === undefined || (service.namespace ?? namespace) === namespace) return [];
    const message = `${JSON.stringify(host)} is a Service of another namespace than ${JSON.stringify(namespace)}`;
    return [{ path: annotationPath(destinationKey), message }];
  });
}

const kubernetes = ["default", "kube-node-lease", "kube-public", "kube-system"];
