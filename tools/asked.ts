/** Which fleet a command is asked about: the region of one stack, or a whole fleet file. */
import { basename } from "node:path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { readStackFile } from "./stack-file.ts";

export interface Asked<Switch extends string> {
  /** Path of the fleet file. */
  readonly fleet: string;
  /** Absent: all regions that the fleet has. */
  readonly region?: string;
  readonly given: ReadonlySet<Switch>;
}

/**
 * @param args after the command's name: `--stack NAME`, a fleet file, or nothing, which is stack `test`
 * @param switches names of the flags without a value that the command has beside
 * @throws Error, for people, for anything else, and when the stack's file is not there or incomplete
 */
export function asked<Switch extends string = never>(
  command: string,
  args: readonly string[],
  switches: readonly Switch[] = [],
): Asked<Switch> {
  const usage = `npm run ${command} -- --stack prod, or npm run ${command} -- fleets/prod.yaml`;
  const { values, positionals } = parsed(args, switches, usage);
  const [fleet, ...more] = positionals;
  const stack = typeof values.stack === "string" ? values.stack : undefined;
  if (more.length > 0 || (fleet !== undefined && stack !== undefined)) {
    throw new Error(`Name one stack or one fleet file: ${usage}`);
  }
  if (fleet !== undefined) refuseStackFile(fleet, `npm run ${command} --`);
  const subject = fleet === undefined ? ofStack(`Pulumi.${stack ?? "test"}.yaml`) : { fleet };
  return { ...subject, given: new Set(switches.filter((name) => values[name] === true)) };
}

function ofStack(path: string) {
  const { fleet, region } = readStackFile(path);
  return { fleet, region };
}

/** The stack whose file a path names; undefined for other files. */
export const stackOfFile = (path: string): string | undefined => /^Pulumi\.(.+)\.ya?ml$/.exec(basename(path))?.[1];

/**
 * @param path where a fleet file is meant
 * @param start of what to write in its place; `--stack NAME` follows
 * @throws Error, for people, when it is a stack file
 */
export function refuseStackFile(path: string, start: string): void {
  const stack = stackOfFile(path);
  if (stack !== undefined) throw new Error(`${path} is a stack file: ${start} --stack ${stack}`);
}

function parsed(args: readonly string[], switches: readonly string[], usage: string) {
  const more = Object.fromEntries(switches.map((name) => [name, { type: "boolean" } as const]));
  const options: ParseArgsOptionsConfig = { ...more, stack: { type: "string", short: "s" } };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Node's own words: they name the argument.
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    const beside = switches.length === 0 ? "" : `; with either: ${switches.map((name) => `--${name}`).join(", ")}`;
    throw new Error(`${sentence}. There is: ${usage}${beside}`, { cause: error });
  }
}
