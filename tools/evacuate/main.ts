/**
 * `npm run evacuate -- --region NAME`: has a region give and take no requests, by one line of the fleet file, and shows what follows from
 * it; `--plan` shows it only, `--back` is the way back. It needs no cluster, no state and no network.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { command } from "../command.ts";
import { printable } from "../printable.ts";
import { readFiles } from "../tenant/sources.ts";
import { stacksIn } from "../tenant/stacks.ts";
import { fleetWith } from "../regions/fleet.ts";
import { readCall } from "./arguments.ts";
import { drain } from "./drain.ts";

const root = process.cwd();

await command(() => {
  const call = readCall(process.argv.slice(2));
  if ("help" in call) {
    console.log(call.help);
    return;
  }
  const stacks = stacksIn(root);
  const path = fleetWith([call.region], call, stacks, root);
  const { fleet } = sound(readFleet(path, root));
  const files = readFiles(path, root);
  if (!("main" in files)) throw new Error(`${path} cannot be read`);
  const own = stacks.filter((stack) => stack.fleet === path);
  for (const line of drain(fleet, files, call, own, root)) console.log(printable(line));
}, printable);
