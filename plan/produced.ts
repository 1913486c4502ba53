/**
 * Hosts that a registry gives to routes (higress v2.2.4, registry/nacos/v2/watcher.go:554, registry/consul/watcher.go:287,
 * registry/eureka/watcher.go:249, registry/zookeeper/watcher.go:453,659 with fetchedServices, registry/direct/watcher.go:106). Unlike DNS names they
 * are compared letter by letter.
 */
import type { ConsulRegistry, DnsRegistry, NacosRegistry, Registry, StaticRegistry } from "./model/registry.ts";

/** The controller writes `_` as `-`; in names of services in Nacos, Eureka and ZooKeeper it leaves it. */
const dashed = (text: string): string => text.replaceAll("_", "-");

/** Patterns, `*.` standing for the service's name, which only the registry's server knows and which may have dots. */
export function producedHosts(registry: Registry): readonly string[] {
  switch (registry.type) {
    case "nacos":
    case "nacos2":
    case "nacos3":
      return registry.groups.map((group) => `*.${nacosSuffix(registry, group)}`);
    case "consul":
      return [`*.${dashed(registry.datacenter)}.consul`];
    case "eureka":
    case "zookeeper":
      return [`*.${registry.type}`];
    case "static":
    case "dns":
      return [directHost(registry)];
  }
}

const nacosSuffix = ({ namespaceId }: NacosRegistry, group: string): string =>
  `${dashed(`${group}.${namespaceId === "" ? "public" : namespaceId}`)}.nacos`;

export const nacosHost = (registry: NacosRegistry, service: string, group: string): string =>
  `${service}.${nacosSuffix(registry, group)}`;

export const consulHost = ({ datacenter }: ConsulRegistry, service: string): string =>
  `${dashed(`${service}.${datacenter}`)}.consul`;

export const eurekaHost = (service: string): string => `${service}.eureka`;

/** @param group empty: none */
export const dubboHost = (service: string, version: string, group: string): string =>
  `providers:${service}:${version}:${group}.zookeeper`;

/** @param servicesPath begins with `/` */
export const springCloudHost = (service: string, servicesPath: string): string =>
  `${service}.${servicesPath.slice(1).replaceAll("/", "-")}.zookeeper`;

export const directHost = ({ name, type }: StaticRegistry | DnsRegistry): string => `${name}.${type}`;
