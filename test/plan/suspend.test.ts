import { expect } from "chai";
import * as fc from "fast-check";
import type { Fleet, Tenant } from "../../plan/model.ts";
import { claimantsOf } from "../../plan/capacity.ts";
import { arbitraryFleet } from "./arbitrary.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned, planObjects } from "./planned.ts";

const suspended = (fleet: Fleet, id: string): Fleet => changeTenant(fleet, id, { suspend: true });

const texts = (fleet: Fleet): ReadonlyMap<string, string> =>
  new Map(
    planObjects(planned(fleet)).map((object) => {
      const { kind, metadata } = object;
      return [`${kind} ${metadata.namespace ?? ""} ${metadata.name}`, JSON.stringify(object)];
    }),
  );

/** What clients are told from now on; nothing where they are told it already, or nothing at all. */
function toldAtTheEntry({ id, suspend, maintenance, certificates }: Omit<Tenant, "regions">): ReadonlySet<string> {
  const { active, shown } = maintenance;
  if (suspend || active || shown === undefined) return new Set();
  const pages = ["ConfigMap higress-fleet-pages", "Deployment higress-fleet-pages", "McpBridge default"];
  const asking = certificates.map((each) => `Ingress ${id}.${each.secret}`);
  const objects = [`Ingress ${id}`, ...asking, ...("answer" in shown ? pages : [])];
  return new Set(objects.map((each) => each.replace(" ", " higress-system ")));
}

describe("A suspended tenant", function () {
  this.timeout(60_000);

  const fleet = validFleet();
  const release = (of: Fleet) => planned(of).tenants.find(({ id }) => id === "globex")?.release.values;

  it("has no pods, nor what makes or keeps any", () => {
    const values = release(suspended(fleet, "globex")) as {
      readonly gateway: Readonly<Record<string, unknown>>;
      readonly controller: Readonly<Record<string, unknown>>;
    };
    expect(values.gateway).to.include({ replicas: 0 }).and.not.have.property("autoscaling");
    expect(values.controller).to.include({ replicas: 0 });
    const plan = planned(suspended(fleet, "globex")).tenants.find(({ id }) => id === "globex");
    expect(plan).to.include({ suspended: true }).and.not.have.any.keys("autoscaler", "disruptionBudget");
  });

  it("asks nothing of the cluster's capacity", () => {
    const asked = (of: Fleet) => claimantsOf(of, "south").find(({ id }) => id === "globex")?.demand.peak;
    expect(asked(suspended(fleet, "globex"))).to.deep.equal({ cpu: 0n, memory: 0n, pods: 0n });
    expect(asked(fleet)?.pods).to.equal(7000n);
  });

  it("keeps all else to the letter, quota and fences and what others have, whatever the fleet", () => {
    fc.assert(
      fc.property(arbitraryFleet, (any) => {
        for (const { id, regions, ...tenant } of any.tenants) {
          if (!regions.includes("south")) continue;
          const [before, after] = [texts(any), texts(suspended(any, id))];
          const own = ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Release"].map(
            (kind) => `${kind} ${id}-gateway`,
          );
          const touched = [...before].filter(([key, text]) => after.get(key) !== text).map(([key]) => key);
          const entry = toldAtTheEntry({ id, ...tenant });
          const others = touched.filter((key) => !own.some((start) => key.startsWith(start)));
          expect(others.filter((key) => !entry.has(key))).to.deep.equal([]);
          expect([...after.keys()].filter((key) => !before.has(key))).to.deep.equal([]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
