import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { clusterIsReady, kubectl } from "../../local/cluster.ts";
import { resetCluster, startCluster, stopCluster } from "../../local/control-plane.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { clusterDirectory, commandLine, componentsUnder, type Process } from "../../local/processes.ts";

describe("the local control plane", function () {
  this.timeout(180_000);
  let home: string;

  const parts = (): readonly Process[] => componentsUnder(clusterDirectory(homeAt(home).cluster));
  // kwokctl first runs every program for its version.
  const serves = (pid: number): boolean => commandLine(pid).length > 2;
  /** Kills the scheduler as soon as it runs, `times` times at the most, until `done`. */
  const killScheduler = async (times: number, done: () => boolean, which = serves): Promise<void> => {
    let kills = 0;
    while (kills < times && !done()) {
      const scheduler = parts().find(({ name, pid }) => name === "kube-scheduler" && which(pid));
      if (scheduler !== undefined) {
        process.kill(scheduler.pid, "SIGKILL");
        kills++;
      }
      await pause(5);
    }
  };
  const ask = async (...args: string[]): Promise<string> => (await kubectl(home, ...args)).stdout.trim();

  before(async () => {
    const parent = join(checkout, ".fleet", "test");
    mkdirSync(parent, { recursive: true });
    home = mkdtempSync(join(parent, "control-plane-"));
    await startCluster({ home, nodes: 1 });
    await ask("create", "configmap", "kept", "--from-literal=a=b");
  });
  after(async () => {
    await resetCluster(home);
    rmSync(home, { recursive: true });
  });

  it("is left alone by a second start, and by two at once", async () => {
    const before = parts();
    await startCluster({ home });
    await Promise.all([startCluster({ home }), startCluster({ home })]);
    expect(parts()).to.deep.equal(before);
  });

  it("comes back with all it held when every process was killed, as a reboot does", async () => {
    for (const { pid } of parts()) process.kill(pid, "SIGKILL");
    expect(await clusterIsReady(home)).to.equal(false);
    await startCluster({ home });
    expect(await ask("get", "configmap", "kept", "--output=jsonpath={.data.a}")).to.equal("b");
    expect(await ask("get", "nodes", "--output=name")).to.equal("node/node-000000");
  });

  it("starts although a part ended right after its start", async () => {
    await stopCluster(home);
    await Promise.all([startCluster({ home }), killScheduler(1, () => false)]);
    expect(await clusterIsReady(home)).to.equal(true);
  });

  it("says which part will not stay", async () => {
    await stopCluster(home);
    let ended = false;
    const start = startCluster({ home }).then(
      () => "started",
      (error: unknown) => String(error),
    );
    const [outcome] = await Promise.all([
      start.finally(() => void (ended = true)),
      killScheduler(Infinity, () => ended),
    ]);
    expect(outcome).to.match(/^Error: kube-scheduler ended right after the start, 3 times; logs: .*logs$/);
  });

  it("keeps what it held when kwokctl gives up and removes its files", async () => {
    await stopCluster(home);
    const start = startCluster({ home }).then(
      () => "started",
      (error: unknown) => String(error),
    );
    const [outcome] = await Promise.all([
      start,
      killScheduler(
        1,
        () => false,
        (pid) => !serves(pid),
      ),
    ]);
    expect(outcome).to.contain("Cluster is cleaned up").and.to.contain("kwokctl ended with exit code 1");
    await startCluster({ home });
    expect(await ask("get", "configmap", "kept", "--output=jsonpath={.data.a}")).to.equal("b");
  });

  it("stops with nothing left running", async () => {
    expect(await stopCluster(home)).to.equal(true);
    expect(parts()).to.deep.equal([]);
    expect(await stopCluster(home)).to.equal(false);
  });
});
