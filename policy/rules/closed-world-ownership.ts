import { admissionPrefix, clusterRoleBinding, clusterRoles, crdGroups, nginxClass, platformRole } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isClusterScoped, isObject, isReferenceGrant } from "../model/kinds.ts";
import { installations, leadingInto, namespaceOf } from "../model/ownership.ts";
import { at, text } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

/** Names that a cluster-wide kind may have; a kind that is not listed may not be registered. */
const lawful: Readonly<Record<string, (name: string, facts: Facts) => boolean>> = {
  Namespace: (name, facts) => isOwned(name, facts),
  CustomResourceDefinition: (name) => crdGroups.some((group) => name.endsWith(`.${group}`)),
  // That of ingress-nginx is its own, whoever serves the class.
  IngressClass: (name, facts) =>
    name !== nginxClass && [...installations(facts).values()].some(({ ingressClass }) => ingressClass === name),
  GatewayClass: (name, facts) => facts.gateways.some(({ gatewayClass }) => gatewayClass === name),
  ClusterRole: (name) => name === platformRole.name || clusterRoles.some((role) => role === name),
  ClusterRoleBinding: (name, facts) =>
    name === platformRole.name ||
    [...installations(facts).keys()].some((namespace) =>
      clusterRoles.some((role) => clusterRoleBinding(namespace, role) === name),
    ),
  ValidatingAdmissionPolicy: (name) => name.startsWith(admissionPrefix),
  ValidatingAdmissionPolicyBinding: (name) => name.startsWith(admissionPrefix),
};

const isOwned = (namespace: string, facts: Facts): boolean =>
  installations(facts).has(namespace) || facts.platformNamespaces.includes(namespace);

export default resourceRule({
  id: "closed-world-ownership",
  number: 1,
  title: "Every object belongs to a tenant, a gateway, the entry or the platform",
  why: "Rules that speak of tenants say nothing about an object that nobody owns.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Put the object into a namespace of the fleet, or add the namespace to the region's platformNamespaces.",
  framework: cis("5.7.1"),
  url: ruleUrl("closed-world-ownership"),
  check: (resource, facts) => {
    if (!isObject(resource)) return undefined;
    if (!isClusterScoped(resource)) {
      const namespace = namespaceOf(resource);
      // Without a namespace there is nothing to compare; namespace-explicit demands one.
      if (namespace === undefined || isOwned(namespace, facts)) return [];
      // To whom it opens what, gw-reference-grant-narrow judges.
      if (isReferenceGrant(resource) && leadingInto(namespace, facts).length > 0) return [];
      const path = resource.kind === "Release" ? "namespace" : "metadata.namespace";
      return [{ path, message: `namespace ${JSON.stringify(namespace)} belongs to nobody in the fleet` }];
    }
    const name = text(at(resource.props, "metadata", "name")) ?? "";
    if (lawful[resource.kind]?.(name, facts) === true) return [];
    return [
      { path: "metadata.name", message: `cluster-wide ${resource.kind} ${JSON.stringify(name)} is not the fleet's` },
    ];
  },
});
