import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Table } from "./vector.ts";

const folder = fileURLToPath(new URL("tables/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));

/** Loads at once: mocha takes no test file that has to wait for another. */
const load = createRequire(import.meta.url);

/** Every table, by file name without its ending. */
export const tables: Readonly<Record<string, Table>> = Object.fromEntries(
  files
    .toSorted()
    .map((name) => [name.slice(0, -".ts".length), (load(folder + name) as { readonly table: Table }).table]),
);
