import type { Registry } from "../plan/model/registry.ts";

/** Where a registry is: `host:port` of a server, or each address or name of a service; never empty. */
export function registryPlaces(registry: Registry): readonly string[] {
  if ("endpoints" in registry) return registry.endpoints;
  const domains = "domains" in registry ? registry.domains : [registry.domain];
  return domains.map((domain) => `${domain}:${registry.port}`);
}
