/** Where a tenant finds its services: the registries of its McpBridge (higress v2.2.4, registry/watcher.go:28-35). */

/** Secret in the tenant's namespace with the keys the controller reads (higress v2.2.4, registry/reconcile/reconcile.go:300-330). */
export interface Credentials {
  readonly secret: string;
  /** True: the program invents the values and creates the Secret. */
  readonly generate: boolean;
}

interface Named {
  /** Unique in the tenant. */
  readonly name: string;
}

interface Remote {
  /** Addresses the registry answers on, needed when it is a DNS name outside the cluster: NetworkPolicy knows no names. */
  readonly cidrs: readonly string[];
}

/** A server that the controller asks for services. */
interface Watched extends Named, Remote {
  /** DNS name or IPv4 address. */
  readonly domain: string;
  readonly port: number;
}

/** One service that the registry itself describes. */
interface Direct extends Named {
  /** Port of the produced service. */
  readonly port: number;
  readonly protocol: Protocol;
  /** Server name for TLS. */
  readonly sni?: string;
}

/** Ports that services have for routes, whatever their instances listen on. */
export interface VirtualPorts<Port extends VirtualPort = VirtualPort> {
  readonly default: number;
  /** Of services that have another. */
  readonly services: readonly Port[];
}

export interface VirtualPort {
  readonly service: string;
  readonly port: number;
}

export interface GroupedPort extends VirtualPort {
  /** Absent: as routes mean it that name none. */
  readonly group?: string;
}

/** Nacos in one of its major versions; `nacos` is 1. */
export interface NacosRegistry extends Watched {
  readonly type: "nacos" | "nacos2" | "nacos3";
  /** Empty: the namespace `public`. */
  readonly namespaceId: string;
  readonly groups: readonly string[];
  /** Seconds between two polls of the service list. */
  readonly refreshInterval?: number;
  /** Seconds that one request to it may take. */
  readonly timeout?: number;
  readonly vport?: VirtualPorts<GroupedPort>;
  /** Of 2 and 3: to 1 the controller does not log in. */
  readonly credentials?: Credentials;
}

/** ZooKeeper as Dubbo and Spring Cloud use it. The controller logs in to none. */
export interface ZookeeperRegistry extends Watched {
  readonly type: "zookeeper";
  /** Read besides `/dubbo` and `/services`. */
  readonly servicesPath: readonly string[];
}

/** One datacenter of a Consul. */
export interface ConsulRegistry extends Watched {
  readonly type: "consul";
  readonly datacenter: string;
  /** Only services with this tag. */
  readonly serviceTag?: string;
  /** Seconds between two polls of the service list. */
  readonly refreshInterval?: number;
  readonly credentials?: Credentials;
}

/** A Eureka server. The controller logs in to none. */
export interface EurekaRegistry extends Watched {
  readonly type: "eureka";
  readonly vport?: VirtualPorts;
}

/** What is spoken with the service of a static or dns registry. */
export type Protocol = "tcp" | "http" | "https" | "http2" | "grpc" | "grpcs" | "dubbo";

/** A service at fixed addresses. */
export interface StaticRegistry extends Direct {
  readonly type: "static";
  /** `ip:port` each; IPv6 in brackets. */
  readonly endpoints: readonly string[];
}

/** A service behind DNS names. */
export interface DnsRegistry extends Direct, Remote {
  readonly type: "dns";
  readonly domains: readonly string[];
}

/** One entry of a tenant's McpBridge; `type` tells which. */
export type Registry =
  NacosRegistry | ZookeeperRegistry | ConsulRegistry | EurekaRegistry | StaticRegistry | DnsRegistry;
