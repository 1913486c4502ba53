import { expect } from "chai";
import rule from "../../../policy/rules/tenant-namespace-naming.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

const acme = pick("acme.namespace");
const label = 'metadata.labels["higress-fleet.io/tenant"]';

describe("tenant-namespace-naming", () => {
  it("finds a name that is not the tenant's", () => {
    expect(messages(rule, change(acme, "metadata.name", "acme"))).to.deep.equal([
      '"acme" is not "acme-gateway", the namespace of acme',
    ]);
  });

  it("finds a namespace that claims to be another tenant's, or nobody's", () => {
    expect(found(rule, change(acme, label, "globex"))).to.deep.equal(["metadata.name"]);
    expect(messages(rule, change(acme, label, "initech"))).to.deep.equal(['"initech" is no tenant of the fleet']);
  });

  it("finds a tenant's namespace without the label", () => {
    expect(found(rule, change(acme, label, undefined))).to.deep.equal([label]);
    const renamed = change(change(acme, label, undefined), "metadata.name", "somewhere");
    expect(found(rule, renamed), "its role still says that it is one").to.deep.equal([label]);
  });

  it("finds the same in a patch of a namespace", () => {
    const patch = { ...change(acme, label, "globex"), type: "kubernetes:core/v1:NamespacePatch" };
    expect(found(rule, patch)).to.deep.equal(["metadata.name"]);
  });

  it("takes the tenant's own name", () => {
    expect(found(rule, acme)).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to namespaces of the platform and to other kinds", () => {
    for (const name of ["entry.namespace", "shared.namespace", "acme.quota", "acme"]) {
      expect(found(rule, pick(name)), name).to.equal(undefined);
    }
  });

  it("does not pass a label that preview cannot know", () => {
    expect(cannotKnow(rule, change(acme, label, unknown), label)).to.equal(true);
  });
});
