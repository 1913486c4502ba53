import { expect } from "chai";
import rule from "../../../policy/rules/watch-namespace-own.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const path = "values.global.watchNamespace";
const watching = (name: string, value: unknown) => change(pick(name), path, value);
const { gateways } = facts();
const watchAll = facts({ gateways: gateways.map((gateway) => ({ ...gateway, watch: "all" })) });

describe("watch-namespace-own", () => {
  it("finds a release that watches every namespace, by the chart's default too", () => {
    for (const value of ["", undefined]) {
      expect(messages(rule, watching("acme.release", value))).to.deep.equal(["watches every namespace"]);
    }
  });

  it("finds a release that watches another namespace, in whole or by a stray blank", () => {
    for (const value of ["globex-gateway", "acme-gateway ", null]) {
      expect(found(rule, watching("acme.release", value)), String(value)).to.deep.equal([path]);
    }
  });

  it("lets a gateway with `watch: all` watch everything, and nobody else", () => {
    expect(found(rule, watching("shared.release", ""), watchAll)).to.deep.equal([]);
    expect(found(rule, watching("shared.release", ""))).to.deep.equal([path]);
    expect(found(rule, watching("shared.release", "acme-gateway"), watchAll)).to.deep.equal([path]);
    for (const name of ["acme.release", "entry.release"]) {
      expect(found(rule, watching(name, ""), watchAll), name).to.deep.equal([path]);
      expect(found(rule, watching(name, ""), facts({ gateways: [] })), name).to.deep.equal([path]);
    }
  });

  it("takes its own", () => {
    expect(found(rule, pick("acme.release"))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.namespace"))).to.equal(undefined);
  });

  it("does not pass a namespace that preview cannot know", () => {
    expect(cannotKnow(rule, watching("acme.release", unknown), path)).to.equal(true);
  });
});
