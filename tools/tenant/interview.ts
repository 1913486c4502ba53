/** What was typed, and what is asked for since it was not → everything a command needs. */
import type { Call } from "./arguments.ts";
import { answer, type Ask } from "./prompt.ts";
import type { Request } from "./request.ts";
import { printable } from "../printable.ts";

export interface Choices {
  /** Fleet files to choose from. */
  readonly fleets: readonly string[];
  /** The fleet file that a path means as typed, or why it means none. */
  readonly fleetAt: (typed: string) => { readonly fleet: string } | { readonly fault: string };
  /** Names of the sizes that a fleet file has. */
  readonly sizes: (fleet: string) => readonly string[];
}

/**
 * @param fleet the fleet file, where it is settled
 * @param ask absent where there is no terminal
 * @throws Error, for people, naming every flag that is missing and cannot be asked for
 */
export async function subjectOf(
  call: Call,
  fleet: string | undefined,
  choices: Choices,
  ask: Ask | undefined,
): Promise<{ readonly fleet: string; readonly id: string }> {
  if (ask === undefined) refuseMissing(call, { "--stack or --fleet": fleet, ID: call.subject });
  return {
    fleet: fleet ?? (await askedFleet(ask, choices)),
    id: call.subject ?? (await asked(ask, "id of the tenant: ")),
  };
}

/** The same for commands about a whole fleet. */
export async function fleetOf(
  call: Call,
  fleet: string | undefined,
  choices: Choices,
  ask: Ask | undefined,
): Promise<string> {
  if (ask === undefined) refuseMissing(call, { "--stack or --fleet": fleet });
  return fleet ?? (await askedFleet(ask, choices));
}

/** The same for `add`. Hosts are asked for only when something else is, since a tenant needs none of its own. */
export async function requestOf(
  call: Call,
  fleet: string | undefined,
  choices: Choices,
  ask: Ask | undefined,
): Promise<{ readonly fleet: string; readonly request: Request }> {
  const { owner: [owner] = [], size: [size] = [], host, region = [], secret: [secret] = [] } = call.flags;
  if (ask === undefined) {
    refuseMissing(call, { "--stack or --fleet": fleet, ID: call.subject, "--owner": owner, "--size": size });
  }
  const whole = [fleet, call.subject, owner, size].every((value) => value !== undefined);
  const chosen = fleet ?? (await askedFleet(ask, choices));
  const request = {
    id: call.subject ?? (await asked(ask, "id of the tenant: ")),
    owner: owner ?? (await asked(ask, "owner, a mail address or a chat channel: ")),
    size: size ?? (await asked(ask, `size (${choices.sizes(chosen).join(", ")}): `)),
    hosts:
      host ??
      (whole || ask === undefined ? [] : split(await ask("hosts of its own, separated by spaces; none: Enter: "))),
    regions: region,
    ...(secret !== undefined && { secret }),
  };
  return { fleet: chosen, request };
}

/** Until there is such a file: a slip is no reason to begin anew. */
async function askedFleet(ask: Ask | undefined, { fleets, fleetAt }: Choices): Promise<string> {
  let fault = "";
  for (;;) {
    const found = fleetAt(await asked(ask, `${fault}fleet file (${fleets.join(", ")}): `));
    if ("fleet" in found) return found.fleet;
    fault = `${printable(found.fault)}\n`;
  }
}

const split = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== "");

/** Without a terminal everything is there by now. */
function asked(ask: Ask | undefined, question: string): Promise<string> {
  if (ask === undefined) throw new Error(`Nobody to ask: ${question}`);
  return answer(ask, question);
}

function refuseMissing({ command }: Call, needed: Readonly<Record<string, string | undefined>>): void {
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 0) return;
  throw new Error(`${command} needs ${missing.join(", ")}; there is no terminal to ask on.`);
}
