import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { outcome, Site } from "./site.ts";

const minutes = (count: number): number => count * 60_000;

/** Helm's records by state: `deployed`, `pending-install` … */
async function releaseStates(site: Site): Promise<readonly string[]> {
  const secrets = await site.kubernetes.get("secrets", "--selector", "owner=helm");
  return secrets.map(({ metadata }) => metadata.labels?.["status"] ?? "none");
}

/** Polls until the condition holds; a test's own time limit ends it otherwise. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(50);
}

describe("an interrupted up", function () {
  this.timeout(minutes(8));
  let site: Site;

  before(async () => {
    site = await Site.start("test", 3);
  });
  after(async () => site.remove());

  it("can simply be run again when Ctrl-C came in the middle of Helm's installs", async () => {
    const engine = await site.spawn("up");
    const ended = outcome(engine);
    await until(async () => (await releaseStates(site)).includes("pending-install"));
    engine.kill("SIGINT");
    const { code } = await ended;
    expect(code).to.not.equal(0);

    await site.must("up");
    expect([...new Set(await releaseStates(site))]).to.deep.equal(["deployed"]);
  });
});
