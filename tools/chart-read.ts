/** Reads a chart from where Helm would: a directory, or an archive of one. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord, record, type Tree } from "../policy/model/shape.ts";
import type { Chart } from "./chart-table.ts";

/** @throws Error when it is no chart */
export function readChart(place: string): Chart {
  return statSync(place).isDirectory() ? readDirectory(place) : unpacked(place, readDirectory);
}

function readDirectory(directory: string): Chart {
  const inner = join(directory, "charts");
  const isChart = (name: string): boolean => name.endsWith(".tgz") || existsSync(join(inner, name, "Chart.yaml"));
  return {
    metadata: record(readYaml(join(directory, "Chart.yaml"))),
    values: existsSync(join(directory, "values.yaml")) ? tree(join(directory, "values.yaml")) : undefined,
    templates: texts(join(directory, "templates")),
    inner: existsSync(inner)
      ? readdirSync(inner)
          .filter(isChart)
          .toSorted()
          .map((name) => readChart(join(inner, name)))
      : [],
  };
}

/** @throws Error unless it is a chart's archive, which holds one directory */
function unpacked<Result>(archive: string, use: (directory: string) => Result): Result {
  const scratch = mkdtempSync(join(tmpdir(), "higress-fleet-chart-"));
  try {
    execFileSync("tar", ["-xzf", archive, "-C", scratch]);
    const [directory, ...others] = readdirSync(scratch);
    if (directory === undefined || others.length > 0) throw new Error(`${archive} is no chart's archive`);
    return use(join(scratch, directory));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const readYaml = (file: string): unknown => parse(readFileSync(file, "utf8"));

function tree(file: string): Tree {
  const values = readYaml(file) ?? {};
  if (!isRecord(values)) throw new Error(`${file} is no map`);
  return values;
}

const texts = (directory: string): readonly string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
        .map((file) => readFileSync(file, "utf8"))
    : [];
