/**
 * `npm run secrets`: every Secret that a region's gateways need and the program does not fill, and whether the cluster of KUBECONFIG has
 * it with its keys. It asks by kubectl, and never sees a value. Exit code 1 when one is not as it has to be. What certificates hold,
 * `npm run certificates` looks at.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { expectedSecrets, type ExpectedSecret } from "../../plan/expected-secrets.ts";
import type { Fleet } from "../../plan/index.ts";
import { entryId } from "../../plan/names.ts";
import { runningIn } from "../../plan/site.ts";
import { command } from "../command.ts";
import { printable } from "../printable.ts";
import { kubectl } from "../prove/kubectl.ts";
import { regionsIn } from "../regions/fleet.ts";
import { readCall, type Call } from "./arguments.ts";
import { lookFor, namespacesThere, placeOf } from "./look.ts";
import { awayLines, planned, reportOf } from "./report.ts";

const say = (...lines: readonly string[]): void => {
  for (const line of lines) console.log(printable(line));
};

/** @throws Error, for people, when the fleet has none of that name, or several and none is named */
function regionOf({ fleet: path, region }: Call, fleet: Fleet): string {
  const names = Object.keys(fleet.regions);
  const [only] = names;
  if (region === undefined) {
    if (only !== undefined && names.length === 1) return only;
    throw new Error(`${path} has several regions: name one with --region: ${names.join(", ")}.`);
  }
  regionsIn(path, fleet, [region]);
  return region;
}

/** What the call asks about. @throws Error, for people, about a name that nobody has */
function neededBy({ fleet: path, only }: Call, fleet: Fleet, region: string): readonly ExpectedSecret[] {
  const here = [...runningIn(region, fleet.gateways), ...runningIn(region, fleet.tenants)].map(({ id }) => id);
  const known = [entryId, ...here];
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new Error(
      `${path} has nobody called ${JSON.stringify(unknown)} in region ${region}: --tenant takes ${known.join(", ")}.`,
    );
  }
  const secrets = expectedSecrets(fleet, region);
  return only.length === 0 ? secrets : secrets.filter(({ needs }) => needs.some(({ id }) => only.includes(id)));
}

/** Undefined where kubectl has none. */
async function currentContext(): Promise<string | undefined> {
  const { code, out } = await kubectl(["config", "current-context"]);
  return code === 0 ? out.trim() : undefined;
}

async function run(call: Call): Promise<void> {
  const { fleet } = sound(readFleet(call.fleet));
  const region = regionOf(call, fleet);
  const secrets = neededBy(call, fleet, region);
  const title = `${call.fleet}, region ${region}`;
  if (!call.look) {
    say(`${title}: Secrets that the program does not fill`, "", ...planned(secrets));
    return;
  }
  const found = await lookFor(secrets, kubectl);
  const context = await currentContext();
  const { lines, wrong } = reportOf(secrets, found, context);
  say(
    `${title}${context === undefined ? "" : `, context ${context}`}: Secrets that the program does not fill`,
    "",
    ...lines,
  );
  const missing = wrong.filter((secret) => !found.has(placeOf(secret)));
  if (missing.length > 0) {
    const namespaces = [...new Set(missing.map(({ namespace }) => namespace))];
    say(...awayLines(missing, await namespacesThere(namespaces, kubectl)));
  }
  if (wrong.length > 0) process.exitCode = 1;
}

await command(async () => {
  const call = readCall(process.argv.slice(2));
  if ("help" in call) say(...call.help.split("\n"));
  else await run(call);
}, printable);
