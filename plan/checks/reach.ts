/** Namespaces that routes lead into: of gateways of the platform those that it lists, of tenants their own. */
import type { Finding } from "../fault.ts";
import type { ServiceBackend } from "../model/backend.ts";
import type { Fleet, Gateway } from "../model.ts";
import { gatewayNamespace } from "../names.ts";
import { targetsOf } from "../targets.ts";
import { eachGatewayRoute, eachTenantRoute, found, quote, type Check, type Problem } from "./check.ts";
import { unlisted } from "./listed.ts";
import { ownerOf } from "./owners.ts";

export const gatewaysLeadWhereTheyMay: Check = eachGatewayRoute((route, gateway, fleet) =>
  targetsOf(route).flatMap(({ path, target }) =>
    "service" in target ? found([...path, "namespace"], barred(target, gateway, fleet)) : [],
  ),
);

function barred({ service, namespace }: ServiceBackend, gateway: Gateway, fleet: Fleet): Problem | undefined {
  if (namespace === undefined) return undefined;
  const own = gatewayNamespace(gateway.id);
  if (namespace === own) {
    return {
      message: `${quote(own)} is the gateway's own namespace, where routes look by themselves`,
      remedy: "Remove it.",
    };
  }
  const owner = ownerOf(namespace, fleet);
  if (owner !== undefined) {
    return {
      message: `namespace ${quote(namespace)} belongs to ${owner}, and no gateway leads into it`,
      remedy: "Remove it; name a namespace outside the fleet.",
    };
  }
  const beside = `or remove it and lead to a Service of ${own}.`;
  if (gateway.routesAs === "ingress") {
    return {
      message: `an Ingress leads to Services of its own namespace, and ${quote(service)} is to be of another`,
      remedy: `Write "routesAs: gateway-api", with "watch: all" and ${quote(namespace)} under backendNamespaces, ${beside}`,
    };
  }
  if (gateway.watch === "own") {
    return {
      message: 'a gateway with "watch: own" sees no Services of other namespaces, nor what they grant',
      remedy: `Write "watch: all", with which its controller reads every Secret of the cluster, ${beside}`,
    };
  }
  return unlisted(
    namespace,
    gateway,
    fleet,
    `List it under backendNamespaces: that opens the way there, and lets the fleet write a ReferenceGrant for this Service; ${beside}`,
  );
}

/** Their Ingresses would lead to a Service of that name in the tenant's own. */
export const tenantsLeadToTheirOwn: Check = eachTenantRoute((route, { id }) =>
  targetsOf(route).flatMap(({ path, target }): readonly Finding[] =>
    "service" in target && target.namespace !== undefined
      ? [
          {
            path: [...path, "namespace"],
            message: `a route of tenant ${quote(id)} leads to Services of its own namespace alone`,
            remedy: "Remove it.",
          },
        ]
      : [],
  ),
);
