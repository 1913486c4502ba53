/**
 * The images that a release runs, as the chart puts them together (higress v2.2.4, helm/core/templates/_pod.tpl:42,
 * controller-deployment.yaml:41,115).
 */
import type { Resource } from "../rule.ts";
import { effective, isConsole, isOn, isUmbrella, tableOf, valuePath } from "./release.ts";
import { text } from "./shape.ts";

export interface ReleaseImage {
  readonly reference: string;
  /** Values that its registry and name, and its tag, come from. */
  readonly place: string;
  readonly tag: string;
}

export const releaseImages = (release: Resource): readonly ReleaseImage[] =>
  isConsole(release) ? besideCore(release) : [...ofCore(release), ...(isUmbrella(release) ? besideCore(release) : [])];

const ofCore = (release: Resource): readonly ReleaseImage[] => [
  ...["gateway", "controller", "pilot"].map((component) => core(release, component)),
  ...(isOn(release, "global.enablePluginServer") ? [core(release, "pluginServer")] : []),
  ...(isOn(release, "global.enableRedis") ? [core(release, "redis.redis")] : []),
  ...(isOn(release, "global.o11y.enabled") ? [promtail(release)] : []),
  ...plugins(release),
];

/** `{hub}/higress/{image}:{tag}`; a component without a hub or tag takes the fleet's hub, and the chart's version. */
function core(release: Resource, component: string): ReleaseImage {
  const hub = isOn(release, `${component}.hub`) ? `${component}.hub` : "global.hub";
  const tag = `${component}.tag`;
  const [registry, image] = [hub, `${component}.image`].map((path) => word(effective(release, path)));
  return {
    reference: `${registry ?? ""}/higress/${image ?? ""}:${tagOf(release, tag)}`,
    place: valuePath(release, hub),
    tag: valuePath(release, tag),
  };
}

const tagOf = (release: Resource, path: string): string =>
  isOn(release, path) ? word(effective(release, path)) : appVersion(release);

/** In a version that the pack does not know, the tag is of that version all the same. */
const appVersion = (release: Resource): string => tableOf(release)?.appVersion ?? text(release.props.version) ?? "";

function promtail(release: Resource): ReleaseImage {
  const [repository, tag] = ["global.o11y.promtail.image.repository", "global.o11y.promtail.image.tag"] as const;
  const own = word(effective(release, repository));
  return {
    reference: `${own === "" ? `${word(effective(release, "global.hub"))}/higress/promtail` : own}:${word(effective(release, tag))}`,
    place: valuePath(release, own === "" ? "global.hub" : repository),
    tag: valuePath(release, tag),
  };
}

/** The plugin that the controller puts in front of MCP servers. */
function plugins(release: Resource): readonly ReleaseImage[] {
  const path = "controller.env.MCP_SERVER_WASM_IMAGE_URL";
  const url = word(effective(release, path));
  const place = valuePath(release, path);
  return url === "" ? [] : [{ reference: url.replace(/^oci:\/\//, ""), place, tag: place }];
}

/** The console and its tools have repositories of their own, which no hub changes. */
function besideCore(release: Resource): readonly ReleaseImage[] {
  const inner = "higress-console";
  const image = (path: string): ReleaseImage => {
    const [repository, tag] = [`${path}.repository`, `${path}.tag`] as const;
    const written = word(effective(release, tag, inner));
    return {
      reference: `${word(effective(release, repository, inner))}:${written === "" ? appVersion(release) : written}`,
      place: valuePath(release, repository, inner),
      tag: valuePath(release, tag, inner),
    };
  };
  const tools = ["grafana", "prometheus", "loki"].map((tool) => `global.o11y.${tool}.image`);
  return [
    ...(isOn(release, "replicaCount", inner) ? [image("image")] : []),
    ...(isOn(release, "global.o11y.enabled", inner) ? tools.map(image) : []),
  ];
}

/** What a template prints; YAML reads a tag like `1.27` as a number. */
const word = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
