import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { planFile } from "../../fleets/plan.ts";
import { installationsOf } from "../../plan/index.ts";
import { homeAt } from "../../local/paths.ts";
import { recordedResources } from "../../local/recovery.ts";
import { outcome, Site, type WrittenTenant } from "./site.ts";

/** The engine's whole count of resources, when it had nothing to do. */
const unchanged = /^Resources:\n +\d+ unchanged\n/m;

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

describe("an interrupted run", function () {
  this.timeout(minutes(12));
  let site: Site;
  /** Namespaces of the fleet. */
  let all: number;

  before(async () => {
    site = await Site.start("test", 3);
    all = installationsOf(await planFile(site.fleetFile, "local")).length;
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

  it("can simply be run again when it was killed in the middle of Helm's installs, before anything was recorded", async () => {
    await site.must("destroy");
    await killWhen("up", installing("pending-install"));
    expect(recordedResources(record())).to.deep.equal([]);
    expect((await site.run("destroy")).output).to.contain("was killed before its state was saved");

    await site.must("up");
    expect([...new Set(await releaseStates(site))]).to.deep.equal(["deployed"]);
    expect(await site.must("up")).to.match(unchanged);
  });

  it("can simply be run again when it was killed in the middle of an upgrade", async () => {
    site.edit((fleet) => {
      const smallest = (fleet.tenants as WrittenTenant[]).filter(({ size }) => size === "s");
      for (const tenant of smallest) tenant["size"] = "m";
    });
    await killWhen("up", installing("pending-upgrade"));

    await site.must("up");
    const states = await releaseStates(site);
    expect(states.filter((state) => state.startsWith("pending"))).to.deep.equal([]);
    expect(await site.must("up")).to.match(unchanged);
  });

  it("can simply be destroyed again when that was killed in the middle", async () => {
    expect(await namespaces()).to.have.lengthOf(all);
    await killWhen("destroy", async () => (await namespaces()).length < all);

    await site.must("destroy");
    expect(await namespaces()).to.deep.equal([]);
  });

  it("is mended by an up when a destroy was killed, whatever the state still says", async () => {
    await site.must("up");
    await killWhen("destroy", async () => (await namespaces()).length < all);

    await site.must("up");
    expect(await namespaces()).to.have.lengthOf(all);
    expect([...new Set(await releaseStates(site))]).to.deep.equal(["deployed"]);
    expect(await site.must("up")).to.match(unchanged);
  });

  const namespaces = () => site.kubernetes.get("namespaces", "--selector", "higress-fleet.io/fleet");
  const record = () => join(homeAt(site.home).state, ".pulumi", "stacks", "higress-fleet", "test.json");

  const installing = (state: string) => async () => (await releaseStates(site)).includes(state);

  /** Only the engine dies at once; what it started lives on for a while. */
  async function killWhen(command: "up" | "destroy", condition: () => Promise<boolean>): Promise<void> {
    const engine = await site.spawn(command, "--skip-preview");
    const ended = outcome(engine);
    const early = ended.then(({ output }) => Promise.reject(new Error(`the engine ended too early:\n${output}`)));
    await Promise.race([early, until(condition)]);
    engine.kill("SIGKILL");
    await once(engine, "exit");
  }
});
