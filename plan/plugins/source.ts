/** Where a plugin's code is from, and what keeps it the same. */
import type { Plugin } from "../model/plugin.ts";
import { chartHub, pluginServerUrl } from "../names.ts";
import type { Installation } from "../site.ts";
import { builtinNamed } from "./builtins.ts";
import type { WasmPlugin } from "./object.ts";

type Source = Pick<WasmPlugin["spec"], "url" | "sha256" | "imagePullSecret">;

/** From the plugin server beside the gateway where there is one, whose image has them; else from the fleet's registry. */
export function sourceOf({ namespace, servers, site }: Installation, { use }: Plugin): Source {
  const { version, sha256 } = site.plugins.versions[use] ?? { version: builtinNamed(use).version };
  if (servers.pluginServer) {
    return { url: `${pluginServerUrl(namespace, site.cluster.dnsDomain)}${use}/${version}/plugin.wasm` };
  }
  const { hub = chartHub, imagePullSecrets } = site.higress;
  const [imagePullSecret] = imagePullSecrets;
  return {
    url: `oci://${hub}/plugins/${use}:${version}`,
    ...(sha256 !== undefined && { sha256 }),
    ...(imagePullSecret !== undefined && { imagePullSecret }),
  };
}
