import { expect } from "chai";
import rule from "../../../policy/rules/gw-traffic-sanity.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { route } from "../world-routes.ts";

const web = route("HTTPRoute", "acme-gateway", ["web.acme.aigw.example.com"]);
const at = "spec.rules[0].backendRefs";
const to = (...backends: readonly object[]): Sketch => change(web, at, backends);
const weighing = (...weights: readonly unknown[]): Sketch =>
  to(...weights.map((weight, index) => ({ name: `web${index}`, port: 80, weight })));

describe("gw-traffic-sanity", () => {
  it("accepts weights with a positive sum", () => {
    for (const weights of [[1], [undefined], [90, 10], [0, 1], [0, undefined], [1000000, 0], [null]]) {
      expect(found(rule, weighing(...weights)), JSON.stringify(weights)).to.deep.equal([]);
    }
    expect(found(rule, change(web, at, [])), "a redirect has no backends").to.deep.equal([]);
  });

  it("refuses weights that are no share, or send requests nowhere", () => {
    for (const weight of [-1, 0.5, "1", {}]) {
      expect(found(rule, weighing(1, weight)), JSON.stringify(weight)).to.deep.equal([`${at}[1].weight`]);
    }
    for (const weights of [[0], [0, 0]]) expect(found(rule, weighing(...weights))).to.deep.equal([at]);
    expect(messages(rule, weighing(0))).to.deep.equal(["have weight 0 all of them: every request fails"]);
    expect(found(rule, { ...weighing(-1), type: web.type.replace("HTTPRoute", "GRPCRoute") })).to.deep.equal([
      `${at}[0].weight`,
    ]);
  });

  it("refuses weight 0 where somebody takes it for a second choice", () => {
    const backup = to({ name: "web", weight: 100 }, { name: "web-backup", weight: 0 });
    expect(found(rule, backup)).to.deep.equal([`${at}[1].weight`]);
    for (const [path, value] of [
      ["metadata.name", "web-failover"],
      ['metadata.labels["role"]', "DR"],
      ['metadata.annotations["example.com/failover"]', "true"],
      ["spec.rules[0].name", "standby"],
    ] as const) {
      expect(found(rule, change(weighing(1, 0), path, value)), path).to.deep.equal([`${at}[1].weight`]);
    }
    expect(found(rule, change(weighing(99, 1), "metadata.name", "web-failover"))).to.deep.equal([]);
    expect(
      found(rule, to({ name: "web", weight: 1 }, { name: "drive", weight: 0 })),
      "only part of a word",
    ).to.deep.equal([]);
    const own = resource(to({ name: "web", weight: 1 }, { name: "web-spare", weight: 0 }));
    expect(judge(rule, own, facts(), { failoverWords: ["spare"] })).to.have.length(1);
  });

  it("refuses backends and mirrors of another environment", () => {
    expect(messages(rule, to({ name: "web-staging" }))).to.deep.equal([
      '"web-staging" is of environment "staging", not of prod',
    ]);
    expect(found(rule, to({ name: "web", namespace: "test-gateway" }))).to.deep.equal([`${at}[0].namespace`]);
    const mirror = { type: "RequestMirror", requestMirror: { backendRef: { name: "web-dev" } } };
    expect(found(rule, change(web, "spec.rules[0].filters", [mirror]))).to.deep.equal([
      "spec.rules[0].filters[0].requestMirror.backendRef.name",
    ]);
    for (const name of ["web-prod", "production", "latest", "device"]) {
      expect(found(rule, to({ name })), name).to.deep.equal([]);
    }
    expect(found(rule, to({ name: "web-prod" }), facts({ environment: "test" }))).to.deep.equal([`${at}[0].name`]);
  });

  it("refuses a region's backend that is not called <service>-<region>", () => {
    for (const name of ["south-web", "web-south-v2", "south"]) {
      expect(messages(rule, to({ name })), name).to.deep.equal([`"${name}" is not "<service>-south"`]);
    }
    for (const name of ["web-south", "southern-web", "websouth", "north-web"]) {
      expect(found(rule, to({ name })), name).to.deep.equal([]);
    }
    const other = resource(to({ name: "north-web" }));
    expect(judge(rule, other, facts(), { regions: ["north"] })).to.have.length(1);
  });

  it("has nothing to say about other kinds, nor a route of another group", () => {
    expect(found(rule, pick("acme.route.shop"))).to.equal(undefined);
    expect(found(rule, { ...web, type: "kubernetes:example.com/v1:HTTPRoute" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const path = `${at}[0].name`;
    expect(cannotKnow(rule, to({ name: unknown, weight: 0 }, { name: "web" }), path)).to.equal(true);
    expect(found(rule, weighing(unknown))).to.deep.equal([`${at}[0].weight`]);
  });
});
