/** What may be typed after `npm run regions --`. */
import { typed } from "../typed.ts";

const usage = `Usage: npm run regions -- [list | diff REGION REGION] [--stack NAME | --fleet FILE]

  list  the regions of the fleet: stack, tenants, what is near, what is drained
  diff  every difference between what is planned for two regions, and which setting makes it

  --all         of diff: all fields of all objects, where otherwise the first of each reason stand for the rest
  --stack NAME  take the fleet file that Pulumi.NAME.yaml names
  --fleet FILE  take this fleet file (default: the only one of the stacks that has the regions)`;

const options = {
  all: { type: "boolean" },
  stack: { type: "string", short: "s" },
  fleet: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export interface Call {
  /** None: the list is asked for. */
  readonly between?: readonly [string, string];
  readonly all: boolean;
  readonly flags: { readonly stack?: readonly string[]; readonly fleet?: readonly string[] };
}

/** @returns the help where that is what is asked for; @throws Error, for people, about words that have no place */
export function readCall(args: readonly string[]): Call | { readonly help: string } {
  const { values, positionals } = typed({ args: [...args], options, allowPositionals: true }, usage);
  if (values.help === true) return { help: usage };
  const { stack, fleet, all = false } = values;
  const flags = { ...(stack !== undefined && { stack: [stack] }), ...(fleet !== undefined && { fleet: [fleet] }) };
  const [command = "list", one, other, ...more] = positionals;
  if (command === "list" && one === undefined) return { all, flags };
  if (command === "diff" && one !== undefined && other !== undefined && more.length === 0) {
    if (one === other) throw new Error(`A region does not differ from itself: name two.\n${usage}`);
    return { between: [one, other], all, flags };
  }
  throw new Error(command === "diff" ? `diff takes two regions.\n${usage}` : `There are: list, diff.\n${usage}`);
}
