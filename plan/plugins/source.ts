/** Where a plugin's code is from, and what keeps it the same. */
import type { Fleet, Network, Tenant } from "../model.ts";
import type { Plugin } from "../model/plugin.ts";
import { chartHub, pluginServerUrl } from "../names.ts";
import type { Installation } from "../site.ts";
import { builtinNamed } from "./builtins.ts";
import { isOwn } from "./kind.ts";
import type { WasmPlugin } from "./object.ts";

type Source = Pick<WasmPlugin["spec"], "url" | "sha256" | "imagePullSecret">;

/** Of Higress's own from the plugin server beside the gateway where there is one, whose image has them; else from a registry. */
export function sourceOf({ namespace, servers, site }: Installation, plugin: Plugin): Source {
  const { hub = chartHub, imagePullSecrets } = site.higress;
  const [imagePullSecret] = imagePullSecrets;
  const credentials = imagePullSecret === undefined ? {} : { imagePullSecret };
  if (isOwn(plugin)) return { url: plugin.source, sha256: plugin.sha256, ...credentials };
  const { use } = plugin;
  const { version, sha256 } = site.plugins.versions[use] ?? { version: builtinNamed(use).version };
  if (servers.pluginServer) {
    return { url: `${pluginServerUrl(namespace, site.cluster.dnsDomain)}${use}/${version}/plugin.wasm` };
  }
  return { url: `oci://${hub}/plugins/${use}:${version}`, ...(sha256 !== undefined && { sha256 }), ...credentials };
}

/** Registries that plugins may come from. */
export const registriesOf = ({ higress, plugins }: Pick<Fleet, "higress" | "plugins">): readonly string[] => [
  ...new Set([higress.hub ?? chartHub, ...plugins.registries]),
];

/** Those that the gateway fetches from a registry. */
export const pulled = ({ plugins, pluginServer }: Pick<Tenant, "plugins" | "pluginServer">): readonly Plugin[] =>
  plugins.filter((plugin) => isOwn(plugin) || pluginServer === undefined);

/** Where a tenant's gateway may go: what its file says, and to the registry of plugins where it has some from there. */
export function networkOf(tenant: Tenant, fleet: Pick<Fleet, "higress" | "plugins">): Network {
  const { network } = tenant;
  const from = pulled(tenant);
  if (from.length === 0) return network;
  const ports = [...new Set(from.map((plugin) => registryPortOf(plugin, fleet)))];
  const ways = fleet.plugins.registryCidrs.map(
    (cidr) => ({ peer: { cidr }, protocol: "TCP", ports: ports.toSorted((a, b) => a - b) }) as const,
  );
  return { ...network, egress: [...network.egress, ...ways] };
}

/** Port of the registry that the plugin is fetched from: that of HTTPS where none is written. */
export function registryPortOf(plugin: Plugin, { higress }: Pick<Fleet, "higress">): number {
  const source = isOwn(plugin) ? plugin.source : `oci://${higress.hub ?? chartHub}/`;
  return Number(/^oci:\/\/[^/:]+:(\d+)\//.exec(source)?.[1] ?? 443);
}
