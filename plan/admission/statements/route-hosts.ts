import { gatewayClass } from "../../names.ts";
import { isOwn, listedHosts, ownHosts } from "../hosts.ts";
import { unpublished } from "../published.ts";
import type { Statement } from "../statement.ts";

const remedy = `Use hosts of this tenant (${listedHosts}), in lower case.`;

/** What the kinds' own schema demands as well, where the real one is installed. */
const plain = "host.matches('^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')";

/** A listener that lets in routes of its own namespace alone, by word or by the namespace's name. */
const closed =
  "listener.?allowedRoutes.?namespaces.?from.orValue('Same') in ['Same', 'None'] || " +
  "listener.?allowedRoutes.?namespaces.?selector.orValue({}) == {'matchLabels': {'kubernetes.io/metadata.name': request.namespace}}";

/** Of every class that the fleet has (plan/names.ts). */
const classPrefix = gatewayClass("");

/**
 * No tenant's own gateway serves the Gateway API, so what stands in its namespace is for a gateway of the platform with `watch: all`, or
 * for another product's.
 */
export const routeHosts: Statement = {
  id: "route-hosts",
  title: "Routes and listeners of Gateway API name hosts of their tenant",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["gateway.networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["gateways", "grpcroutes", "httproutes", "listenersets", "tcproutes", "tlsroutes", "udproutes"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: ["gateway.networking.x-k8s.io"],
      apiVersions: ["*"],
      resources: ["xlistenersets"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    ...ownHosts,
    { name: "isRoute", expression: "request.kind.kind.endsWith('Route')" },
    // One expression judges kinds with different fields, so it cannot be checked against the type of each.
    { name: "spec", expression: "dyn(object).?spec.orValue({})" },
    {
      name: "backends",
      expression: "variables.spec.?rules.orValue([]).map(rule, rule.?backendRefs.orValue([])).flatten()",
    },
    {
      // Of a rule and of each of its backends.
      name: "filters",
      expression:
        "(variables.spec.?rules.orValue([]) + variables.backends).map(each, each.?filters.orValue([])).flatten()",
    },
    {
      name: "references",
      expression:
        "variables.spec.?parentRefs.orValue([]) + [variables.spec.?parentRef.orValue({})] + variables.backends + " +
        "variables.filters.map(filter, filter.?requestMirror.?backendRef.orValue({}))",
    },
    { name: "listeners", expression: "variables.isRoute ? [] : variables.spec.?listeners.orValue([])" },
    {
      name: "claims",
      expression:
        "variables.isRoute ? variables.spec.?hostnames.orValue([]) : variables.listeners.map(listener, listener.?hostname.orValue(''))",
    },
  ],
  validations: [
    {
      expression: "!variables.isRoute || variables.claims.size() > 0",
      message: `A route without hostnames answers for all of its listener's. ${remedy}`,
    },
    {
      expression: "variables.claims.all(host, host != '')",
      message: `An empty hostname, or a listener without one, answers for every host. ${remedy}`,
    },
    {
      expression: `variables.claims.all(host, host == '' || ${plain} && ${isOwn("host")})`,
      message: `A hostname is not this tenant's. ${remedy}`,
    },
    {
      expression: `variables.listeners.all(listener, ${closed})`,
      message: "A listener lets in routes of other namespaces. Set allowedRoutes.namespaces.from to Same.",
    },
    {
      expression:
        "variables.listeners.all(listener, listener.?tls.?certificateRefs.orValue([]).all(ref, ref.?namespace.orValue(request.namespace) == request.namespace))",
      message: "A listener takes its certificate from another namespace. Refer to a Secret of this one.",
    },
    {
      expression: "variables.references.all(ref, ref.?namespace.orValue(request.namespace) == request.namespace)",
      message:
        "A route leads to, or hangs on, what is in another namespace. Refer to a Service and a Gateway of this one.",
    },
    {
      expression: `!variables.spec.?gatewayClassName.orValue('').startsWith('${classPrefix}')`,
      message:
        "The class is that of a gateway of the platform, which serves Gateways of its own namespace alone. Ask the platform for one there.",
    },
    {
      expression:
        "variables.isRoute || variables.spec.?addresses.orValue([]).all(address, address.?type.orValue('IPAddress') != 'Hostname' || " +
        "address.?value.orValue('').matches('^[a-z0-9-]+([.]' + request.namespace + '([.]svc([.].*)?)?)?$'))",
      message: "An address binds the Gateway to another namespace's Service. Name one of this namespace.",
    },
    unpublished,
  ],
};
