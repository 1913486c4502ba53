import { pluginServerUrl } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isFrom, isPinned, parseImage, type Image } from "../model/image.ts";
import { isWasmPlugin } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { hasChecksum, sourceOf, specOf } from "../model/plugin.ts";
import { text } from "../model/shape.ts";
import { allowedSources, sourceSettings } from "../model/sources.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const settings = {
  ...sourceSettings,
  urls: {
    type: "array",
    items: { type: "string" },
    description:
      "Whole URLs that are allowed though they lead to no registry: `file:///opt/plugins/key-auth.wasm`; `sha256` is needed beside them.",
    default: [] as readonly string[],
  },
} as const;

export default resourceRule({
  id: "wasm-source-pinned",
  number: 62,
  title: "A plugin's code comes from an allowed registry and cannot change under its name",
  why: "It runs inside the gateway and sees every request, with the credentials in it.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take it from a registry of the fleet's (higress.hub, plugins.registries) by oci:// and digest, `oci://<registry>/<plugin>@sha256:<digest>`.",
  url: ruleUrl("wasm-source-pinned"),
  settings,
  check(resource, facts, { urls, ...sources }) {
    if (!isWasmPlugin(resource)) return undefined;
    const { imagePullSecret = "", url } = specOf(resource);
    // A patch names only what it changes.
    const untouched = resource.isPatch && url === undefined;
    return [
      ...(untouched
        ? []
        : judge(resource, [...allowedSources(facts, sources), ...(facts.pluginRegistries ?? [])], urls, facts)),
      ...(String(imagePullSecret).includes("/")
        ? [{ path: "spec.imagePullSecret", message: "names a Secret of another namespace" }]
        : []),
    ];
  },
});

const path = "spec.url";

function judge(
  plugin: Resource,
  allowed: readonly string[],
  urls: readonly string[],
  facts: Facts,
): readonly Finding[] {
  const source = sourceOf(plugin);
  if (source === undefined) return [{ path, message: "names no code" }];
  const { scheme, reference } = source;
  if (urls.some((url) => url === specOf(plugin).url)) {
    return hasChecksum(plugin) ? [] : [{ path: "spec.sha256", message: `is needed: nothing else holds ${scheme}://` }];
  }
  if (isServed(plugin, facts)) return [];
  if (scheme === "https") return fromWeb(reference, plugin, allowed, facts);
  if (scheme !== "oci") return [{ path, message: `${scheme}:// can be anybody's code, and no registry holds it` }];
  const image = parseImage(reference);
  if (image === undefined) return [{ path, message: "is no image's name" }];
  if (!allowed.some((registry) => isFrom(image, registry))) {
    return [{ path, message: `leads to ${image.registry}, not to ${allowed.join(" or ")}` }];
  }
  return hasChecksum(plugin) ? [] : moving(image, facts);
}

/** By the namespace's own plugin server, whose image is judged where it is released: a name and a version in it. */
function isServed(plugin: Resource, facts: Facts): boolean {
  const owner = installationOf(plugin, facts);
  if (owner?.servers?.includes("plugin-server") !== true) return false;
  const server = pluginServerUrl(owner.namespace, facts.dnsDomain);
  const url = text(specOf(plugin).url) ?? "";
  return (
    url.startsWith(server) && /^[a-z0-9][a-z0-9-]*\/[0-9][A-Za-z0-9._-]*\/plugin\.wasm$/.test(url.slice(server.length))
  );
}

function moving(image: Image, facts: Facts): readonly Finding[] {
  if (image.digest !== undefined) {
    return /^sha256:[0-9a-f]{64}$/.test(image.digest) ? [] : [{ path, message: "has half a digest" }];
  }
  if (facts.protect) return [{ path, message: "has no digest" }];
  return isPinned(image) ? [] : [{ path, message: `${JSON.stringify(image.tag ?? "latest")} names no one image` }];
}

/** A module on a web server of the registry's: the URL says nothing of what it will be tomorrow. */
function fromWeb(reference: string, plugin: Resource, allowed: readonly string[], facts: Facts): readonly Finding[] {
  const url = URL.parse(`https://${reference}`);
  const hosts = allowed.map((registry) => registry.split("/")[0] ?? "");
  if (url === null || url.username !== "" || url.password !== "" || !hosts.includes(url.host)) {
    return [{ path, message: `leads to ${url?.host ?? "no host"}, not to ${hosts.join(" or ")}` }];
  }
  if (hasChecksum(plugin) || !facts.protect) return [];
  return [{ path: "spec.sha256", message: "is needed: a URL says nothing of its content" }];
}
