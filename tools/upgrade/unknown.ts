/** Values of the plan that a chart does not have. Helm drops such a value without a word, and what it was to close stands open. */
import type { ChartTable } from "../../policy/model/release-charts.ts";
import { isRecord, type Tree } from "../../policy/model/shape.ts";

/** Paths, `global.watchNamespace`; a map that is unknown as a whole is one path. */
export function unknownValues(values: Tree, table: ChartTable): readonly string[] {
  return within(values, table.defaults, "", [...table.open, ...table.undeclared]);
}

function within(values: Tree, declared: unknown, prefix: string, known: readonly string[]): readonly string[] {
  return Object.entries(values).flatMap(([key, value]): readonly string[] => {
    const path = `${prefix}${key}`;
    if (known.some((each) => path === each || path.startsWith(`${each}.`))) return [];
    const own = isRecord(declared) && Object.hasOwn(declared, key);
    if (!own && !known.some((each) => each.startsWith(`${path}.`))) return [path];
    return isRecord(value) ? within(value, own ? declared[key] : undefined, `${path}.`, known) : [];
  });
}
