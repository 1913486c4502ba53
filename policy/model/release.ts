/** What a Higress release will render from its values, as far as rules ask. */
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { isRelease } from "./kinds.ts";
import { installationOf } from "./ownership.ts";
import { at, isRecord, record, text, type Tree } from "./shape.ts";

/** Defaults of chart higress-core 2.2.4 (values.yaml), of the keys that rules judge. */
const defaults: Tree = {
  global: {
    enablePluginServer: false,
    enableRedis: false,
    ingressClass: "higress",
    kind: false,
    local: false,
    o11y: { enabled: false },
    watchNamespace: "",
  },
  gateway: {
    hostNetwork: false,
    kind: "Deployment",
    rbac: { enabled: true },
    resources: { requests: { cpu: "2000m", memory: "2048Mi" }, limits: { cpu: "2000m", memory: "2048Mi" } },
    service: { type: "LoadBalancer" },
  },
  controller: {
    resources: { requests: { cpu: "500m", memory: "2048Mi" }, limits: { cpu: "1000m", memory: "2048Mi" } },
    service: { type: "ClusterIP" },
  },
  pilot: { resources: { requests: { cpu: "500m", memory: "2048Mi" } } },
  pluginServer: {
    resources: { requests: { cpu: "200m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
  },
  redis: { redis: { service: { type: "ClusterIP" } } },
};

/** Name of a chart given by name, path, archive or OCI reference. */
export function chartBasename(chart: string): string {
  const last = chart.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return last.replace(/[:@].*$/, "").replace(/-v?\d+\.\d+\.\d+.*$/, "");
}

const chartOf = (release: Resource): string => chartBasename(text(release.props.chart) ?? "");

/** Chart `higress` wraps `higress-core` and a console that no value switches off (higress.md 1.1). */
const isUmbrella = (release: Resource): boolean => chartOf(release) === "higress";

export const isHigressRelease = (resource: Resource): boolean =>
  isRelease(resource) && ["higress", "higress-core"].includes(chartOf(resource));

/** A release of Higress, wherever it stands, or of any chart in the namespace of an installation. */
export const isInstallationRelease = (resource: Resource, facts: Facts): boolean =>
  isHigressRelease(resource) || (isRelease(resource) && installationOf(resource, facts) !== undefined);

/**
 * The value at a path of chart `higress-core` (`gateway.service.type`, `global.local`) after Helm's merge: maps
 * are merged key by key over the defaults, anything else replaces them, null removes them.
 */
export function effective(release: Resource, path: string): unknown {
  const keys = path.split(".");
  const values = record(release.props.values);
  const core = isUmbrella(release) ? record(values["higress-core"]) : values;
  // Helm hands the globals of the umbrella down, and they win over those under the name of the inner chart.
  const sources = keys[0] === "global" ? [values, core] : [core];
  return merge([...sources.map((source) => follow(source, keys)), at(defaults, ...keys)]);
}

/** Where a value of chart `higress-core` is written in this release: `values.higress-core.gateway.service.type`. */
export function valuePath(release: Resource, path: string): string {
  const prefix = isUmbrella(release) && !path.startsWith("global.") ? "higress-core." : "";
  return `values.${prefix}${path}`;
}

/** Null when the path, or a map on its way, is taken away; undefined when nobody speaks of it. */
function follow(source: Tree, keys: readonly string[]): unknown {
  let value: unknown = source;
  for (const key of keys) {
    if (value === undefined || value === null) return value;
    value = isRecord(value) ? value[key] : null;
  }
  return value;
}

/** First wins; undefined stands for null too, since templates cannot tell a removed key from a missing one. */
function merge(layers: readonly unknown[]): unknown {
  const [first, ...rest] = layers.filter((layer) => layer !== undefined);
  if (!isRecord(first)) return first ?? undefined;
  const below = rest.filter(isRecord);
  const keys = new Set([first, ...below].flatMap((layer) => Object.keys(layer)));
  return Object.fromEntries([...keys].map((key) => [key, merge([first, ...below].map((layer) => layer[key]))]));
}
