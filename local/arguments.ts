import { Failure } from "./say.ts";

/** The stack of the local control plane, which `up`, `preview` and `destroy` take by default. */
const defaultStack = "test";

/** What was typed after `npm run up --`. */
export interface StackArguments {
  readonly stack: string;
  /** Everything else, for the engine. */
  readonly rest: readonly string[];
}

/** Takes `--stack NAME`, `--stack=NAME`, `-s NAME` or `-sNAME` out of the arguments; the last one counts. */
export function stackArguments(args: readonly string[]): StackArguments {
  let stack = defaultStack;
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const joined = /^(?:--stack=|-s=?)(.+)$/.exec(argument)?.[1];
    if (joined !== undefined) stack = joined;
    else if (argument === "--stack" || argument === "-s") stack = args[++index] ?? "";
    else rest.push(argument);
  }
  // The name becomes part of file names.
  if (!/^[a-zA-Z0-9_.-]{1,100}$/.test(stack)) {
    throw new Failure(
      `"${stack}" is no stack name: give --stack a name of letters, digits, dots, dashes and underscores.`,
    );
  }
  return { stack, rest };
}

/** Where a stack's own settings give way to what was typed. */
export interface OtherFleet {
  /** Stack settings by full key, as the engine takes them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Everything else, for the engine. */
  readonly rest: readonly string[];
}

/** Takes `--fleet FILE` and `--region NAME`, also with `=`, out of the arguments; the last of each counts. */
export function fleetArguments(args: readonly string[]): OtherFleet {
  const settings: Record<string, string> = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const [, name, joined] = /^--(fleet|region)(?:=(.*))?$/.exec(argument) ?? [];
    if (name === undefined) {
      rest.push(argument);
      continue;
    }
    const value = joined ?? args[++index] ?? "";
    if (value === "" || value.startsWith("-")) throw new Failure(`--${name} names nothing: ${forms[name]}`);
    settings[`higress-fleet:${name}`] = value;
  }
  return { settings, rest };
}

const forms: Readonly<Record<string, string>> = {
  fleet: "give it the path of a fleet file, like --fleet fleets/examples/canary.yaml.",
  region: "give it a region of the fleet, like --region south.",
};
