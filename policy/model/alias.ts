/** Names under which the entry reaches tenants' gateways. */
import { gatewayName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { fold } from "./hosts.ts";
import { isService } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { backends, destinations, isRoute, leadsTo, tenantOf } from "./routing.ts";
import { at, list, record, text } from "./shape.ts";

type Tenant = Facts["tenants"][number];

/** Port of every gateway that serves plain HTTP behind the entry. */
export const gatewayPort = 80;

/** Name of a gateway's Service in the cluster's DNS, in full: a short one means something else in another namespace. */
export const gatewayHost = (namespace: string, { dnsDomain }: Facts): string =>
  `${gatewayName}.${namespace}.svc.${dnsDomain}`;

/** Tenant whose gateway has the folded name. */
export function tenantAt(host: string, facts: Facts): Tenant | undefined {
  const [, named = ""] = host.split(".");
  return facts.tenants.find(({ namespace }) => namespace === named && gatewayHost(namespace, facts) === host);
}

export const isAlias = (resource: Resource): boolean =>
  isService(resource) && at(resource.props, "spec", "type") === "ExternalName";

/** What an alias stands for, folded. */
export const aliased = (service: Resource): string => fold(text(at(service.props, "spec", "externalName")) ?? "");

/** Aliases of the entry's namespace by name. */
export const entryAliases = (resources: readonly Resource[], { entry }: Facts): ReadonlyMap<string, Resource> =>
  new Map(
    resources
      .filter((resource) => isAlias(resource) && namespaceOf(resource) === entry.namespace)
      .map((service) => [text(at(service.props, "metadata", "name")) ?? "", service]),
  );

/** Tenants that an Ingress or route of the entry leads to: through its destination, through aliases, or by namespace. */
export function tenantsBehind(
  route: Resource,
  aliases: ReadonlyMap<string, Resource>,
  facts: Facts,
): readonly string[] {
  const ids = isRoute(route)
    ? list(at(route.props, "spec", "rules"))
        .flatMap((rule) => list(record(rule).backendRefs))
        .map((reference) => referenced(reference, facts))
    : [
        ...destinations(route).map((destination) => leadsTo(route, destination, facts)),
        ...backends(route).map(({ backend }) => {
          const alias = aliases.get(text(at(backend, "service", "name")) ?? "");
          return alias && tenantAt(aliased(alias), facts)?.id;
        }),
      ];
  return [...new Set(ids.flatMap((id) => id ?? []))];
}

/** A backend of the Gateway API: a Service of the tenant's namespace, or a host of the entry's McpBridge as its name. */
function referenced(reference: unknown, facts: Facts): string | undefined {
  const { name, namespace } = record(reference);
  return facts.tenants.find((tenant) => tenant.namespace === namespace)?.id ?? tenantOf(fold(text(name) ?? ""), facts);
}
