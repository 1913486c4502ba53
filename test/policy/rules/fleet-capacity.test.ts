import { expect } from "chai";
import rule from "../../../policy/rules/fleet-capacity.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

/** What the rule says of the world, whose four quotas grant 40 CPU and 64Gi, and which is in the south. */
const judged = (capacity: object, more: object = {}, sketches: readonly Sketch[] = world()) =>
  judge(rule, sketches.map(resource), facts(), { capacity, ...more })?.map(({ message }) => message);

describe("fleet-capacity", () => {
  it("passes quotas that a region's cluster can fill", () => {
    expect(judged({ south: { cpu: 40, memory: "64Gi" } })).to.deep.equal([]);
    expect(judged({ south: { cpu: "40000m" } })).to.deep.equal([]);
    expect(judged({ south: {} })).to.deep.equal([]);
  });

  it("finds quotas that grant more than there is", () => {
    expect(judged({ south: { cpu: "39999m", memory: "63Gi" } })).to.deep.equal([
      'quotas of region "south" grant 40 of cpu, but there is 39999m',
      'quotas of region "south" grant 64Gi of memory, but there is 63Gi',
    ]);
  });

  it("takes more with overcommit, and less where nodes must stay free", () => {
    expect(judged({ south: { cpu: 32 } }, { overcommit: 1.25 })).to.deep.equal([]);
    expect(judged({ south: { cpu: 32 } }, { overcommit: 1.24 })).to.have.length(1);
    expect(judged({ south: { cpu: 48 } }, { overcommit: 0.8 })).to.have.length(1);
  });

  it("counts the smaller one of two quotas of a namespace, and each namespace once", () => {
    const second = { ...change(pick("acme.quota"), "spec.hard", { cpu: "4" }), name: "second" };
    expect(judged({ south: { cpu: 34 } }, {}, [...world(), second])).to.deep.equal([]);
    expect(judged({ south: { cpu: 33 } }, {}, [...world(), second])).to.have.length(1);
  });

  it("finds a capacity that is no amount", () => {
    expect(judged({ south: { cpu: "plenty" } })).to.deep.equal([
      'the capacity of region "south" in cpu is no quantity',
    ]);
  });

  it("has nothing to say of a region whose capacity nobody states", () => {
    expect(judged({ north: { cpu: 1 } })).to.equal(undefined);
    expect(judge(rule, world().map(resource), facts())).to.equal(undefined);
    expect(judged({ south: { cpu: 1 } }, {}, [pick("acme.limits")])).to.equal(undefined);
  });

  it("does not pass a quota that preview cannot know", () => {
    const open = change(pick("acme.quota"), 'spec.hard["requests.cpu"]', unknown);
    expect(judged({ south: { cpu: 400 } }, {}, [open])).to.satisfy(([first = ""]: readonly string[]) =>
      first.startsWith("cannot be known in preview"),
    );
  });
});
