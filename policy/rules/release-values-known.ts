import { isUmbrella, isFleetRelease, tableOf, chartOf } from "../model/release.ts";
import { chartTable, unknownChart, type ChartTable } from "../model/release-charts.ts";
import { isRecord, list, text, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "release-values-known",
  number: 54,
  title: "A release sets no value that its chart does not have",
  why: "Helm drops such a value without a word, and what it was to protect stands open under a name that looks closed.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Correct the path (docs of chart higress-core, values.yaml); a new version of the chart needs `npm run chart:values`.",
  url: ruleUrl("release-values-known"),
  settings: {
    alsoKnown: {
      type: "array",
      items: { type: "string" },
      description: "Paths that the chart reads although it declares them nowhere, as `gateway.extraVolumes`.",
      default: [] as readonly string[],
    },
  },
  check(resource, facts, { alsoKnown }) {
    if (!isFleetRelease(resource, facts)) return undefined;
    const values = resource.props.values ?? {};
    if (!isRecord(values)) return [{ path: "values", message: "is no map" }];
    // Helm merges a file under the values, so that it fills in whatever they leave out.
    const files = list(resource.props.valueYamlFiles);
    if (files.length > 0) return [{ path: "valueYamlFiles", message: "holds values that no rule can read" }];
    const unknown = isUmbrella(resource) ? inUmbrella(resource, values) : inChart(resource, values);
    return unknown.filter(({ path }) => !alsoKnown.some((known) => isAtOrBelow(path, `values.${known}`)));
  },
});

function inChart(release: Resource, values: Tree): readonly Finding[] {
  const table = tableOf(release);
  return table === undefined ? [withoutTable(release, chartOf(release))] : strange(values, [table], "", "values");
}

/** Globals are read by both charts inside; everything else by the one under whose name it stands. */
function inUmbrella(release: Resource, values: Tree): readonly Finding[] {
  const inner = ["higress-core", "higress-console"] as const;
  const tables = inner.flatMap((name) => chartTable(name, text(release.props.version)) ?? []);
  if (tables.length < inner.length) return [withoutTable(release, "higress-core")];
  return Object.keys(values).flatMap((key) => {
    const path = `values.${key}`;
    if (key === "global") return strange({ global: values.global }, tables, "", "values");
    const table = tables.find(({ chart }) => chart === key);
    if (table === undefined)
      return [{ path, message: 'is read by nobody: chart "higress" has the charts inside it only' }];
    return isRecord(values[key]) ? strange(values[key], [table], "", path) : [{ path, message: "is no map" }];
  });
}

const withoutTable = (release: Resource, chart: string): Finding => ({
  path: "values",
  message: unknownChart(chart, text(release.props.version)),
});

/** @param prefix path of the values in their chart, with a full stop at the end */
function strange(values: Tree, tables: readonly ChartTable[], prefix: string, place: string): readonly Finding[] {
  return Object.keys(values).flatMap((key): readonly Finding[] => {
    const [path, where] = [`${prefix}${key}`, below(place, key)];
    if (key.includes(".")) return [{ path: where, message: "is one key with a full stop in it, which no chart reads" }];
    if (tables.some((table) => isOpen(table, path))) return [];
    const declared = tables
      .map((table) => declaredAt(table.defaults, path.split(".")))
      .filter((value) => value !== undefined);
    const onTheWay = tables.some(({ undeclared }) => undeclared.some((known) => known.startsWith(`${path}.`)));
    if (declared.length === 0 && !onTheWay)
      return [{ path: where, message: "is no value of this chart, so it does nothing" }];
    const value = values[key];
    if (value === null) return [];
    const isMap = onTheWay || declared.some(isRecord);
    if (isMap !== isRecord(value))
      return [{ path: where, message: isMap ? "is a map in the chart" : "is no map in the chart" }];
    return isRecord(value) ? strange(value, tables, `${path}.`, where) : [];
  });
}

/** Of the chart's own keys: `toString` is a key of every object. */
const declaredAt = (defaults: Tree, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((tree, key) => (isRecord(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined), defaults);

/** Copied as it is, or read without being declared. */
const isOpen = ({ open, undeclared }: ChartTable, path: string): boolean =>
  [...open, ...undeclared].some((known) => isAtOrBelow(path, known));

const isAtOrBelow = (path: string, known: string): boolean => path === known || path.startsWith(`${known}.`);

/** A full stop within a key would read as two keys. */
const below = (place: string, key: string): string => (/[^\w-]/.test(key) ? `${place}["${key}"]` : `${place}.${key}`);
