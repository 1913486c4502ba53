import { expect } from "chai";
import rule from "../../../policy/rules/namespace-psa.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

const acme = pick("acme.namespace");
const label = (mode: string): string => `metadata.labels["pod-security.kubernetes.io/${mode}"]`;

describe("namespace-psa", () => {
  it("finds a level that is not enough", () => {
    expect(messages(rule, change(acme, label("enforce"), "privileged"))).to.deep.equal(['"privileged" is not enough']);
    expect(found(rule, change(acme, label("warn"), "baseline"))).to.deep.equal([label("warn")]);
    expect(found(rule, change(acme, label("audit"), "baseline"))).to.deep.equal([label("audit")]);
    for (const version of ["v1.0", "v1.24", "1.35", "v2.0"]) {
      expect(found(rule, change(acme, label("enforce-version"), version)), version).to.deep.equal([
        label("enforce-version"),
      ]);
    }
    for (const version of ["latest", "v1.25", "v1.35"]) {
      expect(found(rule, change(acme, label("enforce-version"), version)), version).to.deep.equal([]);
    }
  });

  it("finds every label that is missing at once", () => {
    const modes = ["enforce", "enforce-version", "warn", "audit"];
    expect(found(rule, change(acme, "metadata.labels", undefined))).to.deep.equal(modes.map(label));
  });

  it("takes baseline and restricted", () => {
    expect(found(rule, change(acme, label("enforce"), "restricted"))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("judges a patch of a namespace", () => {
    const patch = { ...change(acme, label("enforce"), "privileged"), type: "kubernetes:core/v1:NamespacePatch" };
    expect(found(rule, patch)).to.deep.equal([label("enforce")]);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass a level that preview cannot know", () => {
    const path = label("enforce");
    expect(cannotKnow(rule, change(acme, path, unknown), path)).to.equal(true);
  });
});
