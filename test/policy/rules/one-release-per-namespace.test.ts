import { expect } from "chai";
import rule from "../../../policy/rules/one-release-per-namespace.ts";
import { change, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, replace, world } from "../world.ts";

const release = pick("acme.release");
const second = (chart: string): Sketch => change({ ...release, name: "acme.second" }, "chart", chart);
const controller: Sketch = {
  type: "kubernetes:apps/v1:Deployment",
  name: "acme.controller",
  props: { metadata: { name: "higress-controller", namespace: "acme-gateway" } },
};

describe("one-release-per-namespace", () => {
  it("finds a second Higress, whatever its chart is called", () => {
    for (const chart of ["higress-core", "higress", "oci://registry.example.com/charts/higress-core", "./renamed"]) {
      expect(messages(rule, [...world(), second(chart)]), chart).to.deep.equal([
        'namespace "acme-gateway" already holds a Higress: "acme.release"',
      ]);
    }
  });

  it("finds one that was rendered object by object", () => {
    expect(found(rule, [...world(), controller])).to.deep.equal(["metadata.namespace"]);
  });

  it("takes one per namespace", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [...replace(world(), "acme.release", undefined), controller])).to.deep.equal([]);
  });

  it("does not apply to a stack without Higress", () => {
    const elsewhere = change(change(release, "chart", "redis"), "namespace", "monitoring");
    expect(found(rule, [elsewhere])).to.equal(undefined);
  });

  it("does not pass a namespace that preview cannot know, and still judges the others", () => {
    const hidden = change({ ...release, name: "hidden" }, "namespace", unknown);
    expect(cannotKnow(rule, [...world(), hidden], "namespace")).to.equal(true);
    expect(found(rule, [...world(), hidden, second("higress")])).to.deep.equal(["namespace", "namespace"]);
  });
});
