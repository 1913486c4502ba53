/** Gateway API: rules 70 to 75 of the catalogue. */
import type { Rule } from "../rule.ts";
import gwAllowedRoutes from "../rules/gw-allowed-routes.ts";
import gwClassAndWriters from "../rules/gw-class-and-writers.ts";
import gwListenerPerTenant from "../rules/gw-listener-per-tenant.ts";
import gwReferenceGrantNarrow from "../rules/gw-reference-grant-narrow.ts";
import gwRouteBinding from "../rules/gw-route-binding.ts";
import gwTrafficSanity from "../rules/gw-traffic-sanity.ts";

export const gatewayApi: readonly Rule[] = [
  gwClassAndWriters, // 70
  gwListenerPerTenant, // 71
  gwAllowedRoutes, // 72
  gwRouteBinding, // 73
  gwReferenceGrantNarrow, // 74
  gwTrafficSanity, // 75
];
