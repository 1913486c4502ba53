import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../local/lock.mjs";

const key = (name: string): string => `${import.meta.filename}/${process.pid}/${name}`;
const silent = (): void => undefined;

/** Another process that takes the lock and never lets go. */
async function holder(of: string) {
  const lock = join(import.meta.dirname, "../../local/lock.mjs");
  const code = `import { withLock } from ${JSON.stringify(lock)};
    await withLock(${JSON.stringify(of)}, "holding on", () => {}, () => { console.log("held"); return new Promise((r) => setTimeout(r, 60_000)); });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

describe("withLock", function () {
  this.timeout(60_000);

  it("lets one in at a time", async () => {
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(key("crowd"), "visiting", silent, async () => {
        most = Math.max(most, ++inside);
        await sleep(5);
        return inside--;
      });
    expect(await Promise.all(Array.from({ length: 8 }, visit))).to.have.length(8);
    expect(most).to.equal(1);
  });

  it("keeps different keys apart", async () => {
    const order: string[] = [];
    await withLock(key("a"), "outer", silent, () =>
      withLock(key("b"), "inner", silent, () => Promise.resolve(order.push("both"))),
    );
    expect(order).to.deep.equal(["both"]);
  });

  it("is free again after a failure", async () => {
    const failed = await withLock(key("failure"), "failing", silent, () => Promise.reject(new Error("no"))).catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.an("error").with.property("message", "no");
    expect(await withLock(key("failure"), "next", silent, () => Promise.resolve("in"))).to.equal("in");
  });

  it("names the holder, and ends with it however it ends", async () => {
    const child = await holder(key("killed"));
    const seen: string[] = [];
    const turn = withLock(
      key("killed"),
      "waiting",
      (who) => seen.push(who),
      () => Promise.resolve("in"),
    );
    expect(await Promise.race([turn, sleep(300, "waits")])).to.equal("waits");
    child.kill("SIGKILL");
    expect(await turn).to.equal("in");
    expect(seen).to.deep.equal([`process ${child.pid ?? 0} (holding on)`]);
  });
});
