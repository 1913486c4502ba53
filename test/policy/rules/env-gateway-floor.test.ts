import { expect } from "chai";
import { profiles } from "../../../plan/defaults.ts";
import type { Size } from "../../../plan/model/sizing.ts";
import { builtInSizes, sizes } from "../../../plan/sizes.ts";
import { planValues } from "../../../plan/values.ts";
import rule from "../../../policy/rules/env-gateway-floor.ts";
import { installation } from "../../plan/planned.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");

/** A gateway of a size of plan/sizes.ts, in the environment. */
const sized = (replicas: number, cpu: string, memory: string): Sketch => {
  const resources = { requests: { cpu, memory }, limits: { cpu, memory } };
  return change(change(release, "values.gateway.replicas", replicas), "values.gateway.resources", resources);
};

const resources = "values.gateway.resources";

describe("env-gateway-floor", () => {
  it("judges every release of Higress", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    expect(found(rule, release)).to.deep.equal([]);
  });

  it("asks of each environment what it needs, and no more", () => {
    const table = {
      prod: [3, "2", "2Gi"],
      staging: [2, "1", "1Gi"],
      test: [2, "500m", "512Mi"],
      dev: [1, "200m", "256Mi"],
    } as const;
    for (const [environment, [replicas, cpu, memory]] of Object.entries(table)) {
      const given = facts({ environment });
      expect(found(rule, sized(replicas, cpu, memory), given), environment).to.deep.equal([]);
      expect(found(rule, sized(replicas - 1, "199m", "255Mi"), given), environment).to.deep.equal([
        "values.gateway.replicas",
        `${resources}.requests.cpu`,
        `${resources}.requests.memory`,
      ]);
    }
  });

  it("asks a suspended tenant for no pods, and that there be none, but for the size they will have", () => {
    const suspended = facts({
      tenants: facts().tenants.map((tenant) => (tenant.id === "acme" ? { ...tenant, suspended: true } : tenant)),
    });
    expect(found(rule, sized(0, "2", "2Gi"), suspended)).to.deep.equal([]);
    expect(found(rule, sized(0, "2", "2Gi"))).to.deep.equal(["values.gateway.replicas"]);
    expect(messages(rule, sized(3, "2", "2Gi"), suspended)).to.deep.equal(["is not 0, and its tenant is suspended"]);
    expect(found(rule, sized(0, "1", "2Gi"), suspended)).to.deep.equal([`${resources}.requests.cpu`]);
    const other = change(pick("globex.release"), "values.gateway.replicas", 0);
    expect(found(rule, other, suspended)).to.include("values.gateway.replicas");
  });

  it("passes the default sizes of each profile, and no smaller ones", () => {
    const of = (size: Size) => change(release, "values", planValues(installation({ sizing: sizes[size] })));
    for (const [profile, { size, entrySize }] of Object.entries(profiles)) {
      const given = facts({ environment: "live", profile });
      expect(found(rule, of(size), given), profile).to.deep.equal([]);
      expect(found(rule, of(entrySize), given), profile).to.deep.equal([]);
      const smaller = builtInSizes[builtInSizes.indexOf(size) - 1];
      if (smaller !== undefined) expect(found(rule, of(smaller), given), profile).not.to.deep.equal([]);
    }
  });

  it("goes by the profile and not by the name, unless somebody wrote a row for the name", () => {
    const small = sized(2, "500m", "512Mi");
    expect(found(rule, small, facts({ environment: "test", profile: "prod" }))).to.have.lengthOf(3);
    const staging = facts({ environment: "prod", profile: "staging" });
    expect(found(rule, sized(2, "1", "1Gi"), staging)).to.deep.equal([]);
    const floors = { prod: { replicas: 3, cpu: "1", memory: "1Gi" } };
    const written = judge(rule, resource(sized(2, "1", "1Gi")), staging, { floors });
    expect(written?.map(({ path }) => path)).to.deep.equal(["values.gateway.replicas"]);
  });

  it("compares amounts and not their spelling", () => {
    expect(found(rule, sized(3, "2000m", "2048Mi"))).to.deep.equal([]);
    expect(found(rule, sized(3, "2.0", "2147483648"))).to.deep.equal([]);
    expect(found(rule, sized(3, "1999m", "2G"))).to.deep.equal([
      `${resources}.requests.cpu`,
      `${resources}.requests.memory`,
    ]);
  });

  it("says what it saw and what the floor is", () => {
    expect(messages(rule, sized(1, "500m", "2Gi"))).to.deep.equal([
      '1 is fewer than the 3 of environment "prod"',
      "500m is below the environment's floor of 2",
    ]);
  });

  it("goes by the profile of an environment that has no row", () => {
    const small = sized(2, "1", "1Gi");
    expect(found(rule, small, facts({ environment: "live", profile: "staging", protect: true }))).to.deep.equal([]);
    expect(found(rule, small, facts({ environment: "live", profile: "prod", protect: false }))).not.to.deep.equal([]);
    expect(found(rule, small, facts({ environment: "live", profile: "constructor", protect: true }))).not.to.deep.equal(
      [],
    );
  });

  it("takes the row of prod for another environment that is protected, and that of test else", () => {
    const small = sized(2, "500m", "512Mi");
    for (const environment of ["bench", "constructor", "Prod"]) {
      expect(found(rule, small, facts({ environment, protect: false })), environment).to.deep.equal([]);
      expect(found(rule, small, facts({ environment, protect: true })), environment).to.have.length(3);
    }
  });

  it("counts an autoscaler's minimum, which the chart sets to one", () => {
    const scaled = (autoscaling: object) =>
      change(release, "values.gateway.autoscaling", { enabled: true, ...autoscaling });
    expect(found(rule, scaled({}))).to.deep.equal(["values.gateway.autoscaling.minReplicas"]);
    expect(found(rule, scaled({ minReplicas: 3 }))).to.deep.equal([]);
    expect(found(rule, scaled({ minReplicas: 3, maxReplicas: 2 }))).to.deep.equal([
      "values.gateway.autoscaling.maxReplicas",
    ]);
    expect(found(rule, scaled({ minReplicas: 9 }))).to.deep.equal(["values.gateway.autoscaling.maxReplicas"]);
    expect(found(rule, change(release, "values.gateway.autoscaling", { enabled: false }))).to.deep.equal([]);
  });

  it("finds the one gateway of one machine, and a number that nobody can tell", () => {
    expect(found(rule, change(release, "values.global.kind", true))).to.deep.equal(["values.global.kind"]);
    expect(found(rule, change(release, "values.gateway.kind", "DaemonSet"))).to.deep.equal(["values.gateway.kind"]);
    expect(found(rule, change(release, "values.gateway.replicas", "many"))).to.deep.equal(["values.gateway.replicas"]);
  });

  it("judges the chart's defaults where nobody says anything", () => {
    expect(found(rule, change(release, "values.gateway", {}))).to.deep.equal(["values.gateway.replicas"]);
    expect(found(rule, change(release, "values.gateway.resources", null))).to.deep.equal([
      `${resources}.requests.cpu`,
      `${resources}.requests.memory`,
    ]);
  });

  it("takes limits for requests that nobody gives, as Kubernetes does", () => {
    const limits = { requests: null, limits: { cpu: "2", memory: "2Gi" } };
    expect(found(rule, change(release, "values.gateway.resources", limits))).to.deep.equal([]);
  });

  it("takes the floors and the cap of its settings", () => {
    const settled = (given: object) => judge(rule, [resource(release)], facts(), { ...given })?.map(({ path }) => path);
    expect(settled({ floors: { prod: { replicas: 4, cpu: 3, memory: "1Gi" } } })).to.deep.equal([
      "values.gateway.replicas",
      `${resources}.requests.cpu`,
    ]);
    // A table without the environment's row and without prod's has the rule's own for it.
    expect(settled({ floors: { dev: { replicas: 9, cpu: 9, memory: "9Gi" } } })).to.deep.equal([]);
    expect(settled({ floors: { prod: { replicas: 1, cpu: "some", memory: "1Gi" } } })).to.deep.equal([
      `${resources}.requests.cpu`,
    ]);
    expect(settled({ cap: { cpu: 2, memory: "1Gi" } })).to.deep.equal([`${resources}.limits.memory`]);
    expect(settled({ cap: { cpu: 2 } })).to.deep.equal([]);
  });

  it("does not apply to other charts and kinds", () => {
    const other = change(change(release, "chart", "redis"), "namespace", "middleware");
    expect(found(rule, other)).to.equal(undefined);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass replicas that preview cannot know", () => {
    expect(cannotKnow(rule, change(release, "values.gateway.replicas", unknown), "values.gateway.replicas")).to.equal(
      true,
    );
  });
});
