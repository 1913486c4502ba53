import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../local/run.ts";

const run = join(import.meta.dirname, "../../local/run.ts");

/** A harness that runs a child with `foreground`; the child counts its interrupts and ends with their number. */
async function harness() {
  const child = `let n = 0; process.on("SIGINT", () => { n++; }); console.log("ready"); setTimeout(() => process.exit(n), 1800);`;
  const code = `import { foreground } from ${JSON.stringify(run)};
    process.exitCode = await foreground(process.execPath, ["--eval", ${JSON.stringify(child)}]);`;
  const started = spawn(process.execPath, ["--input-type=module-typescript", "--eval", code], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(started.stdout, "data");
  return started;
}

describe("a program in the foreground", function () {
  this.timeout(60_000);

  it("gets one interrupt for one Ctrl-C that arrives on two ways", async () => {
    const started = await harness();
    // What a terminal does, and then what npm does.
    process.kill(-(started.pid ?? 0), "SIGINT");
    started.kill("SIGINT");
    expect(await once(started, "exit")).to.deep.equal([1, null]);
  });

  it("gets a second one when the person means it", async () => {
    const started = await harness();
    started.kill("SIGINT");
    await sleep(1200);
    started.kill("SIGINT");
    expect(await once(started, "exit")).to.deep.equal([2, null]);
  });
});

describe("ask", () => {
  it("returns output and exit code, whatever they are", async () => {
    expect(await ask("sh", ["-c", "echo out; echo err >&2; exit 4"])).to.deep.equal({
      code: 4,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("returns 128 and the signal's number for a program that was ended", async () => {
    expect((await ask("sh", ["-c", "kill -TERM $$"])).code).to.equal(143);
  });

  it("says which program is missing", async () => {
    const failure = await ask("no-such-program", []).catch((error: unknown) => String(error));
    expect(failure).to.match(/no-such-program does not start/);
  });
});
