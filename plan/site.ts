/** What the planners of one Higress installation are told, the same for entry, gateways and tenants. */
import type { Fleet, Limits, Quota, Region } from "./model.ts";
import type { Dns } from "./model/domains.ts";
import type { LoadBalancer, NodePorts, ServicePorts } from "./model/gateway.ts";
import type { Higress } from "./model/higress.ts";
import type { Beside } from "./model/servers.ts";
import type { Monitoring } from "./model/monitoring.ts";
import type { Plugins } from "./model/plugin.ts";
import type { OwnSizes, Sizing } from "./model/sizing.ts";

/** One environment in one region, which is one stack and one cluster. */
export interface Site {
  readonly environment: string;
  /** Name of the region. */
  readonly region: string;
  readonly cluster: Region;
  /** All of the fleet, this one among them: where a destination stands, and whether it takes requests. */
  readonly regions: Fleet["regions"];
  readonly higress: Higress;
  readonly sizes: OwnSizes;
  readonly monitoring?: Monitoring;
  readonly dns: Dns;
  readonly plugins: Plugins;
  /** First 12 hex digits of the SHA-256 of what a release is made of: a chart given by path, and the post-renderer. */
  readonly digests: { readonly chart: (path: string) => string; readonly narrow: string };
}

export interface Installation {
  readonly site: Site;
  readonly id: string;
  readonly role: "entry" | "gateway" | "tenant";
  readonly namespace: string;
  /** Every host that leads to it; tenants only. */
  readonly hosts?: readonly string[];
  /** Whom to call; only tenants have one, the rest is the platform's. */
  readonly owner?: string;
  readonly sizing: Sizing;
  /** Without pods for now; the rest is as its sizing has it. */
  readonly suspended?: boolean;
  /** What runs beside the gateway; their pods are in the sizing as well. */
  readonly servers: Beside;
  /** In place of the fleet's. */
  readonly priorityClass?: string;
  /** User name of cert-manager, where it writes TLS Secrets beside the installation. */
  readonly certManager?: string;
  readonly watch: "own" | "all";
  /** Never a tenant's: its controller would write to GatewayClasses, which the whole cluster shares. */
  readonly gatewayApi: boolean;
  readonly exposure: Exposure;
  /** Not offered in TLS, expected before each connection, and how many proxies stand before it; the entry only. */
  readonly protocols?: { readonly http2?: boolean; readonly proxy?: boolean; readonly hops?: number };
  /** Of the Ingresses that it serves, where that is not its own class. */
  readonly ingressClass?: string;
  /** Absent: 80 and 443. */
  readonly ports?: ServicePorts;
  /** Keys that replace the computed ones. */
  readonly quota: Quota;
  readonly limits: Limits;
  /** How many objects people may add, beside what Higress itself needs (quota.ts). */
  readonly room: { readonly ingresses: number; readonly secrets: number };
}

export type Exposure =
  | { readonly type: "cluster" }
  | {
      readonly type: "load-balancer";
      readonly sourceCidrs: readonly string[];
      readonly serviceAnnotations: Readonly<Record<string, string>>;
      readonly loadBalancer?: LoadBalancer;
      readonly nodePorts?: NodePorts;
    }
  | { readonly type: "node-port"; readonly nodePorts: NodePorts };

/**
 * Facts of one region of the fleet.
 * @throws Error when the fleet has no such region. The name comes from the stack's configuration and not from the fleet
 *   file, so this is no fault with a line in it; the message lists the regions there are.
 */
export function regionOf(regions: Fleet["regions"], name: string): Region {
  const region = Object.hasOwn(regions, name) ? regions[name] : undefined;
  if (region !== undefined) return region;
  const known = Object.keys(regions).toSorted().join(", ");
  throw new Error(
    `The fleet has no region ${JSON.stringify(name)}. Set stack configuration "region" to one of: ${known}.`,
  );
}

/** Those that run in a region. */
export function runningIn<T extends { readonly regions: readonly string[] }>(
  region: string,
  items: readonly T[],
): readonly T[] {
  return items.filter((item) => item.regions.includes(region));
}
