/** Which port a service of a registry has for routes, where the fleet file says so. */
import type { EurekaRegistry, GroupedPort, NacosRegistry, Registry } from "./model/registry.ts";
import { directHost, eurekaHost, nacosHost, producedHosts } from "./produced.ts";

/** The group that is meant where none is named. */
export const groupOf = ({ groups: [only, ...others] }: NacosRegistry, group: string | undefined): string =>
  group ?? (only !== undefined && others.length === 0 ? only : "DEFAULT_GROUP");

export const hostOfPort = ({ service, group }: GroupedPort, registry: NacosRegistry | EurekaRegistry): string =>
  registry.type === "eureka" ? eurekaHost(service) : nacosHost(registry, service, groupOf(registry, group));

interface OnlyPort {
  readonly port: number;
  /** The registry's setting that says so. */
  readonly by: "port" | "vport";
}

/** The only port that routes may name; undefined where nothing says so. */
export function portOf(host: string, registries: readonly Registry[]): OnlyPort | undefined {
  for (const registry of registries) {
    if (registry.type === "static" || registry.type === "dns") {
      if (directHost(registry) === host) return { port: registry.port, by: "port" };
      continue;
    }
    if (!("vport" in registry)) continue;
    if (!producedHosts(registry).some((pattern) => host.endsWith(pattern.slice(1)))) continue;
    const own = registry.vport.services.find((each) => hostOfPort(each, registry) === host);
    return { port: own?.port ?? registry.vport.default, by: "vport" };
  }
  return undefined;
}
