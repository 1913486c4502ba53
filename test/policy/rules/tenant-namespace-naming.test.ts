import { expect } from "chai";
import rule from "../../../policy/rules/tenant-namespace-naming.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

const acme = pick("acme.namespace");
const label = 'metadata.labels["higress-fleet.io/tenant"]';

describe("tenant-namespace-naming", () => {
  it("finds a name that is not the tenant's", () => {
    expect(messages(rule, change(acme, "metadata.name", "acme"), facts())).to.deep.equal([
      '"acme" is not "acme-gateway", the namespace of acme',
    ]);
  });

  it("finds a namespace that claims to be another tenant's, or nobody's", () => {
    expect(paths(rule, change(acme, label, "globex"), facts())).to.deep.equal(["metadata.name"]);
    expect(messages(rule, change(acme, label, "initech"), facts())).to.deep.equal([
      '"initech" is no tenant of the fleet',
    ]);
  });

  it("finds a tenant's namespace without the label", () => {
    expect(paths(rule, change(acme, label, undefined), facts())).to.deep.equal([label]);
    const renamed = change(change(acme, label, undefined), "metadata.name", "somewhere");
    expect(paths(rule, renamed, facts()), "its role still says that it is one").to.deep.equal([label]);
  });

  it("finds the same in a patch of a namespace", () => {
    const patch = { ...change(acme, label, "globex"), type: "kubernetes:core/v1:NamespacePatch" };
    expect(paths(rule, patch, facts())).to.deep.equal(["metadata.name"]);
  });

  it("takes the tenant's own name", () => {
    expect(paths(rule, acme, facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("does not apply to namespaces of the platform and to other kinds", () => {
    for (const name of ["entry.namespace", "shared.namespace", "acme.quota", "acme"]) {
      expect(paths(rule, pick(name), facts()), name).to.equal(undefined);
    }
  });

  it("does not pass a label that preview cannot know", () => {
    expect(cannotKnow(rule, change(acme, label, unknown), facts(), label)).to.equal(true);
  });
});
