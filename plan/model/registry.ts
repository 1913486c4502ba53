/** Where a tenant finds its services: the registries of its McpBridge (reference: higress.md 4). */

export interface RegistryBase {
  /** Unique in the tenant. */
  readonly name: string;
  /** Addresses the registry answers on, needed when `domain` is a DNS name outside the cluster: NetworkPolicy knows no names. */
  readonly cidrs: readonly string[];
}

/** Secret in the tenant's namespace with the keys the controller reads (reference: higress registry/reconcile). */
export interface Credentials {
  readonly secret: string;
  /** True: the program invents the values and creates the Secret. */
  readonly generate: boolean;
}

interface Watched extends RegistryBase {
  readonly domain: string;
  readonly port: number;
  readonly credentials?: Credentials;
}

export interface NacosRegistry extends Watched {
  readonly type: "nacos" | "nacos2" | "nacos3";
  readonly namespaceId: string;
  readonly groups: readonly string[];
  /** Seconds between two polls of the service list. */
  readonly refreshInterval?: number;
}
export interface ZookeeperRegistry extends Watched {
  readonly type: "zookeeper";
  readonly servicesPath: readonly string[];
}
export interface ConsulRegistry extends Watched {
  readonly type: "consul";
  readonly datacenter: string;
  readonly serviceTag?: string;
  readonly refreshInterval?: number;
}
export interface EurekaRegistry extends Watched {
  readonly type: "eureka";
}
export type Protocol = "tcp" | "http" | "https" | "http2" | "grpc" | "grpcs" | "dubbo";
export interface StaticRegistry extends RegistryBase {
  readonly type: "static";
  /** `ip:port` each; IPv6 in brackets. */
  readonly endpoints: readonly string[];
  /** Port of the produced service. */
  readonly port: number;
  readonly protocol: Protocol;
  readonly sni?: string;
}
export interface DnsRegistry extends RegistryBase {
  readonly type: "dns";
  readonly domains: readonly string[];
  readonly port: number;
  readonly protocol: Protocol;
  readonly sni?: string;
}
export type Registry =
  NacosRegistry | ZookeeperRegistry | ConsulRegistry | EurekaRegistry | StaticRegistry | DnsRegistry;
