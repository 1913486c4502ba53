/** Helm and the post-renderer, as `up` runs them, without a cluster. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ReleasePlan } from "../../plan/index.ts";
import type { ChartTable } from "../../policy/model/release-charts.ts";
import { record, text } from "../../policy/model/shape.ts";
import { readChart } from "../chart-read.ts";
import { chartTables } from "../chart-table.ts";

/** A chart that lies on this machine. */
export interface LocalChart {
  /** Directory or archive. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  /** Its own values. */
  readonly table: ChartTable;
}

const postRenderer = "components/narrow.ts";

/**
 * A chart from a directory or archive.
 * @throws Error, for people, when there is none
 */
export async function chartAt(place: string): Promise<LocalChart> {
  if (!existsSync(place)) throw new Error(`There is no chart at ${place}: name its directory, or an archive of it.`);
  const { code, out, err } = await run("helm", ["show", "chart", place], "");
  if (code !== 0) throw new Error(`${place} is no chart: ${said(err)}. Name a chart's directory, or an archive of it.`);
  const metadata = record(parse(out));
  const [name, version] = [text(metadata.name), text(metadata.version)];
  if (name === undefined || version === undefined)
    throw new Error(`${place} is no chart whose name and version can be told: look at its Chart.yaml.`);
  const [table, ...inner] = chartTables(readChart(place));
  if (table === undefined || inner.length > 0)
    throw new Error(
      `${place} is several charts in one, and the program writes values for higress-core only: name that.`,
    );
  return { place, name, version, table };
}

/**
 * Gets a chart from its repository or registry, with the network and the logins that Helm has here.
 * @param into an empty directory
 * @throws Error, for people, with what Helm said
 */
export async function pullChart(
  { chart, repository }: Pick<ReleasePlan, "chart" | "repository">,
  version: string,
  into: string,
): Promise<LocalChart> {
  const from = repository === undefined ? [] : ["--repo", repository];
  await helm(["pull", chart, ...from, "--version", version, "--destination", into]);
  const [archive] = readdirSync(into);
  if (archive === undefined) throw new Error(`helm pull ${chart} brought nothing.`);
  return chartAt(join(into, archive));
}

/** The CRDs that a chart brings along, as YAML; empty when it has none. */
export const crdsIn = ({ place }: LocalChart): Promise<string> => helm(["show", "crds", place]);

/** Everything that a chart makes of a release's values. Hooks never reach the cluster (components/release.ts), nor do CRDs this way. */
export function template({ place }: LocalChart, { name, namespace, values }: ReleasePlan): Promise<string> {
  const args = ["template", name, place, "--namespace", namespace, "--no-hooks", "--skip-tests", "--values", "-"];
  return helm(args, JSON.stringify(values));
}

/** What of it is installed. @throws Error with what the post-renderer refused */
export async function narrowed(rendering: string): Promise<string> {
  const { code, out, err } = await run(process.execPath, [postRenderer], rendering);
  if (code !== 0) throw new Error(err.trim().replace(/^narrow: /gm, ""));
  return out;
}

async function helm(args: readonly string[], input = ""): Promise<string> {
  const { code, out, err } = await run("helm", args, input);
  if (code !== 0) throw new Error(`helm ${args.slice(0, 2).join(" ")}: ${said(err)}`);
  return out;
}

const said = (err: string): string => err.replace(/^Error: |^Use --debug .*$/gm, "").trim();

interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(program: string, args: readonly string[], input: string): Promise<Printed> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (part: string) => out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => err.push(part));
    child.once("error", (error) => {
      fail(new Error(`${program} does not start: ${error.message}. \`npm run upgrade\` brings it.`, { cause: error }));
    });
    child.once("close", (code) => {
      done({ code: code ?? 1, out: out.join(""), err: err.join("") });
    });
    // A program that fails early reads nothing; its exit code tells.
    child.stdin.on("error", () => undefined).end(input);
  });
}
