/** How Helm puts values over a chart's defaults (helm.sh/helm/v3 pkg/chartutil/coalesce.go), read along one path only. */
import { isRecord } from "./shape.ts";

/**
 * The value at the path of the first layer over the others: maps are merged key by key, everything else replaces what
 * is below it, null takes it away. Undefined where nothing is left; templates cannot tell that from null.
 * What stands beside the path is not read, since it may not be known in preview.
 */
export const coalesce = (layers: readonly unknown[], path: readonly string[]): unknown =>
  merge(layers.map((layer) => follow(layer, path)));

/**
 * The layers that count at `global.<name>` of an inner chart, the first one on top. The outer chart's globals win inside
 * a map, but a map and something else under one name are not mixed: then the inner chart keeps its own.
 */
export function globalLayers(outer: unknown, inner: unknown, name: string): readonly unknown[] {
  const [above, below] = [outer, inner].map((layer) => follow(layer, ["global"]));
  if (above === undefined) return [inner];
  if (!isRecord(above) || (below !== undefined && !isRecord(below))) return [inner];
  const [one, other] = [above[name], below?.[name]];
  if (one === undefined || (other !== undefined && isRecord(one) !== isRecord(other))) return [inner];
  return [outer, inner];
}

/** Null when the path, or a map on its way, is taken away or replaced; undefined when nobody speaks of it. */
function follow(layer: unknown, path: readonly string[]): unknown {
  let value = layer;
  for (const key of path) {
    if (value === undefined || value === null) return value;
    value = isRecord(value) ? value[key] : null;
  }
  return value;
}

function merge(layers: readonly unknown[]): unknown {
  const [first, ...rest] = layers.filter((layer) => layer !== undefined);
  if (!isRecord(first)) return first ?? undefined;
  const maps = [first, ...rest.filter(isRecord)];
  const keys = new Set(maps.flatMap((map) => Object.keys(map)));
  return Object.fromEntries([...keys].map((key) => [key, merge(maps.map((map) => map[key]))]));
}
