/** What a fleet of N tenants costs, beside the least any tool could need for the same objects: `npm run bench -- 20 100`. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resetCluster, startCluster } from "../../local/control-plane.ts";
import { stackInvocation, type StackCommand } from "../../local/engine.ts";
import { engineEnvironment } from "../../local/engine-environment.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { planOf } from "../support/plan.ts";
import { benchFleet } from "./fleet.ts";
import { measure, type Measured } from "./measure.ts";
import { charts, contents, foundation } from "./objects.ts";
import { syncWithHelmfile } from "./helmfile.ts";

interface Row {
  readonly scenario: string;
  readonly seconds: number;
  readonly note?: string;
}

/** A simulated node holds 110 pods; a tenant of the smallest size has two. */
const nodesFor = (tenants: number): number => Math.ceil((tenants * 3) / 100) + 1;

async function onFreshCluster<T>(tenants: number, work: (home: string) => Promise<T>): Promise<T> {
  const parent = join(checkout, ".fleet", "bench");
  mkdirSync(parent, { recursive: true });
  const home = mkdtempSync(join(parent, `${tenants}-`));
  try {
    await startCluster({ home, nodes: nodesFor(tenants) });
    return await work(home);
  } finally {
    await resetCluster(home);
    rmSync(home, { recursive: true, force: true });
  }
}

function writeFleet(home: string, tenants: number): string {
  const path = join(home, "bench.yaml");
  writeFileSync(path, benchFleet(tenants));
  return path.slice(checkout.length + 1);
}

async function engine(home: string, command: StackCommand["command"], ...args: string[]): Promise<Measured> {
  const settings = { "higress-fleet:fleet": join(home, "bench.yaml").slice(checkout.length + 1) };
  const invocation = await stackInvocation({
    home,
    stack: "test",
    command,
    args: ["--non-interactive", ...args],
    settings,
  });
  return measure(invocation.command, invocation.args, invocation);
}

/** The program itself, cold to gone. */
async function program(tenants: number): Promise<readonly Row[]> {
  return onFreshCluster(tenants, async (home) => {
    writeFleet(home, tenants);
    const cold = await engine(home, "up", "--skip-preview");
    const state = megabytes(join(homeAt(home).state, ".pulumi", "stacks", "higress-fleet", "test.json"));
    const preview = await engine(home, "preview");
    writeFleet(home, tenants + 1);
    const more = await engine(home, "up", "--skip-preview");
    const gone = await engine(home, "destroy");
    const peak = Math.max(...[cold, preview, more, gone].map(({ peakMebibytes }) => peakMebibytes));
    return [
      { scenario: "cold up", seconds: cold.seconds, note: `peak ${peak} MiB, state ${state} MB` },
      { scenario: "no-op preview", seconds: preview.seconds },
      { scenario: "one tenant more", seconds: more.seconds },
      { scenario: "destroy", seconds: gone.seconds },
    ];
  });
}

/** kubectl with the same objects, rendered beforehand, until every Deployment is available. */
async function lowerBound(tenants: number): Promise<Row> {
  return onFreshCluster(tenants, async (home) => {
    const plan = await planOf(writeFleet(home, tenants), "local");
    writeFileSync(join(home, "foundation.yaml"), foundation(plan));
    writeFileSync(join(home, "objects.yaml"), contents(plan) + charts(plan));
    const env = engineEnvironment(home);
    const kubectl = (...args: string[]) => measure("kubectl", args, { env, cwd: home });
    const cluster = await kubectl("create", "--filename", "foundation.yaml");
    const established = await kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    const rest = await kubectl("create", "--filename", "objects.yaml");
    const wait = await kubectl("wait", "--for=condition=Available", "deployment", "--all", "-A", "--timeout=600s");
    const seconds = [cluster, established, rest, wait].reduce((sum, step) => sum + step.seconds, 0);
    return { scenario: "kubectl create (lower bound)", seconds };
  });
}

const megabytes = (path: string): string => (statSync(path).size / 1e6).toFixed(1);

function print(tenants: number, rows: readonly Row[], bound: number): void {
  console.log(`\n${tenants} tenants`);
  for (const { scenario, seconds, note = "" } of rows) {
    const ratio = (seconds / bound).toFixed(2);
    console.log(`  ${scenario.padEnd(30)}${seconds.toFixed(1).padStart(8)} s${ratio.padStart(8)} ×  ${note}`);
  }
}

const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [20, 100];
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error(
    `npm run bench takes numbers of tenants, not ${JSON.stringify(process.argv.slice(2).join(" "))}: npm run bench -- 20 100`,
  );
  process.exit(2);
}
if (!existsSync(join(checkout, "local", "chart", "higress-core", "Chart.yaml")))
  throw new Error("the stand-in chart is missing");
for (const size of sizes) {
  const bound = await lowerBound(size);
  const rows = [bound, ...(await program(size))];
  const helmfile = await onFreshCluster(size, async (home) =>
    syncWithHelmfile(home, await planOf(writeFleet(home, size), "local")),
  );
  print(
    size,
    helmfile === undefined ? rows : [...rows, { scenario: "helmfile sync", seconds: helmfile }],
    bound.seconds,
  );
}
