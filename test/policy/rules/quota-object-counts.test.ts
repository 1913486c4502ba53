import { expect } from "chai";
import rule from "../../../policy/rules/quota-object-counts.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const quota = pick("acme.quota");
const hard = (key: string): string => `spec.hard["${key}"]`;
const counted = ["services", "secrets", "configmaps", "persistentvolumeclaims", "count/ingresses.networking.k8s.io"];
const exposing = ["services.loadbalancers", "services.nodeports"];

const paths = (sketch: Sketch, given: object) =>
  judge(rule, [resource(sketch)], facts(), { ...given })?.map(({ path }) => path);

describe("quota-object-counts", () => {
  it("finds each count that is left out, and each that is none", () => {
    for (const key of [...counted, ...exposing]) {
      expect(messages(rule, change(quota, hard(key), undefined)), key).to.deep.equal(["is missing"]);
      expect(messages(rule, change(quota, hard(key), "many")), key).to.deep.equal(['"many" is no quantity']);
    }
  });

  it("finds a way round the entry for a tenant", () => {
    for (const key of exposing) {
      expect(found(rule, change(quota, hard(key), "1")), key).to.deep.equal([hard(key)]);
      expect(found(rule, change(quota, hard(key), 0)), key).to.deep.equal([]);
    }
    expect(messages(rule, change(quota, hard("services.nodeports"), "2"))).to.deep.equal([
      '2 leads round the entry; give it "0"',
    ]);
  });

  it("finds a load balancer for a gateway that the fleet keeps inside, and none for one that it shows", () => {
    const [shared] = facts().gateways;
    if (shared === undefined) throw new Error("the world has a gateway");
    const inside = facts({ gateways: [{ ...shared, exposure: "cluster" }] });
    expect(found(rule, pick("shared.quota"))).to.deep.equal([]);
    expect(found(rule, pick("shared.quota"), inside)).to.deep.equal(exposing.map(hard));
    const onNodes = facts({ gateways: [{ ...shared, exposure: "node-port" }] });
    expect(found(rule, pick("shared.quota"), onNodes)).to.deep.equal([hard("services.loadbalancers")]);
    expect(found(rule, pick("entry.quota"))).to.deep.equal([]);
  });

  it("finds too few Secrets for Helm's revisions", () => {
    expect(messages(rule, change(quota, hard("secrets"), "14"))).to.deep.equal([
      "14 leaves Helm no room for its revisions; give it 15 or more",
    ]);
    expect(found(rule, change(quota, hard("secrets"), "15"))).to.deep.equal([]);
  });

  it("takes the long names of counts, and what another quota of the namespace bounds", () => {
    const long = change(change(quota, hard("services"), undefined), hard("count/services"), "20");
    expect(found(rule, long)).to.deep.equal([]);
    const rest = { ...change(quota, "spec.hard", { configmaps: "50" }), name: "rest" };
    expect(found(rule, [change(quota, hard("configmaps"), undefined), rest])).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("counts by the smaller one of two quotas", () => {
    const second = { ...change(quota, "spec.hard", { "services.loadbalancers": "3", secrets: "9" }), name: "second" };
    expect(found(rule, [quota, second])).to.deep.equal([hard("secrets")]);
  });

  it("bounds what its settings say", () => {
    const without = change(quota, hard("persistentvolumeclaims"), undefined);
    expect(paths(without, { bounded: ["services"] })).to.deep.equal([]);
    expect(paths(without, { bounded: ["requests.storage", "count/jobs.batch"] })).to.deep.equal([
      hard("count/jobs.batch"),
    ]);
    expect(paths(quota, { leastSecrets: 100 })).to.deep.equal([hard("secrets")]);
  });

  it("asks for no count of custom kinds, whose first objects the API server would refuse", () => {
    const { default: keys } = rule.settings["bounded"] ?? { default: [] };
    expect(keys).to.deep.equal(counted);
  });

  it("leaves namespaces of others alone, and scoped quotas to quota-unscoped-and-unshadowed", () => {
    const stranger = change(change(quota, "metadata.namespace", "monitoring"), "spec.hard", { pods: "9" });
    expect(found(rule, stranger)).to.equal(undefined);
    expect(found(rule, pick("acme.limits"))).to.equal(undefined);
    expect(
      found(rule, change(change(quota, "spec.scopes", ["Terminating"]), "spec.hard", { pods: "9" })),
    ).to.deep.equal([]);
  });

  it("does not pass a count that preview cannot know", () => {
    expect(cannotKnow(rule, change(quota, hard("secrets"), unknown), "spec.hard.secrets")).to.equal(true);
  });
});
