/** The way back from a host of a registry to the names that people know it by. */
import type { Registry } from "./model/registry.ts";
import { producedHosts } from "./produced.ts";

/** As it is written in the fleet file; undefined when none of the registries produces the host. */
export function nameOf(host: string, registries: readonly Registry[]): string | undefined {
  for (const registry of registries) {
    for (const [at, pattern] of producedHosts(registry).entries()) {
      const found = inRegistry(host, pattern, registry, at);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** @param at place of the pattern among the registry's, which of Nacos is the group's */
function inRegistry(host: string, pattern: string, registry: Registry, at: number): string | undefined {
  if (!pattern.startsWith("*")) return host === pattern ? `registry: ${registry.name}` : undefined;
  const service = host.slice(0, 1 - pattern.length);
  if (service === "" || host !== `${service}${pattern.slice(1)}`) return undefined;
  const named = (name: string, ...others: readonly string[]): string =>
    [`service: ${name}@${registry.name}`, ...others].join(", ");
  if (registry.type === "zookeeper") return inZookeeper(service, registry.servicesPath, named);
  const group = "groups" in registry && registry.groups.length > 1 ? registry.groups[at] : undefined;
  return group === undefined || group === "DEFAULT_GROUP" ? named(service) : named(service, `group: ${group}`);
}

function inZookeeper(
  service: string,
  servicesPath: readonly string[],
  named: (name: string, ...others: readonly string[]) => string,
): string | undefined {
  const [, name, version = "", group = ""] = /^providers:([^:]+):([^:]+):([^:]*)$/.exec(service) ?? [];
  if (name !== undefined) return named(name, `version: ${version}`, ...(group === "" ? [] : [`group: ${group}`]));
  for (const path of ["/services", ...servicesPath]) {
    const suffix = `.${path.slice(1).replaceAll("/", "-")}`;
    if (service.endsWith(suffix) && service.length > suffix.length) {
      const bare = service.slice(0, -suffix.length);
      return path === "/services" ? named(bare) : named(bare, `servicesPath: ${path}`);
    }
  }
  return undefined;
}
