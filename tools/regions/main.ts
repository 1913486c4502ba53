/**
 * `npm run regions`: the regions of a fleet; `-- diff south north`: every difference between what is planned for two of them, and which
 * setting makes it. It needs no cluster, no state and no network.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { command } from "../command.ts";
import { printable } from "../printable.ts";
import { fleetsOf, stacksIn } from "../tenant/stacks.ts";
import { readCall, type Call } from "./arguments.ts";
import { differencesOf } from "./diff.ts";
import { fleetWith, regionsIn } from "./fleet.ts";
import { tellRegions } from "./list.ts";
import { tellDifferences } from "./report.ts";

const root = process.cwd();

/** @throws Error, for people */
function answer(call: Call): readonly string[] {
  const stacks = stacksIn(root);
  if (call.between === undefined) {
    const named = Object.keys(call.flags).length > 0;
    const paths = named ? [fleetWith([], call, stacks, root)] : fleetsOf(stacks);
    return paths.flatMap((path, at) => [
      ...(at > 0 ? [""] : []),
      path,
      ...tellRegions(
        sound(readFleet(path, root)).fleet,
        stacks.filter(({ fleet }) => fleet === path),
      ),
    ]);
  }
  const path = fleetWith(call.between, call, stacks, root);
  const { fleet } = sound(readFleet(path, root));
  regionsIn(path, fleet, call.between);
  return [path, "", ...tellDifferences(differencesOf(fleet, ...call.between), call.between, call.all)];
}

await command(() => {
  const call = readCall(process.argv.slice(2));
  if ("help" in call) {
    console.log(call.help);
    return;
  }
  for (const line of answer(call)) console.log(printable(line));
}, printable);
