/** Which fleet a command is asked about: the region of one stack, or a whole fleet file. */
import { basename } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import { readStackFile } from "./stack-file.ts";
import { typed } from "./typed.ts";

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
  const usage = [
    "Usage: npm run",
    command,
    "-- [--stack NAME | FLEET.yaml]",
    ...switches.map((name) => `[--${name}]`),
  ].join(" ");
  const flags = Object.fromEntries(switches.map((name) => [name, { type: "boolean" } as const]));
  const options: ParseArgsOptionsConfig = { ...flags, stack: { type: "string", short: "s" } };
  const { values, positionals } = typed({ args: [...args], options, allowPositionals: true }, usage);
  const [fleet, ...more] = positionals;
  const stack = typeof values.stack === "string" ? values.stack : undefined;
  if (more.length > 0 || (fleet !== undefined && stack !== undefined)) {
    throw new Error(`Name one stack or one fleet file.\n${usage}`);
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
