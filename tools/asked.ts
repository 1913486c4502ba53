/** Which fleet a command is asked about: the region of one stack, or a whole fleet file. */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { readStackFile } from "./stack-file.ts";

export interface Asked {
  /** Path of the fleet file. */
  readonly fleet: string;
  /** Absent: all regions that the fleet has. */
  readonly region?: string;
}

/**
 * @param args after the command's name: `--stack NAME`, a fleet file, or nothing, which is stack `test`
 * @throws Error, for people, for anything else, and when the stack's file is not there or incomplete
 */
export function asked(command: string, args: readonly string[]): Asked {
  const usage = `npm run ${command} -- --stack prod, or npm run ${command} -- fleets/prod.yaml`;
  const { values, positionals } = parsed(args, usage);
  const [fleet, ...more] = positionals;
  if (more.length > 0 || (fleet !== undefined && values.stack !== undefined)) {
    throw new Error(`Name one stack or one fleet file: ${usage}`);
  }
  const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(basename(fleet ?? ""))?.[1];
  if (stack !== undefined) throw new Error(`${fleet ?? ""} is a stack file: npm run ${command} -- --stack ${stack}`);
  return fleet === undefined ? readStackFile(`Pulumi.${values.stack ?? "test"}.yaml`) : { fleet };
}

function parsed(args: readonly string[], usage: string) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { stack: { type: "string", short: "s" } } });
  } catch (error) {
    // Node's own words: they name the argument.
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new Error(`${sentence}. There is: ${usage}`, { cause: error });
  }
}
