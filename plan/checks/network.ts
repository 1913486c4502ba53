/** Network allowances: holes in a tenant's isolation, so each is held to what the platform opened. */
import type { Finding } from "../fault.ts";
import type { Allowance, Fleet, Tenant } from "../model.ts";
import { tenantNamespace } from "../names.ts";
import { clusters, malformed, nobodys, translated } from "./blocks.ts";
import { eachTenant, found, quote, quoteAll, regionsOf, repeated, within, type Check } from "./check.ts";
import { ownerOf } from "./owners.ts";
import { notAPort } from "./ports.ts";

/**
 * Ports of the gateway's pods that may be opened (istio.io/latest/docs/ops/deployment/application-requirements): HTTP, HTTPS,
 * merged metrics, readiness, Envoy's metrics. Any other, 15000 above all, is the gateway's administration.
 */
const gatewayPorts: readonly number[] = [80, 443, 15020, 15021, 15090];

const eachAllowance = (
  check: (allowance: Allowance, direction: "ingress" | "egress", tenant: Tenant, fleet: Fleet) => readonly Finding[],
): Check =>
  eachTenant((tenant, fleet) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      tenant.network[direction].flatMap((allowance, at) =>
        within(["network", direction, at], check(allowance, direction, tenant, fleet)),
      ),
    ),
  );

/** A rule without ports would open all of them. */
export const allowancesNamePorts = eachAllowance(({ ports }) =>
  ports.length === 0
    ? [{ path: ["ports"], message: "the allowance names no port", remedy: "Name the ports it is for." }]
    : [
        ...ports.flatMap((port, at) => found(["ports", at], notAPort(port))),
        ...repeated(ports.map(String)).map(({ value, at }) => ({
          path: ["ports", at],
          message: `port ${value} is named twice`,
          remedy: "Name it once.",
        })),
      ],
);

export const ingressOpensGatewayPortsOnly = eachAllowance(({ ports }, direction) =>
  ports.flatMap((port, at) =>
    direction === "egress" || gatewayPorts.includes(port) || notAPort(port) !== undefined
      ? []
      : [
          {
            path: ["ports", at],
            message: `port ${port} of the gateway is not for others`,
            remedy: `Use ${gatewayPorts.join(", ")}: traffic, readiness and metrics.`,
          },
        ],
  ),
);

export const allowancesStayOutsideTheCluster = eachAllowance(({ peer }, _direction, tenant, fleet) => {
  if (!("cidr" in peer)) return [];
  const { cidr } = peer;
  const path = ["peer", "cidr"];
  const problem = malformed(cidr) ?? nobodys(cidr) ?? translated(cidr);
  if (problem !== undefined) return found(path, problem);
  return regionsOf(tenant.regions, fleet).flatMap(({ name, region }) => found(path, clusters(cidr, name, region)));
});

export const allowancesNamePlatformNamespaces = eachAllowance(({ peer }, _direction, tenant, fleet) => {
  if (!("namespace" in peer)) return [];
  const { namespace } = peer;
  const path = ["peer", "namespace"];
  const closed = regionsOf(tenant.regions, fleet).filter(
    ({ region }) => !region.platformNamespaces.includes(namespace),
  );
  if (closed.length > 0 && namespace === tenantNamespace(tenant.id)) {
    const message = `namespace ${quote(namespace)} is the own one of tenant ${quote(tenant.id)}`;
    return [{ path, message, remedy: "Remove the allowance; the backends of its routes are open to its gateway." }];
  }
  const owner = closed.length === 0 ? undefined : ownerOf(namespace, fleet);
  if (owner !== undefined) {
    const message = `namespace ${quote(namespace)} belongs to ${owner} and cannot be opened to tenant ${quote(tenant.id)}`;
    return [{ path, message, remedy: "Remove the allowance; tenants reach each other by their hosts." }];
  }
  return closed.map(({ name, region: { platformNamespaces } }) => ({
    path,
    message: `namespace ${quote(namespace)} is no platform namespace of region ${quote(name)}, where tenant ${quote(tenant.id)} runs`,
    remedy:
      platformNamespaces.length === 0
        ? `List it under regions.${name}.platformNamespaces if tenants may reach it.`
        : `Use one of ${quoteAll(platformNamespaces)}, or list it under regions.${name}.platformNamespaces.`,
  }));
});
