import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { releaseDeadLock } from "../../local/stack-lock.ts";

describe("the lock of a stack", () => {
  let state: string;
  let locks: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "higress-fleet-state-"));
    locks = join(state, ".pulumi/locks/organization/higress-fleet/test");
    mkdirSync(locks, { recursive: true });
  });
  afterEach(() => rmSync(state, { recursive: true }));

  const lockedBy = (pid: number, host = hostname()): void => {
    const content = { pid, username: "ann", hostname: host, timestamp: "2026-01-01T00:00:00Z" };
    writeFileSync(join(locks, "0b1c.json"), JSON.stringify(content));
    // The file backend keeps attributes beside each of its files.
    writeFileSync(join(locks, "0b1c.json.attrs"), JSON.stringify({ "user.content_type": "application/json" }));
  };
  /** "released", "free", or the message of the refusal. */
  const outcome = async (): Promise<string> => {
    let released = "free";
    const release = (): Promise<void> => {
      released = "released";
      return Promise.resolve();
    };
    return releaseDeadLock({ state, project: "higress-fleet", stack: "test" }, release).then(
      () => released,
      (error: unknown) => String(error),
    );
  };

  it("is left alone where there is none", async () => {
    expect(await outcome()).to.equal("free");
  });

  it("is released when its process is gone", async () => {
    const gone = spawn("true");
    await once(gone, "exit");
    lockedBy(gone.pid ?? 0);
    expect(await outcome()).to.equal("released");
  });

  it("is released when another program has the process number by now", async () => {
    lockedBy(process.pid);
    expect(await outcome()).to.equal("released");
  });

  it("is respected while the engine runs, with the way out", async () => {
    const engine = spawn("sleep", ["60"], { argv0: "/opt/pulumi/bin/pulumi" });
    await once(engine, "spawn");
    lockedBy(engine.pid ?? 0);
    expect(await outcome()).to.equal(
      `Error: Stack test is in use by ann@${hostname()}, process ${engine.pid ?? 0}, since 2026-01-01T00:00:00Z. ` +
        `Wait for it to end. If it is no more: npm run local -- pulumi cancel --stack test`,
    );
    engine.kill();
  });

  it("is respected when another machine holds it", async () => {
    lockedBy(process.pid, "elsewhere");
    expect(await outcome()).to.contain("in use by ann@elsewhere");
  });
});
