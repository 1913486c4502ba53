/** kubectl on the cluster that KUBECONFIG names. */
import { spawn } from "node:child_process";

export interface Printed {
  readonly code: number;
  readonly out: string;
  /** Errors, and the API server's warnings. */
  readonly err: string;
}

export type Kubectl = (args: readonly string[], input?: string) => Promise<Printed>;

export const kubectl: Kubectl = (args, input = "") =>
  new Promise((done, fail) => {
    const child = spawn("kubectl", args, { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (part: string) => out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => err.push(part));
    child.once("error", fail);
    child.once("close", (code) => {
      done({ code: code ?? 1, out: out.join(""), err: err.join("") });
    });
    child.stdin.end(input);
  });

/** @throws Error with what kubectl said when it fails */
export async function must(run: Kubectl, args: readonly string[], input?: string): Promise<string> {
  const { code, out, err } = await run(args, input);
  if (code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${err.trim()}`);
  return out;
}
