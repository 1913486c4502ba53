/**
 * What a fleet of N tenants costs, beside the least any tool could need for the same objects: `npm run bench -- 20 100`; what the
 * policy pack costs a preview: `npm run bench -- --policy 100`.
 */
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackInvocation, type StackCommand } from "../../local/engine.ts";
import { engineEnvironment } from "../../local/engine-environment.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { planFile } from "../../fleets/plan.ts";
import { onFreshCluster, settingsOf, writeFleet } from "./cluster.ts";
import { measure, type Measured } from "./measure.ts";
import { charts, contents, foundation } from "./objects.ts";
import { syncWithHelmfile } from "./helmfile.ts";
import { measurePolicy } from "./policy.ts";

interface Row {
  readonly scenario: string;
  readonly seconds: number;
  readonly note?: string;
}

async function engine(home: string, command: StackCommand["command"], ...args: string[]): Promise<Measured> {
  const settings = settingsOf(home);
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
    const plan = await planFile(writeFleet(home, tenants), "local");
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

const policyFlag = "--policy";
const asked = process.argv
  .slice(2)
  .filter((argument) => argument !== policyFlag)
  .map(Number);
const sizes = asked.length > 0 ? asked : [20, 100];
if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error(
    `npm run bench takes numbers of tenants, not ${JSON.stringify(process.argv.slice(2).join(" "))}: npm run bench -- 20 100, ` +
      `or npm run bench -- ${policyFlag} 100`,
  );
  process.exit(2);
}
if (!existsSync(join(checkout, "local", "chart", "higress-core", "Chart.yaml")))
  throw new Error("the stand-in chart is missing");
for (const size of sizes) {
  if (process.argv.includes(policyFlag)) {
    await measurePolicy(size);
    continue;
  }
  const bound = await lowerBound(size);
  const rows = [bound, ...(await program(size))];
  const helmfile = await onFreshCluster(size, async (home) =>
    syncWithHelmfile(home, await planFile(writeFleet(home, size), "local")),
  );
  print(
    size,
    helmfile === undefined ? rows : [...rows, { scenario: "helmfile sync", seconds: helmfile }],
    bound.seconds,
  );
}
