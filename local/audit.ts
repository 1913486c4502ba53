import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { engineEnvironment } from "./engine-environment.ts";
import { packArguments, type Invocation } from "./engine.ts";
import { checkout, homeAt } from "./paths.ts";
import { Failure } from "./say.ts";
import { projectName } from "./stack-file.ts";

/** An audit: the policy pack judges the recorded state of a stack. No program runs, no cluster is asked. */
export interface Audit {
  readonly home: string;
  readonly stack: string;
  /** `--file state.json` for a state of another backend, written by `pulumi stack export`; the rest is for the engine. */
  readonly args?: readonly string[];
}

/**
 * The command to run; it ends with a code other than 0 when a mandatory rule finds something. Needs the toolchain.
 *
 * @throws Failure when there is no state, or the stack file or its fleet has a fault
 */
export async function auditInvocation({ home: root, stack, args = [] }: Audit): Promise<Invocation> {
  const home = homeAt(root);
  const { file, rest } = fileArgument(args);
  const record = join(home.state, ".pulumi", "stacks", projectName(checkout), `${stack}.json`);
  if (file === undefined && !existsSync(record)) {
    throw new Failure(
      `Stack ${stack} has no state here. Export it where it lives, \`pulumi stack export --stack ${stack} --file state.json\`, ` +
        `then: npm run audit -- --stack ${stack} --file state.json`,
    );
  }
  if (file !== undefined && !existsSync(file)) {
    throw new Failure(`There is no ${file}: write it with \`pulumi stack export --stack ${stack} --file ${file}\`.`);
  }
  const env = engineEnvironment(root);
  const pack = await packArguments(`Pulumi.${stack}.yaml`, join(home.policy, `${stack}.audit.json`), env);
  const state = file === undefined ? ["--stack", stack] : ["--file", file];
  // A question about secrets is never asked: those of another backend are judged as redacted.
  const line = ["policy", "analyze", "--non-interactive", ...state, ...pack, ...rest];
  return { command: "pulumi", args: line, cwd: checkout, env };
}

/** Takes `--file PATH` or `--file=PATH` out of the arguments; the last one counts. */
function fileArgument(args: readonly string[]): { readonly file?: string; readonly rest: readonly string[] } {
  const paths: string[] = [];
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    if (argument === "--file") paths.push(args[++index] ?? "");
    else if (argument.startsWith("--file=")) paths.push(argument.slice("--file=".length));
    else rest.push(argument);
  }
  const last = paths.at(-1);
  if (last === "") throw new Failure("--file names no file: give it a state written by `pulumi stack export`.");
  return last === undefined ? { rest } : { file: resolve(last), rest };
}
