import { expect } from "chai";
import rule from "../../../policy/rules/namespace-psa.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

const acme = pick("acme.namespace");
const label = (mode: string): string => `metadata.labels["pod-security.kubernetes.io/${mode}"]`;

describe("namespace-psa", () => {
  it("finds a level that is not enough", () => {
    expect(messages(rule, change(acme, label("enforce"), "privileged"), facts())).to.deep.equal([
      '"privileged" is not enough',
    ]);
    expect(paths(rule, change(acme, label("warn"), "baseline"), facts())).to.deep.equal([label("warn")]);
    expect(paths(rule, change(acme, label("audit"), "baseline"), facts())).to.deep.equal([label("audit")]);
  });

  it("finds every label that is missing at once", () => {
    const modes = ["enforce", "enforce-version", "warn", "audit"];
    expect(paths(rule, change(acme, "metadata.labels", undefined), facts())).to.deep.equal(modes.map(label));
  });

  it("takes baseline and restricted", () => {
    expect(paths(rule, change(acme, label("enforce"), "restricted"), facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("judges a patch of a namespace", () => {
    const patch = { ...change(acme, label("enforce"), "privileged"), type: "kubernetes:core/v1:NamespacePatch" };
    expect(paths(rule, patch, facts())).to.deep.equal([label("enforce")]);
  });

  it("does not apply to other kinds", () => {
    expect(paths(rule, pick("acme.quota"), facts())).to.equal(undefined);
  });

  it("does not pass a level that preview cannot know", () => {
    const path = label("enforce");
    expect(cannotKnow(rule, change(acme, path, unknown), facts(), path)).to.equal(true);
  });
});
