import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment } from "./engine-environment.ts";
import { checkout, defaultHome } from "./paths.ts";
import type { Counts } from "./reporter.ts";
import { foreground } from "./run.ts";
import { say } from "./say.ts";
import { ensureToolchain } from "./toolchain.ts";

/** Milliseconds that a test may take where it says nothing: mocha's own two seconds are a promise about the machine. */
const patience = "60000";

/** Runs mocha with coverage. Arguments go to mocha: paths of tests, `--grep …`. The last line is `N passed, N failed`. */
export async function runTests(args: readonly string[]): Promise<number> {
  await ensureToolchain(["helm", "netpolicy", "promtool"]);
  const target = join(defaultHome, "tests.json");
  mkdirSync(defaultHome, { recursive: true });
  rmSync(target, { force: true });
  const bin = join(checkout, "node_modules", ".bin");
  const env = { ...engineEnvironment(defaultHome), HIGRESS_FLEET_TEST_COUNTS: target };
  const line = [
    ...["--reporter=text-summary", "--reporter=html", "--reports-dir=coverage"],
    ...["--include=index.ts", "--include=components", "--include=fleets", "--include=local", "--include=plan"],
    ...["--include=policy", "--include=tools"],
    join(bin, "mocha"),
    ...["--reporter", join(checkout, "local", "reporter.ts"), "--timeout", patience],
    ...(args.some(isPath) ? [] : ["test/**/*.test.ts"]),
    ...args.map((argument) => (isFolder(argument) ? join(argument, "**/*.test.ts") : argument)),
  ];
  const code = await foreground(join(bin, "c8"), line, { cwd: checkout, env });
  const { passed, failed, skipped } = countsIn(target, code);
  say("");
  process.stdout.write(`${skipped === 0 ? "" : `${skipped} skipped\n`}${passed} passed, ${failed} failed\n`);
  return code;
}

const isPath = (argument: string): boolean => existsSync(argument) || /[*]/.test(argument);
const isFolder = (argument: string): boolean => statSync(argument, { throwIfNoEntry: false })?.isDirectory() === true;

/** A run that ends without counts (a test file that does not load) has failed once. */
function countsIn(file: string, code: number): Counts {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Counts; // written by reporter.ts
  } catch {
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  }
}
