/** Every default of the fleet file that is one value; those that are computed from other settings are in complete.ts. */
import type { Size } from "./model.ts";

/** Seconds between two polls of a registry that the controller takes at least; it raises less (registry watchers of chart 2.2.4). */
export const shortestRefresh = 10;

interface EntryDefaults {
  readonly size: Size;
  readonly sourceCidrs: string[];
}

export const defaults = {
  protect: true,
  dnsDomain: "cluster.local",
  platformNamespaces: [] as string[],
  imagePullSecrets: [] as string[],
  /** It carries the traffic of every tenant, and everybody may come in: whom a tenant serves is the tenant's business. */
  entry: { size: "m", sourceCidrs: ["0.0.0.0/0", "::/0"] } satisfies EntryDefaults as EntryDefaults,
  gateway: { size: "s" as Size, watch: "own", exposure: "cluster" },
  tenant: { size: "s" as Size },
  protocol: "TCP",
  route: { path: "/", pathType: "Prefix" },
  registry: {
    protocol: "http",
    /** Ports that the servers themselves listen on by default. */
    ports: { nacos: 8848, zookeeper: 2181, consul: 8500, eureka: 8761 },
    /** The controller reads "" as the namespace `public`. */
    namespaceId: "",
    /** The group of services that name none; with an empty list the controller would fetch nothing. */
    groups: ["DEFAULT_GROUP"] as string[],
  },
} as const;
