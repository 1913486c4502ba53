// The first program of every npm script. It runs on the machine's own Node, so it is plain JavaScript and imports only
// what Node brings; it installs the dependencies, the pinned Node 22 among them, and hands over to local/main.ts.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(checkout, "node_modules");
const pinnedNode = join(modules, ".bin", "node");
const stamp = join(modules, ".higress-fleet-installed");
const log = join(checkout, ".fleet", "logs", "npm.log");

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Everything that decides what an installation contains. */
function wanted() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  // Of package.json what npm installs by: another script is no reason to install everything anew.
  const { dependencies, devDependencies, engines } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  hash.update(JSON.stringify({ dependencies, devDependencies, engines }));
  for (const file of ["package-lock.json", ".npmrc"]) hash.update(readFileSync(join(checkout, file)));
  return hash.digest("hex");
}

const installed = () => existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();

// `npm run` puts node_modules/.bin first, where an older installation has a Node that `npm ci` is about to delete.
const machinePath = (process.env.PATH ?? "")
  .split(delimiter)
  .filter((entry) => !entry.startsWith(modules))
  .join(delimiter);

function npm(label, args) {
  const began = Date.now();
  process.stderr.write(`${label} … `);
  const output = openSync(log, "a");
  return new Promise((resolve) => {
    const child = spawn("npm", args, {
      cwd: checkout,
      env: { ...process.env, PATH: machinePath },
      stdio: ["ignore", output, output],
    });
    child.on("error", () => stop("npm is missing: it installs the program's dependencies. Install Node with npm."));
    child.on("exit", (code, signal) => {
      process.stderr.write(`${Math.round((Date.now() - began) / 1000)} s\n`);
      if (code === 0) return resolve();
      const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
      stop(`${tail}\nnpm ${args[0]} failed (${signal ?? `exit code ${code}`}); the whole output is in ${log}`);
    });
  });
}

async function install() {
  if (installed()) return;
  mkdirSync(dirname(log), { recursive: true });
  rmSync(log, { force: true });
  rmSync(stamp, { force: true });
  await npm("[1/2] dependencies", ["ci", "--ignore-scripts", "--include=dev"]);
  await npm("[2/2] Node 22", ["rebuild", "node", "--ignore-scripts=false"]);
  if (!existsSync(pinnedNode)) stop(`npm installed everything but ${pinnedNode}; the output is in ${log}`);
  writeFileSync(stamp, wanted());
}

/** Becomes `local/main.ts`, as far as one process can become another: its terminal, its signals, its exit code. */
function handOver() {
  const child = spawn(pinnedNode, [join(checkout, "local", "main.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    stop(`${pinnedNode} does not run: ${error.message}. Delete node_modules and try again.`),
  );
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  stop(`Node 20 or newer is needed to install the program, this is ${process.version}: see https://nodejs.org.`);
}
if (!installed()) {
  const wait = (holder) => process.stderr.write(`waiting for ${holder}\n`);
  await withLock(modules, "installing dependencies", wait, install);
}
handOver();
