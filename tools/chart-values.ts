/**
 * `npm run chart:values -- <directory or archive>`: tells the policy pack a chart's default values, for a version of Higress that
 * it does not know yet. Of the umbrella chart, the charts inside it are told.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { command } from "./command.ts";
import { readChart } from "./chart-read.ts";
import { chartTables } from "./chart-table.ts";

const target = join(import.meta.dirname, "..", "policy", "charts");

/** The list of all tables, which the pack imports: it reads no files. */
function indexOf(files: readonly string[]): string {
  const byVersion = files.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const imports = byVersion.map((file, index) => `import table${index} from "./${file}" with { type: "json" };`);
  return [
    "/** Written by `npm run chart:values`. Default values of the charts that the pack knows; of one chart the newest is the last. */",
    'import type { ChartTable } from "../model/release-charts.ts";',
    ...imports,
    "",
    `export const tables: readonly ChartTable[] = [${byVersion.map((_, index) => `table${index}`).join(", ")}];`,
  ].join("\n");
}

async function write(name: string, content: string): Promise<void> {
  const filepath = join(target, name);
  writeFileSync(filepath, await format(content, { filepath, printWidth: 120 }));
  console.log(`policy/charts/${name}`);
}

const [place] = process.argv.slice(2);
await command(async () => {
  if (place === undefined)
    throw new Error("Name a chart's directory or archive: npm run chart:values -- ./higress-core-2.2.4.tgz");
  for (const table of chartTables(readChart(place))) {
    await write(`${table.chart}-${table.version}.json`, JSON.stringify(table));
  }
  await write("index.ts", indexOf(readdirSync(target).filter((name) => name.endsWith(".json"))));
});
