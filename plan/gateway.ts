/** A gateway of the platform itself, with the routes that the fleet file has for it; others are made by those who use it. */
import { planGatewayRoutes } from "./gateway-routes.ts";
import { planInstallation } from "./installation.ts";
import { platformLimits } from "./limits.ts";
import type { Gateway } from "./model.ts";
import { gatewayNamespace } from "./names.ts";
import { toBackends } from "./network/backends.ts";
import { toNamespaces, toPlatform } from "./network/namespaces.ts";
import { clients } from "./network/clients.ts";
import { gateways } from "./network/peers.ts";
import type { InstallationPlan } from "./objects.ts";
import type { Exposure, Installation, Site } from "./site.ts";
import { serversOf } from "./servers.ts";
import { sizingOf } from "./sizes.ts";
import { plainRoutes } from "./variants.ts";

/** Nobody knows beforehand how many routes and certificates it will carry beside the file's, which can be replaced one by one. */
const room = ({ routes }: Gateway) => ({ ingresses: 999 + 2 * routes.flatMap(plainRoutes).length, secrets: 999 });

export function planGateway(site: Site, gateway: Gateway): InstallationPlan {
  const { id, priorityClass, watch, ingressClass, gatewayApi, backendNamespaces, sourceCidrs, ports, quota } = gateway;
  const sizing = sizingOf(site.sizes, gateway);
  const namespace = gatewayNamespace(id);
  const installation: Installation = {
    site,
    id,
    role: "gateway",
    namespace,
    sizing,
    servers: serversOf(gateway),
    ...(priorityClass !== undefined && { priorityClass }),
    watch,
    gatewayApi,
    ...(ingressClass !== undefined && { ingressClass }),
    exposure: exposureOf(gateway),
    ports,
    quota,
    limits: platformLimits(sizing),
    room: room(gateway),
  };
  return planInstallation(installation, {
    networkPolicies: [
      clients(installation, sourceCidrs),
      ...toBackends(installation, [gateways(namespace)]),
      ...(watch === "all" ? [toPlatform(installation)] : []),
      ...(backendNamespaces.length > 0 ? [toNamespaces(installation, backendNamespaces)] : []),
    ],
    ...planGatewayRoutes(installation, gateway),
  });
}

/** How clients reach it. */
export function exposureOf({ exposure, sourceCidrs, serviceAnnotations, loadBalancer, nodePorts }: Gateway): Exposure {
  switch (exposure) {
    case "cluster":
      return { type: "cluster" };
    case "load-balancer":
      return {
        type: "load-balancer",
        sourceCidrs,
        serviceAnnotations,
        ...(loadBalancer && { loadBalancer }),
        nodePorts,
      };
    case "node-port":
      return { type: "node-port", nodePorts };
  }
}
