/** Hosts that a gateway of the platform answers for, and how its routes are written. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { gatewayRouteSchema } from "./route.ts";
import { hostPattern, label, objectName } from "./text.ts";
import { says } from "./words.ts";

/** Of hostnames that one HTTPRoute may have, and the redirect of a listener is one (Gateway API v1.6, HTTPRoute). */
const mostHosts = 16;

const listener = z.strictObject({
  name: label().describe(
    "Name of the listener, unique in the gateway; with `routesAs: gateway-api` also the name of a Gateway.",
  ),
  hosts: z
    .array(hostPattern())
    .min(1, says("is empty", "Name at least one host."))
    .max(mostHosts, says(`names more than ${mostHosts} hosts`, "Put the others into a further listener."))
    .describe(
      "Hosts, exact or with `*` for one label, that no other listener of the gateway has and no tenant of the fleet.",
    ),
  secret: objectName()
    .exactOptional()
    .describe(
      "TLS Secret of namespace `higress-<id>` with a certificate for all of them, which you put there; plain HTTP is sent to HTTPS then. Default: none; they are answered over plain HTTP alone.",
    ),
  namespace: label()
    .exactOptional()
    .describe(
      "Namespace whose routes of the Gateway API may attach, beside the gateway's own: one of `backendNamespaces` or of the region's `platformNamespaces`, with `watch: all`. Default: none.",
    ),
});

/** Beside the other settings of a gateway. */
export const routing = () => ({
  listeners: z
    .array(listener)
    .prefault([])
    .describe("Hosts that its routes answer for: a listener for each team, or whoever has a certificate of its own."),
  routes: z
    .array(gatewayRouteSchema)
    .prefault([])
    .describe(
      "Which service answers which host and path: as of a tenant, for hosts of the listeners and Services of namespace `higress-<id>`.",
    ),
  routesAs: z
    .enum(["ingress", "gateway-api"])
    .prefault(defaults.gateway.routesAs)
    .describe(
      "What its routes become: `ingress`, Ingresses of its class; `gateway-api`, Gateways, HTTPRoutes and GRPCRoutes, for which it needs `gatewayApi`. What the one can say and the other cannot is a fault.",
    ),
});
