/**
 * `npm run upgrade -- --to 2.2.5 --plan`: what another version of the chart would change in each installation, by rendering both versions with
 * the values of the plan and through the post-renderer. It asks no cluster and changes nothing. Its end is 1 when the upgrade would fail.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { installationsOf, planFleet, type Fleet, type InstallationPlan } from "../../plan/index.ts";
import { chartNames } from "../../plan/names.ts";
import { chartOf } from "../../plan/release.ts";
import { chartTable } from "../../policy/model/release-charts.ts";
import { command } from "../command.ts";
import { readStackFile } from "../stack-file.ts";
import { advice } from "./advice.ts";
import { chartsOf, type Charts } from "./charts.ts";
import { crdChanges } from "./crd-files.ts";
import { judgeJump, type Jump } from "../../plan/versions/jumps.ts";
import { wrapped, type Paint } from "./print.ts";
import { differences } from "./render.ts";
import { changeLines, faultLines, jumpLines } from "./report.ts";
import { requestOf, type Request } from "./request.ts";

const colours = { "+": "green", "-": "red", "~": "yellow" } as const;

/** Only where standard output is a terminal that takes it. */
const paint: Paint = (mark, line) => styleText(colours[mark], line, { stream: process.stdout });

function chosen(all: readonly InstallationPlan[], only: readonly string[]): readonly InstallationPlan[] {
  const unknown = only.filter((id) => !all.some((each) => each.id === id));
  if (unknown.length === 0) return only.length === 0 ? all : all.filter(({ id }) => only.includes(id));
  const ids = all.map(({ id }) => id).join(", ");
  throw new Error(
    `The stack has no installation ${unknown.map((id) => JSON.stringify(id)).join(", ")}: --tenant takes ${ids}.`,
  );
}

/** Prints what it finds. @returns how many faults */
async function plan(fleet: Fleet, all: readonly InstallationPlan[], charts: Charts, request: Request): Promise<number> {
  const { from, canary, to } = charts;
  if (canary !== undefined) judged(canary.version, to.version);
  say(...jumpLines(judged(from.version, to.version)));
  const crds = await crdChanges(fleet.higress.crds, request.crds, charts);
  say(...crds.lines, "");
  const subjects = all.map((each) => ({ plan: each, from: isCanary(fleet, each) ? (canary ?? from) : from, to }));
  const found = await differences(subjects, availableParallelism() + 1);
  say(...changeLines(found, paint));
  if (chartTable(to.name, to.version) === undefined)
    say(
      ...wrapped(
        `The policy pack does not know this chart yet: npm run chart:values -- ${request.chart ?? "<the chart>"}`,
        "",
      ),
    );
  say(...uncompared(all));
  const faults = [
    ...crds.faults.flatMap((fault) => `FAULT ${fault}`.split("\n").flatMap((line) => wrapped(line, ""))),
    ...faultLines(found),
  ];
  say(...(faults.length > 0 ? ["", ...faults] : []));
  return faults.length;
}

/** Their chart is another one, which goes to the same version. */
function uncompared(all: readonly InstallationPlan[]): readonly string[] {
  const ids = all.filter((each) => each.console !== undefined).map(({ id }) => id);
  return ids.length === 0
    ? []
    : wrapped(`Not looked at: chart ${chartNames.console} of ${ids.join(", ")}, which goes to the same version.`, "");
}

/** A chart that none of them has is not fetched. */
function usedBy(all: readonly InstallationPlan[], fleet: Fleet): Fleet["higress"] {
  const { canary, ...rest } = fleet.higress;
  return canary !== undefined && all.some((each) => isCanary(fleet, each)) ? { ...rest, canary } : rest;
}

const isCanary = ({ higress }: Fleet, each: InstallationPlan): boolean => chartOf(higress, each) !== higress.chart;

/** @throws Error when there is no way */
function judged(from: string, to: string): Jump {
  const jump = judgeJump(from, to);
  if (jump.faults.length > 0) throw new Error(jump.faults.join("\n"));
  return jump;
}

const say = (...lines: readonly string[]): void => {
  for (const line of lines) console.log(line);
};

const [stackFile = "Pulumi.test.yaml", ...args] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "higress-fleet-upgrade-"));

await command(async () => {
  const request = requestOf(args);
  const { fleet: file, region } = readStackFile(stackFile);
  const { fleet } = sound(readFleet(file));
  const { chart } = fleet.higress;
  // Before anything is fetched.
  if (chart.from !== "path" && request.to !== undefined) judged(chart.version, request.to);
  if (request.plan) {
    // Nothing that a chart is given depends on CRDs or digests.
    const planned = planFleet(fleet, region, { crds: [], chartDigest: () => "", narrowDigest: "" });
    const installations = chosen(installationsOf(planned), request.only);
    const charts = await chartsOf(usedBy(installations, fleet), request, scratch);
    const { from, to } = charts;
    const count = installations.length === 1 ? "1 installation" : `${installations.length} installations`;
    const before = charts.canary === undefined ? from.version : `${from.version} and ${charts.canary.version}`;
    say(`${file}, region ${region}: ${from.name} ${before} → ${to.version}, ${count}`, "");
    const faults = await plan(fleet, installations, charts, request);
    say("", faults > 0 ? "With faults; nothing was changed." : "Nothing was changed.");
    if (faults > 0) process.exitCode = 1;
    else say(...advice(file, fleet.higress, to.version));
  } else {
    console.error("This command only plans: add --plan to see what would change. `npm run up` does the upgrade.");
    for (const line of advice(file, fleet.higress, request.to)) console.error(line);
    process.exitCode = 1;
  }
});
rmSync(scratch, { recursive: true });
