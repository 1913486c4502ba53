import { expect } from "chai";
import rule from "../../../policy/rules/watch-namespace-own.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

const path = "values.global.watchNamespace";
const watching = (name: string, value: unknown) => change(pick(name), path, value);
const { gateways } = facts();
const watchAll = facts({ gateways: gateways.map((gateway) => ({ ...gateway, watch: "all" })) });

describe("watch-namespace-own", () => {
  it("finds a release that watches every namespace, by the chart's default too", () => {
    for (const value of ["", undefined]) {
      expect(messages(rule, watching("acme.release", value), facts())).to.deep.equal(["watches every namespace"]);
    }
  });

  it("finds a release that watches another namespace, in whole or by a stray blank", () => {
    for (const value of ["globex-gateway", "acme-gateway ", null]) {
      expect(paths(rule, watching("acme.release", value), facts()), String(value)).to.deep.equal([path]);
    }
  });

  it("lets a gateway with `watch: all` watch everything, and nobody else", () => {
    expect(paths(rule, watching("shared.release", ""), watchAll)).to.deep.equal([]);
    expect(paths(rule, watching("shared.release", ""), facts())).to.deep.equal([path]);
    expect(paths(rule, watching("shared.release", "acme-gateway"), watchAll)).to.deep.equal([path]);
    for (const name of ["acme.release", "entry.release"]) {
      expect(paths(rule, watching(name, ""), watchAll), name).to.deep.equal([path]);
    }
  });

  it("takes its own", () => {
    expect(paths(rule, pick("acme.release"), facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("does not apply to other kinds", () => {
    expect(paths(rule, pick("acme.namespace"), facts())).to.equal(undefined);
  });

  it("does not pass a namespace that preview cannot know", () => {
    expect(cannotKnow(rule, watching("acme.release", unknown), facts(), path)).to.equal(true);
  });
});
