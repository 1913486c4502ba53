/** Writes into the fleet file that a region is drained, or that it is not any more. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../../plan/index.ts";
import { quote } from "../../plan/quote.ts";
import { regionsIn } from "../regions/fleet.ts";
import { withoutSetting, withSetting } from "../tenant/edit.ts";
import { changedFleet, type FleetFiles } from "../tenant/sources.ts";
import type { Stack } from "../tenant/stacks.ts";
import type { Call } from "./arguments.ts";
import { tellEvacuation } from "./report.ts";

const key = "drained";
const keys = ["dnsDomain", "podCidrs", "serviceCidrs", "apiServerCidrs", "platformNamespaces", "capacity", "near"];

/**
 * @param fleet as it is
 * @param stacks of the fleet
 * @throws Error, for people, when the fleet has no such region, when the line cannot be written, or when the fleet would have faults with
 *   it: a route that has nothing left elsewhere. Nothing is written then.
 */
export function drain(
  fleet: Fleet,
  files: FleetFiles,
  { region, drained, write, flags }: Pick<Call, "region" | "drained" | "write" | "flags">,
  stacks: readonly Stack[],
  root: string,
): readonly string[] {
  const { path, text: before } = files.main;
  regionsIn(path, fleet, [region]);
  const known = Object.keys(fleet.regions);
  const place = `regions.${region}.${key}`;
  if ((fleet.regions[region]?.drained === true) === drained) {
    return [`Region ${quote(region, [])} is ${drained ? "drained already" : "not drained"}; nothing was written.`];
  }
  if (drained && known.every((each) => each === region || fleet.regions[each]?.drained === true)) {
    throw new Error(`No region but ${quote(region, [])} answers: nothing was written.`);
  }
  const text = drained ? on(before, region) : off(before, region);
  const byHand = new Error(
    `${path} does not have the facts of ${quote(region, [])} one a line. Write there by hand: ${place}: ${drained}`,
  );
  if (text === undefined) throw byHand;
  const after = changedFleet(files, { path, text });
  // The text is people's, and what they meant with it is read anew.
  if (differing(fleet, after).join() !== region) throw byHand;
  if (write) writeFileSync(join(root, path), text);
  return [
    `${write ? "Written" : "Would write"}: ${path}: ${drained ? `${place}: true` : after.regions[region]?.drained === undefined ? `without ${place}` : `${place}: false`}`,
    "",
    ...tellEvacuation(fleet, after, region, stacks),
    ...(drained ? ["", "The way back:", `  npm run evacuate -- --region ${region}${said(flags)} --back`] : []),
  ];
}

const on = (text: string, region: string) => withSetting(text, ["regions", region], key, "true", keys);

/** Taken away as a line of its own; where somebody wrote it otherwise, or a comment beside it, switched off. */
function off(text: string, region: string): string | undefined {
  const without = withoutSetting(text, ["regions", region], key);
  const lines = without?.split("\n");
  const gone = text.split("\n").find((line, at) => line !== lines?.[at]);
  return without === undefined || gone?.includes("#") === true
    ? withSetting(text, ["regions", region], key, "false", [])
    : without;
}

/** What was typed to name the fleet file, which the way back needs too. */
const said = ({ stack, fleet }: Call["flags"]): string =>
  [...(stack ?? []).map((each) => ` --stack ${each}`), ...(fleet ?? []).map((each) => ` --fleet ${each}`)].join("");

/** Regions whose facts are others. */
const differing = ({ regions }: Fleet, after: Fleet): readonly string[] =>
  Object.keys(regions).filter((name) => JSON.stringify(regions[name]) !== JSON.stringify(after.regions[name]));
