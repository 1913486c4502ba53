import { spawn, type SpawnOptions } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { Failure } from "./say.ts";

/** Where and with what environment a program runs; the checkout's and ours by default. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What a program said. `code` is 128 + n when signal n ended it. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

const missing = (command: string, error: Error): Failure => new Failure(`${command} does not start: ${error.message}`);

/** Runs a program to its end and returns what it printed, whatever its exit code. */
export function ask(command: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...surroundings, stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => reject(missing(command, error)));
    child.on("close", (code, signal) =>
      resolve({
        code: exitCode(code, signal),
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

/**
 * Runs a program with its output in a log file; a failure shows the last lines and the log's path.
 * The program ends with us, unless `survives` says that it must not be cut off in the middle.
 */
export async function logged(
  command: string,
  args: readonly string[],
  log: string,
  { survives = false, ...surroundings }: Surroundings & { readonly survives?: boolean } = {},
): Promise<void> {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  const code = await new Promise<number>((resolve, reject) => {
    // A session of its own keeps the terminal's Ctrl-C away from it.
    const child = spawn(command, args, { ...surroundings, detached: survives, stdio: ["ignore", output, output] });
    const end = (): void => void child.kill();
    if (!survives) process.once("exit", end);
    child.on("error", (error) => reject(missing(command, error)));
    child.on("close", (code, signal) => {
      process.off("exit", end);
      resolve(exitCode(code, signal));
    });
  }).finally(() => closeSync(output));
  if (code === 0) return;
  const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  throw new Failure(`${tail}\n${command} ended with exit code ${code}; its whole output is in ${log}`);
}

/** Two interrupts within this many milliseconds are one Ctrl-C that arrived on two ways: from the terminal and from npm. */
const oneKeystroke = 1000;

/**
 * Runs a program in the foreground with our terminal and returns its exit code.
 *
 * It gets a session of its own and every interrupt from us, exactly once: a terminal sends Ctrl-C to the whole process
 * group, npm and start.mjs pass it on again, and the engine takes a second interrupt for "stop at once".
 */
export function foreground(command: string, args: readonly string[], surroundings: Surroundings = {}): Promise<number> {
  return watch(command, args, { ...surroundings, detached: true }, (child) => {
    let last = -oneKeystroke;
    const pass = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (signal !== "SIGWINCH" && now - last < oneKeystroke) return;
      if (signal !== "SIGWINCH") last = now;
      child.kill(signal === "SIGHUP" ? "SIGINT" : signal);
    };
    return { signals: ["SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH"], pass };
  });
}

/** Like `foreground`, for programs that read the terminal themselves (`kubectl edit`): they get its signals directly. */
export function interactive(
  command: string,
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<number> {
  return watch(command, args, surroundings, () => ({ signals: ["SIGINT", "SIGTERM"], pass: () => undefined }));
}

interface Kill {
  kill(signal: NodeJS.Signals): boolean;
}

function watch(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  passing: (child: Kill) => { signals: readonly NodeJS.Signals[]; pass: (signal: NodeJS.Signals) => void },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: "inherit" });
    const { signals, pass } = passing(child);
    for (const signal of signals) process.on(signal, pass);
    const settle = (): void => {
      for (const signal of signals) process.off(signal, pass);
    };
    child.on("error", (error) => {
      settle();
      reject(missing(command, error));
    });
    child.on("exit", (code, signal) => {
      settle();
      resolve(exitCode(code, signal));
    });
  });
}
