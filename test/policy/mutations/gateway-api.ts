import { gatewayApiSettings, withGatewayApi } from "../world-gateway-api.ts";
import { set, type Careless, type Mutations, type Place } from "./mutation.ts";

/** The program registers no Gateway API, so each change is made in a world that has been given it, lawful but for the change. */
export const gatewayApi = ({ facts, one, other }: Place): Mutations => {
  const spoiled = (reference: string, path: string, value: unknown): Careless => ({
    mutate: (world) => set(reference, path, value)(withGatewayApi(world, facts, one)),
    also: [],
    settings: gatewayApiSettings,
  });
  const { namespace } = facts.entry;
  return {
    "gw-class-and-writers": spoiled(`Gateway ${namespace}`, "spec.gatewayClassName", "istio"),
    "gw-listener-per-tenant": spoiled(
      `Gateway ${namespace}`,
      "spec.listeners[0].tls.certificateRefs[0].name",
      `${other.id}-tls`,
    ),
    "gw-allowed-routes": spoiled(`Gateway ${namespace}`, "spec.listeners[0].allowedRoutes.namespaces", { from: "All" }),
    "gw-route-binding": spoiled(`HTTPRoute ${one.namespace}`, "spec.parentRefs[0].sectionName", undefined),
    "gw-reference-grant-narrow": spoiled(`ReferenceGrant ${namespace}`, "spec.to[0].name", undefined),
    "gw-traffic-sanity": spoiled(`HTTPRoute ${one.namespace}`, "spec.rules[0].backendRefs[0].weight", -1),
  };
};
