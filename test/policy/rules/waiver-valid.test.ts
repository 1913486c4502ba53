import { expect } from "chai";
import type { Facts, Waiver } from "../../../policy/facts.ts";
import { rules } from "../../../policy/rules.ts";
import rule from "../../../policy/rules/waiver-valid.ts";
import psa from "../../../policy/rules/namespace-psa.ts";
import bundle from "../../../policy/rules/tenant-bundle-complete.ts";
import { change, judge, newRun, resource, unknown, urnOf, type Sketch } from "../harness.ts";
import { facts, pick, replace, world } from "../world.ts";

const good: Waiver = {
  rule: "namespace-psa",
  scope: { tenant: "acme" },
  reason: "The old plugins need a volume of the node.",
  owner: "acme@example.com",
  expires: "2026-06-30",
};
const poor = change(pick("acme.namespace"), 'metadata.labels["pod-security.kubernetes.io/enforce"]', "privileged");
const spoiled = replace(world(), "acme.namespace", poor);
const withWaivers = (...waivers: readonly Waiver[]): Facts => facts({ waivers });

/** What the rule says at the end of a run in which namespace-psa judged these resources. */
function end(given: Facts, sketches: readonly Sketch[] = spoiled, asked = sketches, settings = {}) {
  const run = newRun(rules);
  judge(psa, asked.map(resource), given, {}, run);
  judge(bundle, sketches.map(resource), given, {}, run);
  return (judge(rule, sketches.map(resource), given, settings, run) ?? []).map(
    ({ path, message }) => `${path}: ${message.split(";")[0] ?? ""}`,
  );
}
const idle = "takes nothing away: the rule finds nothing there";

describe("waiver-valid", () => {
  it("takes a waiver that is needed, answered for and about to end", () => {
    expect(end(withWaivers(good))).to.deep.equal([]);
    expect(end(withWaivers({ ...good, scope: { urn: urnOf(poor) } }))).to.deep.equal([]);
    expect(end(withWaivers({ ...good, scope: { namespace: "acme-gateway" } }, good))).to.deep.equal([]);
  });

  it("finds one that is over, ends too late, or ends never", () => {
    expect(end(withWaivers({ ...good, expires: "2026-06-14" }))).to.deep.equal([
      'waivers[0].expires: "2026-06-14" is over: nothing is waived any more',
    ]);
    expect(end(withWaivers({ ...good, expires: "2026-09-14" }))).to.deep.equal([
      'waivers[0].expires: "2026-09-14" is 91 days ahead, and 90 are the most',
    ]);
    expect(end(withWaivers({ ...good, expires: "never" }))).to.deep.equal(['waivers[0].expires: "never" is no date']);
    expect(end(withWaivers({ ...good, expires: "2026-09-13" }))).to.deep.equal([]);
  });

  it("finds one for a rule that is not there, or for itself", () => {
    expect(end(withWaivers({ ...good, rule: "namespace-pss" }))).to.deep.equal([
      "waivers[0].rule: is no rule of the pack",
    ]);
    expect(end(withWaivers({ ...good, rule: "waiver-valid" }))).to.deep.equal([
      "waivers[0].rule: is the rule about waivers, which none takes away",
    ]);
  });

  it("finds one that nobody answers for, all faults at once", () => {
    expect(end(withWaivers(good, { ...good, reason: " ", owner: "", expires: "2020-01-01" }))).to.deep.equal([
      "waivers[1].reason: says nothing",
      "waivers[1].owner: is nobody",
      'waivers[1].expires: "2020-01-01" is over: nothing is waived any more',
    ]);
  });

  it("finds one that takes nothing away", () => {
    expect(end(withWaivers(good), world())).to.deep.equal([`waivers[0].scope: ${idle}`]);
    for (const scope of [
      { tenant: "globex" },
      { tenant: "acmee" },
      { namespace: "sandbox" },
      { urn: `${urnOf(poor)}x` },
    ]) {
      expect(end(withWaivers(good, { ...good, scope })), JSON.stringify(scope)).to.deep.equal([
        `waivers[1].scope: ${idle}`,
      ]);
    }
  });

  it("knows when a run proves nothing: resources that were not asked about, and other stacks'", () => {
    const some = [pick("globex.namespace")];
    expect(end(withWaivers(good), spoiled, some)).to.deep.equal([]);
    expect(
      end(withWaivers({ ...good, scope: { tenant: "globex" } }), [...some, pick("entry.namespace")], some),
    ).to.deep.equal([`waivers[0].scope: ${idle}`]);
    const elsewhere = urnOf({ ...poor, stack: "prod-north" });
    expect(end(withWaivers({ ...good, scope: { urn: elsewhere } }), world())).to.deep.equal([]);
  });

  it("knows what rules over the whole stack had to say", () => {
    const without = replace(world(), "acme.limits", undefined);
    const waiver = { ...good, rule: "tenant-bundle-complete" };
    expect(end(withWaivers(waiver), without, [])).to.deep.equal([]);
    expect(end(withWaivers(waiver), world(), [])).to.deep.equal([`waivers[0].scope: ${idle}`]);
  });

  it("can be stricter about the days, and no laxer", () => {
    expect(end(withWaivers(good), spoiled, spoiled, { maxDays: 7 })).to.deep.equal([
      'waivers[0].expires: "2026-06-30" is 15 days ahead, and 7 are the most',
    ]);
    expect(rule.settings.maxDays).to.include({ maximum: 90, default: 90 });
  });

  it("says which waiver it means", () => {
    const [finding] = judge(rule, [resource(poor)], withWaivers({ ...good, rule: "x" }), {}, newRun(rules)) ?? [];
    expect(finding?.message).to.equal("is no rule of the pack; the waiver is from x for tenant acme");
  });

  it("minds no unknown value: the other rules do", () => {
    const hidden = change(poor, "metadata.name", unknown);
    const run = newRun(rules);
    judge(psa, resource(hidden), withWaivers(good), {}, run);
    expect(judge(rule, [resource(hidden)], withWaivers(good), {}, run)?.map(({ path }) => path)).to.deep.equal([
      "waivers[0].scope",
    ]);
  });

  it("does not apply to a fleet without waivers, and is asked last", () => {
    expect(judge(rule, world().map(resource), facts(), {}, newRun(rules))).to.equal(undefined);
    expect(rules.at(-1)).to.equal(rule);
  });
});
