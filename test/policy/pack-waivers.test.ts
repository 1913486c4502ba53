import { expect } from "chai";
import { policyConfig } from "../../policy/config.ts";
import type { Waiver } from "../../policy/facts.ts";
import { startAnalyzer, type Analyzer } from "./analyzer.ts";
import { change, type Sketch } from "./harness.ts";
import { facts, pick, replace, world } from "./world.ts";

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const waiver = (expires: string): Waiver => ({
  rule: "namespace-psa",
  scope: { tenant: "acme" },
  reason: "The old plugins need a volume of the node.",
  owner: "acme@example.com",
  expires,
});
const privileged = change(
  pick("acme.namespace"),
  'metadata.labels["pod-security.kubernetes.io/enforce"]',
  "privileged",
);

/** As the engine asks: about each resource, then about the stack, in a process of their own. */
describe("a waiver in the pack's process", function () {
  this.timeout(60_000);
  let pack: Analyzer;
  beforeEach(async () => {
    pack = await startAnalyzer();
  });
  afterEach(() => {
    pack.stop();
  });

  async function run(waivers: readonly Waiver[], sketches: readonly Sketch[], asked: readonly Sketch[]) {
    await pack.configure(policyConfig(facts({ waivers })));
    const found: string[] = [];
    for (const sketch of asked) {
      found.push(...(await pack.analyze(sketch)).diagnosticsList.map(({ policyname }) => policyname));
    }
    const { diagnosticsList } = await pack.analyzeStack(sketches);
    return [...found, ...diagnosticsList.map(({ message }) => message.split("\n")[1] ?? "")];
  }
  const spoiled = replace(world(), "acme.namespace", privileged);

  it("takes away what it is for, to its last day", async () => {
    expect(await run([waiver(dayFromNow(1))], spoiled, [privileged, pick("globex.namespace")])).to.deep.equal([]);
  });

  it("takes nothing away once it is over, and is a violation itself", async () => {
    const over = dayFromNow(-2);
    expect(await run([waiver(over)], spoiled, [privileged])).to.deep.equal([
      "namespace-psa",
      `waivers[0].expires: "${over}" is over: nothing is waived any more; the waiver is from namespace-psa for tenant acme`,
    ]);
  });

  it("is a violation when nothing is left to take away", async () => {
    expect(await run([waiver(dayFromNow(1))], world(), world())).to.deep.equal([
      "waivers[0].scope: takes nothing away: the rule finds nothing there; the waiver is from namespace-psa for tenant acme",
    ]);
  });

  it("is none while the run did not ask about what it is for", async () => {
    expect(await run([waiver(dayFromNow(1))], world(), [pick("globex.namespace")])).to.deep.equal([]);
  });
});
