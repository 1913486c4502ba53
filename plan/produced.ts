/**
 * Hosts that a registry gives to routes (higress v2.2.4, registry/nacos/v2/watcher.go:554, registry/consul/watcher.go:287,
 * registry/eureka/watcher.go:249, registry/zookeeper/watcher.go:453,659, registry/direct/watcher.go:106). Unlike DNS names they
 * are compared letter by letter.
 */
import type { Registry } from "./model/registry.ts";

/** As it may stand in a line of the annotation, where a space or a line break would begin something else. */
export const hostForm = /^[0-9A-Za-z]([0-9A-Za-z.:_-]*[0-9A-Za-z])?$/;

/** The controller writes `_` as `-`, except in the service's own name. */
const dashed = (text: string): string => text.replaceAll("_", "-");

/** Patterns, `*.` standing for the service's name, which only the registry's server knows and which may have dots. */
export function producedHosts(registry: Registry): readonly string[] {
  switch (registry.type) {
    case "nacos":
    case "nacos2":
    case "nacos3": {
      const namespace = registry.namespaceId === "" ? "public" : registry.namespaceId;
      return registry.groups.map((group) => `*.${dashed(`${group}.${namespace}`)}.nacos`);
    }
    case "consul":
      return [`*.${dashed(registry.datacenter)}.consul`];
    case "eureka":
    case "zookeeper":
      return [`*.${registry.type}`];
    case "static":
    case "dns":
      return [`${registry.name}.${registry.type}`];
  }
}
