import { expect } from "chai";
import type { Facts } from "../../../policy/facts.ts";
import rule from "../../../policy/rules/fleet-capacity.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

/** What the rule says of the world, whose four quotas grant 40 CPU, 64Gi and 24 pods. */
const judged = (
  capacity: Facts["capacity"],
  more: Readonly<Record<string, unknown>> = {},
  sketches: readonly Sketch[] = world(),
) => judge(rule, sketches.map(resource), facts(capacity && { capacity }), more)?.map(({ message }) => message);

const memory = "64Gi";

describe("fleet-capacity", () => {
  it("passes quotas that a region's cluster can fill", () => {
    expect(judged({ cpu: "40", memory })).to.deep.equal([]);
    expect(judged({ cpu: "40000m", memory, pods: "24" })).to.deep.equal([]);
  });

  it("finds quotas that grant more than there is", () => {
    expect(judged({ cpu: "39999m", memory: "63Gi", pods: "23" })).to.deep.equal([
      'quotas of region "south" grant 40 of cpu, but there is 39999m',
      'quotas of region "south" grant 64Gi of memory, but there is 63Gi',
      'quotas of region "south" grant 24 of pods, but there is 23',
    ]);
  });

  it("takes more with overcommit, and less where nodes must stay free", () => {
    expect(judged({ cpu: "32", memory }, { overcommit: 1.25 })).to.deep.equal([]);
    expect(judged({ cpu: "32", memory }, { overcommit: 1.24 })).to.have.length(1);
    expect(judged({ cpu: "48", memory: "96Gi" }, { overcommit: 0.8 })).to.have.length(1);
  });

  it("counts the smaller one of two quotas of a namespace, and each namespace once", () => {
    const second = { ...change(pick("acme.quota"), "spec.hard", { cpu: "4" }), name: "second" };
    expect(judged({ cpu: "34", memory }, {}, [...world(), second])).to.deep.equal([]);
    expect(judged({ cpu: "33", memory }, {}, [...world(), second])).to.have.length(1);
  });

  it("finds a capacity that is no amount", () => {
    expect(judged({ cpu: "plenty", memory })).to.deep.equal(['the capacity of region "south" in cpu is no quantity']);
  });

  it("has nothing to say of a region whose capacity nobody states, nor without quotas", () => {
    expect(judged(undefined)).to.equal(undefined);
    expect(judged({ cpu: "1", memory }, {}, [pick("acme.limits")])).to.equal(undefined);
  });

  it("does not pass a quota that preview cannot know", () => {
    const open = change(pick("acme.quota"), 'spec.hard["requests.cpu"]', unknown);
    expect(judged({ cpu: "400", memory }, {}, [open])).to.satisfy(([first = ""]: readonly string[]) =>
      first.startsWith("cannot be known in preview"),
    );
  });
});
