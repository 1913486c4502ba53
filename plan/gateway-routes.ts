/** Routes of a gateway of the platform: Ingresses, or Gateways with their HTTPRoutes, of one and the same settings. */
import { planApiGateway, planToHttps } from "./gateway-routes/gateway.ts";
import { planGrants } from "./gateway-routes/grants.ts";
import { isGrpc } from "./gateway-routes/grpc-call.ts";
import { planGrpcRoute } from "./gateway-routes/grpc-route.ts";
import { planHttpRoute } from "./gateway-routes/http-route.ts";
import { listenerOf } from "./listeners.ts";
import type { Ingress } from "./manifests.ts";
import type { GatewayApiObject } from "./manifests/gateway-api.ts";
import type { Gateway } from "./model.ts";
import { sortedBy } from "./order.ts";
import { planRoutes } from "./routes.ts";
import type { Installation } from "./site.ts";
import { plainRoutes } from "./variants.ts";

export interface GatewayRoutes {
  readonly ingresses: readonly Ingress[];
  readonly gatewayApi: readonly GatewayApiObject[];
}

export function planGatewayRoutes(installation: Installation, gateway: Gateway): GatewayRoutes {
  const { listeners, ports, routes, routesAs } = gateway;
  if (routesAs === "ingress") return { ingresses: planRoutes(installation, routes, listeners), gatewayApi: [] };
  const named = sortedBy(listeners, ({ name }) => name);
  const written = sortedBy(routes.flatMap(plainRoutes), ({ name }) => name).flatMap((route) => {
    const listener = listenerOf(route.host, listeners);
    if (listener === undefined) return [];
    return [
      isGrpc(route) ? planGrpcRoute(installation, listener, route) : planHttpRoute(installation, listener, route),
    ];
  });
  return {
    ingresses: [],
    gatewayApi: [
      ...planGrants(installation, written),
      ...named.map((listener) => planApiGateway(installation, ports, listener)),
      ...named.flatMap((listener) => planToHttps(installation, ports, listener)),
      ...written,
    ],
  };
}
