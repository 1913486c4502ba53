/** What may be typed after `npm run evacuate --`. */
import { typed } from "../typed.ts";

const usage = `Usage: npm run evacuate -- --region NAME [--back] [--plan] [--stack NAME | --fleet FILE]

  Writes into the fleet file that a region gives and takes no requests, and shows what follows.

  --region NAME  the region
  --back         the way back
  --plan         show it, and write nothing
  --stack NAME   take the fleet file that Pulumi.NAME.yaml names
  --fleet FILE   take this fleet file (default: the only one of the stacks that has the region)`;

const options = {
  region: { type: "string", short: "r" },
  back: { type: "boolean" },
  plan: { type: "boolean" },
  stack: { type: "string", short: "s" },
  fleet: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export interface Call {
  readonly region: string;
  /** Whether it is drained then. */
  readonly drained: boolean;
  /** Whether the file is written. */
  readonly write: boolean;
  readonly flags: { readonly stack?: readonly string[]; readonly fleet?: readonly string[] };
}

/** @returns the help where that is what is asked for; @throws Error, for people, about words that have no place */
export function readCall(args: readonly string[]): Call | { readonly help: string } {
  const { values } = typed({ args: [...args], options }, usage);
  if (values.help === true) return { help: usage };
  const { region, stack, fleet, back = false, plan = false } = values;
  if (region === undefined || region === "") throw new Error(`Say which region: --region NAME.\n${usage}`);
  return {
    region,
    drained: !back,
    write: !plan,
    flags: { ...(stack !== undefined && { stack: [stack] }), ...(fleet !== undefined && { fleet: [fleet] }) },
  };
}
