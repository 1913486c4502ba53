/** A chart's default values as the policy pack keeps them (policy/charts): what they are, and where more keys are legal. */
import type { ChartTable } from "../policy/model/release-charts.ts";
import { coalesce } from "../policy/model/release-merge.ts";
import { isRecord, text, type Tree } from "../policy/model/shape.ts";

/** A chart as it lies in a directory. */
export interface Chart {
  /** Chart.yaml */
  readonly metadata: Tree;
  /** values.yaml; undefined without one. */
  readonly values: Tree | undefined;
  /** Texts of the templates. */
  readonly templates: readonly string[];
  /** Charts inside it, in charts/. */
  readonly inner: readonly Chart[];
}

/**
 * The tables of a chart: one, or of an umbrella (charts inside, no values of its own) one for each chart inside it, under
 * the umbrella's version, which is the one that a release names.
 * @throws Error when Chart.yaml has no name or version
 */
export function chartTables(chart: Chart): readonly ChartTable[] {
  const { version } = identity(chart);
  const isUmbrella = chart.values === undefined && chart.inner.length > 0;
  return (isUmbrella ? chart.inner : [chart]).map((each) => tableOf(each, version));
}

function tableOf(chart: Chart, version: string): ChartTable {
  const defaults = defaultsOf(chart);
  const all = [...new Set(readByTemplates(chart))].toSorted();
  const read = all.filter((path) => !all.some((longer) => longer.startsWith(`${path}.`)));
  const open = openPaths(defaults);
  const isOpen = (path: string): boolean => open.some((one) => path === one || path.startsWith(`${one}.`));
  return {
    ...{ chart: identity(chart).name, version, appVersion: text(chart.metadata.appVersion) ?? version },
    open,
    undeclared: read.filter((path) => !isOpen(path) && coalesce([defaults], path.split(".")) === undefined),
    defaults,
  };
}

function identity({ metadata }: Chart): { readonly name: string; readonly version: string } {
  const [name, version] = [text(metadata.name), text(metadata.version)];
  if (name === undefined || version === undefined) throw new Error("Chart.yaml has no name, or no version in quotes");
  return { name, version };
}

/** The values of the charts inside are below their names, and the chart's own win. */
function defaultsOf(chart: Chart): Tree {
  const inner = Object.fromEntries(chart.inner.map((each) => [identity(each).name, defaultsOf(each)]));
  return over(chart.values ?? {}, inner);
}

/** Maps key by key; null stays, since the release may say what it is to be. */
function over(above: Tree, below: Tree): Tree {
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  const pairs = keys.map((key) => {
    const [one, other] = [above[key], below[key]];
    return [key, isRecord(one) && isRecord(other) ? over(one, other) : Object.hasOwn(above, key) ? one : other];
  });
  return Object.fromEntries(pairs) as Tree;
}

/** Keys whose maps charts copy into objects as they are, so that what they hold by default is an example only. */
const freeForm =
  /^(?:env|podEnvs|meshConfig|probe|nodeSelector|affinity|tolerations|.*Selector|.*[lL]abels|.*[aA]nnotations|.*[rR]esources|.*[sS]ecurityContext)$/;

/** Free-form maps, and what is nothing or an empty map by default: only the templates know what belongs there. */
function openPaths(tree: Tree, prefix = ""): readonly string[] {
  return Object.entries(tree)
    .flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      if (value === null) return [path];
      if (!isRecord(value)) return [];
      return freeForm.test(key) || Object.keys(value).length === 0 ? [path] : openPaths(value, `${path}.`);
    })
    .toSorted();
}

const reference = /(\$\w*)?\.Values((?:\.[A-Za-z_]\w*)+)/g;
const alias = /(\$\w+)\s*:=\s*(?:\$\w*)?\.Values((?:\.[A-Za-z_]\w*)+)/g;

/** Paths that templates read by name, directly or through a variable: `$gateway := .Values.gateway`. */
function readByTemplates({ templates, inner }: Chart): readonly string[] {
  const own = templates.flatMap((template) => {
    const direct = [...template.matchAll(reference)].map(([, , path = ""]) => path.slice(1));
    const through = [...template.matchAll(alias)].flatMap(([, variable = "", path = ""]) =>
      [...template.matchAll(new RegExp(`\\${variable}((?:\\.[A-Za-z_]\\w*)+)`, "g"))].map(([, rest = ""]) =>
        `${path}${rest}`.slice(1),
      ),
    );
    return [...direct, ...through];
  });
  const below = inner.flatMap((each) =>
    readByTemplates(each).map((path) => (path.startsWith("global.") ? path : `${identity(each).name}.${path}`)),
  );
  return [...own, ...below];
}
