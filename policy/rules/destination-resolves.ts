import { bridgeName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { annotation, annotationPath } from "../model/annotations.ts";
import { isBridge, isIngress } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { parseDestinations } from "../model/registries-destination.ts";
import { producedHosts, produces, registriesOf } from "../model/registries.ts";
import { backends, destinationKey } from "../model/routing.ts";
import { record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "destination-resolves",
  number: 69,
  title: "A destination can be read, makes a whole, and names hosts that the namespace's registries produce",
  why: "The controller drops an annotation that it cannot read, and a host that no registry produces answers for nobody, or for whoever is called so later.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Write one line [weight%] host[:port] per target with weights that add up to 100, and declare the registry that produces the host.",
  url: ruleUrl("destination-resolves"),
  check(resources, facts) {
    const ingresses = resources.filter(isIngress);
    if (ingresses.length === 0) return undefined;
    // One that the controller does not read is the business of mcpbridge-effective.
    const bridges = Map.groupBy(resources.filter(isBridge), (bridge) => namespaceOf(bridge));
    return ingresses.flatMap((ingress) =>
      [
        ...written(ingress, bridges.get(namespaceOf(ingress)) ?? [], facts),
        ...resourceBackends(ingress, bridges.has(namespaceOf(ingress)) || leadsToServices(ingress, facts)),
      ].map((finding) => ({ ...finding, urn: ingress.urn })),
    );
  },
});

function written(ingress: Resource, bridges: readonly Resource[], facts: Facts): readonly Finding[] {
  const value = annotation(ingress, destinationKey);
  if (value === undefined) return [];
  const lines = parseDestinations(value);
  const unreadable = lines.filter((line) => typeof line === "string");
  const destinations = lines.filter((line) => typeof line !== "string");
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  const problems = [
    ...unreadable,
    ...(unreadable.length > 0 || sum === 100 ? [] : [`has weights that add up to ${sum}, and not to 100`]),
    ...destinations.flatMap(({ host }) => (isFound(host, ingress, bridges, facts) ? [] : [unfound(host)])),
  ];
  const path = annotationPath(destinationKey);
  return [
    ...problems.map((message) => ({ path, message })),
    ...(installationOf(ingress, facts)?.role === "entry" ? [] : beatenByServices(ingress)),
  ];
}

const unfound = (host: string): string =>
  `${JSON.stringify(host)} is no host of a registry here, and no Service of the namespace by its full name`;

/** Hops of the entry are the business of entry-route-consistent. */
function isFound(host: string, ingress: Resource, bridges: readonly Resource[], facts: Facts): boolean {
  if (installationOf(ingress, facts)?.role === "entry") return true;
  if (isOwnService(host, ingress, facts)) return true;
  const registries = bridges.flatMap(registriesOf);
  return registries.some(({ registry }) => producedHosts(registry).some((pattern) => produces(pattern, host)));
}

function isOwnService(host: string, ingress: Resource, { dnsDomain }: Facts): boolean {
  const [service = "", ...rest] = host.split(".");
  return service !== "" && rest.join(".") === `${namespaceOf(ingress) ?? ""}.svc.${dnsDomain}`;
}

/** The controller looks for no McpBridge (common/tool.go, ValidateBackendResource): only hosts of registries come from one. */
function leadsToServices(ingress: Resource, facts: Facts): boolean {
  const lines = parseDestinations(annotation(ingress, destinationKey) ?? "");
  return lines.every((line) => typeof line !== "string" && isOwnService(line.host, ingress, facts));
}

/** In the entry host-owner-matches says so (higress v2.2.4, pkg/ingress/kube/annotations/destination.go:44-110). */
const beatenByServices = (ingress: Resource): readonly Finding[] =>
  backends(ingress)
    .filter(({ backend }) => (backend.service ?? undefined) !== undefined)
    .map(({ path }) => ({ path: `${path}.service`, message: "wins over the destination, which then has no effect" }));

/** `backend.resource` of an Ingress stands for the namespace's bridge (higress v2.2.4, pkg/ingress/kube/common/tool.go:38-45). */
function resourceBackends(ingress: Resource, hasBridge: boolean): readonly Finding[] {
  const found = backends(ingress).filter(({ backend }) => (backend.resource ?? undefined) !== undefined);
  const expected = { apiGroup: "networking.higress.io", kind: "McpBridge", name: bridgeName };
  const isSilent = annotation(ingress, destinationKey) === undefined && !ingress.isPatch;
  return found.flatMap(({ backend, path }) => {
    const resource = record(backend.resource);
    const wrong = Object.entries(expected).filter(([key, value]) => resource[key] !== value);
    return [
      ...wrong.map(([key, value]) => ({ path: `${path}.resource.${key}`, message: `is not ${JSON.stringify(value)}` })),
      ...(wrong.length > 0 || hasBridge
        ? []
        : [{ path: `${path}.resource`, message: "is not there: the namespace has no McpBridge" }]),
      ...(isSilent ? [{ path: `${path}.resource`, message: `leads nowhere without ${destinationKey}` }] : []),
    ];
  });
}
