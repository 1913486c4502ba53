import { gatewayName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isAlias } from "../model/alias.ts";
import { exposedAs } from "../model/exposure.ts";
import { isService } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { at, list, record } from "../model/shape.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "service-exposure",
  number: 30,
  title: "Services stay inside the cluster, but for the gateways that serve clients",
  why:
    "A node port or load balancer of a tenant goes round the entry and its TLS, an ExternalName turns a gateway into " +
    "a proxy to anywhere (CVE-2021-25740), and externalIPs take other tenants' traffic (CVE-2020-8554).",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Make the Service a ClusterIP without externalIPs and node ports, and lead clients through the entry.",
  framework: multiTenancy("MTB-PL1-BC-HI-1"),
  url: ruleUrl("service-exposure"),
  check(resource, facts) {
    if (!isService(resource)) return undefined;
    const spec = record(resource.props.spec);
    const type = spec.type ?? "ClusterIP";
    const findings: Finding[] = [];
    if (list(spec.externalIPs).length > 0) {
      findings.push({ path: "spec.externalIPs", message: "takes traffic for addresses that are not its own" });
    }
    if (isShown(resource, facts)) return findings;
    // Where such an alias of the entry leads, externalname-allowlist judges.
    const isEntryAlias = isAlias(resource) && namespaceOf(resource) === facts.entry.namespace;
    if (type !== "ClusterIP" && !isEntryAlias) {
      findings.push({ path: "spec.type", message: `${JSON.stringify(type)} is not ClusterIP` });
    }
    if ((spec.loadBalancerIP ?? "") !== "") {
      findings.push({ path: "spec.loadBalancerIP", message: "asks for an address outside the cluster" });
    }
    list(spec.ports).forEach((port, index) => {
      if ((record(port).nodePort ?? 0) === 0) return;
      findings.push({ path: `spec.ports[${index}].nodePort`, message: "opens a port on every node" });
    });
    return findings;
  },
  remediate(resource, facts) {
    const spec = record(resource.props.spec);
    // An ExternalName leads elsewhere: which pods it would be for instead, only people know.
    const isOpen = (spec.type === "NodePort" || spec.type === "LoadBalancer") && !isShown(resource, facts);
    return isOpen ? { ...resource.props, spec: { ...spec, type: "ClusterIP" } } : undefined;
  },
});

/** The Service of a gateway that clients may reach, by the way that the fleet has for it. */
function isShown(resource: Resource, facts: Facts): boolean {
  const type = exposedAs(resource, facts);
  return (
    type !== undefined &&
    at(resource.props, "spec", "type") === type &&
    at(resource.props, "metadata", "name") === gatewayName
  );
}
