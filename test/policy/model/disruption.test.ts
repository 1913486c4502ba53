import { expect } from "chai";
import fc from "fast-check";
import { allowanceOf, budgetsFor } from "../../../policy/model/disruption.ts";
import { resource } from "../harness.ts";
import { world } from "../world.ts";

const labels = { app: "higress-gateway", higress: "ns-higress-gateway" };
const budget = (spec: object, namespace = "ns") =>
  resource({ type: "kubernetes:policy/v1:PodDisruptionBudget", props: { metadata: { name: "b", namespace }, spec } });

const disruptions = (spec: object, pods: number) => allowanceOf(budget(spec), pods).disruptions;

describe("the budgets for pods", () => {
  const selected = (selector: unknown, namespace?: string) =>
    budgetsFor([budget({ selector }, namespace)], "ns", labels).length;

  it("are those of their namespace that select them", () => {
    expect(selected({ matchLabels: labels })).to.equal(1);
    expect(selected({ matchLabels: labels }, "other")).to.equal(0);
    expect(selected({ matchLabels: { app: "higress-controller" } })).to.equal(0);
    expect(selected({ matchExpressions: [{ key: "app", operator: "In", values: ["higress-gateway"] }] })).to.equal(1);
  });

  it("are those that select everything, but not those without a selector", () => {
    expect(selected({})).to.equal(1);
    expect(selected(undefined)).to.equal(0);
    expect(selected(null)).to.equal(0);
  });

  it("are one for each gateway of the fleet", () => {
    const all = world().map(resource);
    for (const namespace of ["acme-gateway", "higress-system"]) {
      const pods = { ...labels, higress: `${namespace}-higress-gateway` };
      expect(budgetsFor(all, namespace, pods)).to.have.length(1);
    }
  });
});

describe("a budget", () => {
  it("lets go what need not stay", () => {
    expect(disruptions({ minAvailable: 2 }, 3)).to.equal(1);
    expect(disruptions({ minAvailable: 3 }, 3)).to.equal(0);
    expect(disruptions({ minAvailable: 5 }, 3)).to.equal(0);
    expect(disruptions({ minAvailable: 0 }, 3)).to.equal(3);
  });

  it("rounds up what must stay and what may go", () => {
    expect(disruptions({ minAvailable: "50%" }, 3)).to.equal(1);
    expect(disruptions({ maxUnavailable: "10%" }, 3)).to.equal(1);
    expect(disruptions({ maxUnavailable: "34%" }, 3)).to.equal(2);
  });

  it("says nothing without either number, or with something else in its place", () => {
    for (const spec of [{}, { minAvailable: "most" }, { maxUnavailable: -1 }, { minAvailable: null }]) {
      expect(disruptions(spec, 3)).to.equal(undefined);
    }
  });

  it("keeps the share it names, and no pod more than needed for it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 100 }), (pods, percent) => {
        const stay = pods - (disruptions({ minAvailable: `${percent}%` }, pods) ?? pods);
        expect(stay * 100 >= pods * percent).to.equal(true);
        expect((stay - 1) * 100 < pods * percent).to.equal(true);
      }),
    );
  });
});
