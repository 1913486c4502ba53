import { expect } from "chai";
import fc from "fast-check";
import type { Waiver } from "../../policy/facts.ts";
import { resourceRule, stackRule, type Finding, type Resource } from "../../policy/rule.ts";
import { daysLeft, isInForce } from "../../policy/waivers.ts";
import { change, judge, newRun, resource, today, unknown, urnOf } from "./harness.ts";
import { facts, pick } from "./world.ts";

const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  rule: "sample",
  scope: { tenant: "acme" },
  reason: "Moves out in July.",
  owner: "acme@example.com",
  expires: "2026-06-30",
  ...more,
});

const record = {
  id: "sample",
  number: 0,
  title: "A sample",
  why: "To see what becomes of it.",
  severity: "low",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "None.",
  url: "https://example.com",
} as const;
const finding = (one: Resource): Finding => ({ path: "metadata", message: one.name, urn: one.urn });
const alarm = resourceRule({ ...record, check: (one) => [finding(one)] });
const stackAlarm = stackRule({ ...record, check: (all) => all.map(finding) });

const names = ["entry.quota", "acme.namespace", "acme.quota", "acme.release", "globex.quota", "entry.acme"];
const resources = names.map((name) => resource(pick(name)));

/** Whose findings are left. */
const left = (...waivers: readonly Waiver[]): readonly (readonly string[])[] =>
  [alarm, stackAlarm].map((rule) => (judge(rule, resources, facts({ waivers })) ?? []).map(({ message }) => message));
const without = (...waived: readonly string[]) => {
  const rest = names.filter((name) => !waived.includes(name));
  return [rest, rest];
};

describe("a waiver", () => {
  it("takes away what its rule finds in its tenant's namespace, and nothing else", () => {
    expect(left(waiver())).to.deep.equal(without("acme.namespace", "acme.quota", "acme.release"));
  });

  it("takes away what its rule finds in one namespace, or of one resource", () => {
    expect(left(waiver({ scope: { namespace: "higress-system" } }))).to.deep.equal(
      without("entry.quota", "entry.acme"),
    );
    expect(left(waiver({ scope: { urn: urnOf(pick("acme.quota")) } }))).to.deep.equal(without("acme.quota"));
    expect(left(waiver({ scope: { urn: "acme.quota" } }))).to.deep.equal(without());
  });

  it("is one of several, each for itself", () => {
    expect(
      left(waiver({ scope: { tenant: "globex" } }), waiver({ scope: { urn: urnOf(pick("entry.acme")) } })),
    ).to.deep.equal(without("globex.quota", "entry.acme"));
  });

  it("is for one rule", () => {
    expect(left(waiver({ rule: "sampel" }), waiver({ rule: "" }))).to.deep.equal(without());
  });

  it("waives nothing outside its days, or when these are none", () => {
    for (const expires of ["2026-06-14", "2025-06-30", "2026-09-14", "2099-01-01", "2026-02-30", "tomorrow", ""]) {
      expect(left(waiver({ expires })), expires).to.deep.equal(without());
    }
    for (const expires of [today, "2026-09-13"]) {
      expect(left(waiver({ expires })), expires).to.deep.equal(without("acme.namespace", "acme.quota", "acme.release"));
    }
  });

  it("does not believe a resource that says whose it is", () => {
    const stray = change(
      change(pick("globex.quota"), 'metadata.labels["higress-fleet.io/tenant"]', "acme"),
      'metadata.annotations["higress-fleet.io/waive"]',
      "sample",
    );
    const given = facts({ waivers: [waiver()] });
    expect(judge(alarm, resource(stray), given)).to.have.length(1);
    const hidden = change(pick("acme.quota"), "metadata.namespace", unknown);
    expect(judge(alarm, resource(hidden), given), "a namespace that nobody knows").to.have.length(1);
  });

  it("takes away an unknown value as well, since that is a finding of the rule", () => {
    const reading = resourceRule({ ...record, check: ({ props }) => [finding(props.spec as Resource)] });
    const hidden = resource({
      ...pick("acme.quota"),
      props: { metadata: { namespace: "acme-gateway" }, spec: unknown },
    });
    expect(judge(reading, hidden, facts())?.[0]?.message).to.match(/^cannot be known in preview/);
    expect(judge(reading, hidden, facts({ waivers: [waiver()] }))).to.deep.equal([]);
  });

  it("waives neither a rule that breaks nor a finding about nothing in particular", () => {
    const broken = resourceRule({
      ...record,
      check: () => {
        throw new TypeError("broken");
      },
    });
    const given = facts({ waivers: [waiver()] });
    expect(judge(broken, resources.slice(2, 3), given)?.[0]?.message).to.match(/^rule sample failed/);
    const vague = stackRule({ ...record, check: () => [{ path: "", message: "somewhere" }] });
    expect(judge(vague, resources, given)).to.have.length(1);
  });

  it("never waives the rule about waivers", () => {
    const rule = resourceRule({ ...record, id: "waiver-valid", check: (one) => [finding(one)] });
    expect(judge(rule, resources, facts({ waivers: [waiver({ rule: "waiver-valid" })] }))).to.have.length(names.length);
  });

  it("is noted when it is used, and the resources that were judged with it", () => {
    const run = newRun();
    const [used, idle] = [waiver(), waiver({ scope: { tenant: "globex" } })];
    const acme = resource(pick("acme.quota"));
    judge(alarm, acme, facts({ waivers: [used, idle] }), {}, run);
    expect([used, { ...used }, idle].map(run.hasUsed)).to.deep.equal([true, true, false]);
    expect([acme.urn, urnOf(pick("globex.quota"))].map(run.hasJudged)).to.deep.equal([true, false]);
  });
});

describe("the days of a waiver", () => {
  it("are counted to its last day", () => {
    const left = (expires: string) => daysLeft(waiver({ expires }), today);
    expect(["2026-06-15", "2026-06-16", "2026-06-14", "2027-06-15"].map(left)).to.deep.equal([0, 1, -1, 365]);
    expect(["2026-06-31", "2026-6-1", "2026-06-15T00:00:00Z", "", "x"].map(left)).to.deep.equal(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it("are at most ninety", () => {
    const day = 24 * 60 * 60 * 1000;
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
        const expires = new Date(Date.parse(today) + days * day).toISOString().slice(0, 10);
        expect(isInForce(waiver({ expires }), today)).to.equal(days >= 0 && days <= 90);
      }),
    );
  });
});
