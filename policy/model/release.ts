/** What a Higress release will render from its values, as far as rules ask. */
import { consoleName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { UnknownField } from "../unknown.ts";
import { isRelease } from "./kinds.ts";
import { installationOf } from "./ownership.ts";
import { chartTable, unknownChart, type ChartTable } from "./release-charts.ts";
import { coalesce, globalLayers } from "./release-merge.ts";
import { isRecord, record, text } from "./shape.ts";

/** Name of a chart given by name, path, archive or OCI reference. */
export function chartBasename(chart: string): string {
  const last = chart.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return last.replace(/[:@].*$/, "").replace(/-v?\d+\.\d+\.\d+.*$/, "");
}

export const chartOf = (release: Resource): string => chartBasename(text(release.props.chart) ?? "");

/** Chart `higress` wraps `higress-core` and a console that no value switches off (higress v2.2.4, helm/higress/Chart.yaml). */
export const isUmbrella = (release: Resource): boolean => chartOf(release) === "higress";

/** Chart `higress-console`: pages for people, without a gateway. */
export const isConsole = (release: Resource): boolean => chartOf(release) === consoleName;

export const isHigressRelease = (resource: Resource): boolean =>
  isRelease(resource) && ["higress", "higress-core"].includes(chartOf(resource));

/** A release of Higress, wherever it stands, or of any chart but the console's in the namespace of an installation. */
export const isInstallationRelease = (resource: Resource, facts: Facts): boolean =>
  isHigressRelease(resource) ||
  (isRelease(resource) && !isConsole(resource) && installationOf(resource, facts) !== undefined);

/** A console by itself, wherever it stands. */
export const isConsoleRelease = (resource: Resource): boolean => isRelease(resource) && isConsole(resource);

/** Either of the two. */
export const isFleetRelease = (resource: Resource, facts: Facts): boolean =>
  isInstallationRelease(resource, facts) || isConsoleRelease(resource);

/** Chart of the umbrella that a value belongs to. */
type Inner = "higress-core" | "higress-console";

/**
 * The value at a path of chart `higress-core` (`gateway.service.type`, `global.local`) as templates see it: what the
 * release says over the chart's defaults. A value that is written out counts for any version of the chart.
 * @param inner of which chart, where the release is the umbrella
 * @throws UnknownField where a default decides and the pack does not know the chart in this version
 */
export function effective(release: Resource, path: string, inner: Inner = "higress-core"): unknown {
  const keys = path.split(".");
  const table = tableOf(release, inner);
  if (table !== undefined) return coalesce([...layers(release, keys, inner), table.defaults], keys);
  const value = written(release, path, inner);
  // A map may lack what the chart would add to it.
  if (value !== undefined && !isRecord(value)) return value;
  const reason = unknownChart(tableName(release, inner), text(release.props.version));
  throw new UnknownField(release.urn, valuePath(release, path, inner), reason);
}

/** What the release itself says at such a path; undefined where it leaves it to the chart. */
export function written(release: Resource, path: string, inner: Inner = "higress-core"): unknown {
  const keys = path.split(".");
  return coalesce(layers(release, keys, inner), keys);
}

/** Whether a template takes the switch for on: everything but nothing, false, zero and what is empty. The text "false" is on. */
export function isOn(release: Resource, path: string, inner: Inner = "higress-core"): boolean {
  const value = effective(release, path, inner);
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== false && value !== "" && value !== 0;
}

/** Where a value is written in this release: `values.higress-core.gateway.service.type`. */
export function valuePath(release: Resource, path: string, inner: Inner = "higress-core"): string {
  const prefix = isUmbrella(release) && !path.startsWith("global.") ? `${inner}.` : "";
  return `values.${prefix}${path}`;
}

/** The default values that this release is put over; undefined for a chart or version that the pack does not know. */
export const tableOf = (release: Resource, inner: Inner = "higress-core"): ChartTable | undefined =>
  chartTable(tableName(release, inner), text(release.props.version));

const tableName = (release: Resource, inner: Inner): string => (isUmbrella(release) ? inner : chartOf(release));

function layers(release: Resource, [first, second = ""]: readonly string[], inner: Inner): readonly unknown[] {
  const values = release.props.values ?? undefined;
  if (!isUmbrella(release)) return [values];
  const own = record(values)[inner];
  return first === "global" ? globalLayers(values, own, second) : [own];
}
