import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { clusterEnvironment, clusterIsReady } from "./cluster.ts";
import { checkout, homeAt } from "./paths.ts";
import { ask } from "./run.ts";
import { describeToolchain, programPath } from "./toolchain.ts";

/** Prints what is built, what runs and what the engine has recorded. Returns the exit code. */
export async function printStatus(root: string): Promise<number> {
  const home = homeAt(root);
  const toolchain = describeToolchain();
  const { installedEngine, steps } = toolchain;
  const built = steps.filter((step) => existsSync(programPath(toolchain, step))).length;
  const rows: [string, string][] = [["toolchain", `${built} of ${steps.length} programs in ${dirname(toolchain.bin)}`]];
  if (installedEngine !== undefined) rows.push(["engine", installedEngine]);
  rows.push(["control plane", await describeCluster(root)]);
  if (existsSync(home.kubeconfig)) rows.push(["kubeconfig", relative(checkout, home.kubeconfig)]);
  rows.push(["stacks", recordedStacks(home.state).join(", ") || "none"]);
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(14)} ${value}\n`);
  return 0;
}

async function describeCluster(root: string): Promise<string> {
  if (!(await clusterIsReady(root))) return "stopped";
  const env = clusterEnvironment(root);
  const view = ["config", "view", "--output=jsonpath={.clusters[0].cluster.server}, context {.current-context}"];
  const [server, nodes] = await Promise.all([
    ask("kubectl", view, { env }),
    ask("kubectl", ["get", "nodes", "--output=name"], { env }),
  ]);
  return `running at ${server.stdout}, ${nodes.stdout.split("\n").length - 1} nodes`;
}

function recordedStacks(state: string): readonly string[] {
  const directory = join(state, ".pulumi", "stacks");
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}
