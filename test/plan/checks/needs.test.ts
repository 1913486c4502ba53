import { expect } from "chai";
import fc from "fast-check";
import { quotaHoldsTheGateway } from "../../../plan/checks/quota.ts";
import type { Fleet, Quota } from "../../../plan/model.ts";
import type { InstallationPlan } from "../../../plan/objects.ts";
import { arbitraryFleet } from "../arbitrary.ts";
import { changeTenant, validFleet, validGateway } from "../fleet.ts";
import { planned } from "../planned.ts";
import { told } from "./told.ts";

const acme = (quota: Quota) => told(changeTenant(validFleet(), "acme", { quota }));
const globex = (quota: Quota) => told(changeTenant(validFleet(), "globex", { quota }));
const entry = (quota: Quota) => told(validFleet({ entry: { ...validFleet().entry, quota } }));
const internal = (quota: Quota) => told(validFleet({ gateways: [validGateway("internal", { quota })] }));

const less = (amount: string) => String(Number(amount) - 1);

const tooFew = (holder: string, key: string, why: string, needed: string) =>
  `${holder} has quota "${key}" of "${less(needed)}", but ${why} "${needed}" | Raise it to at least "${needed}", or remove the key.`;

const networkPolicies = "count/networkpolicies.networking.k8s.io";
const roles = "count/roles.rbac.authorization.k8s.io";
const roleBindings = "count/rolebindings.rbac.authorization.k8s.io";
const budgets = "count/poddisruptionbudgets.policy";
const autoscalers = "count/horizontalpodautoscalers.autoscaling";

describe("counts in a quota", () => {
  for (const [key, why, needed] of [
    ["count/pods", 'a gateway of size "s" needs', "7"],
    ["count/services", "Higress itself has", "2"],
    ["count/secrets", "Helm, Higress and generated credentials need", "5"],
    ["count/configmaps", "Higress and the certificates of cluster and gateway need", "5"],
    ["count/endpointslices.discovery.k8s.io", "Higress's own Services need", "2"],
    ["count/deployments.apps", "Higress itself has", "2"],
    ["count/replicasets.apps", "Higress's Deployments with the old ones they keep need", "24"],
    ["count/serviceaccounts", "Higress and Kubernetes need", "3"],
    ["count/resourcequotas", "the fleet itself makes", "1"],
    ["count/limitranges", "the fleet itself makes", "1"],
    [networkPolicies, "the fleet itself makes", "5"],
    [roles, "the fleet itself makes", "2"],
    [roleBindings, "the fleet itself makes", "2"],
    [budgets, "the fleet itself makes", "1"],
    [autoscalers, "the fleet itself makes", "1"],
  ] as const) {
    it(`leave room for what is made anyway: ${key}`, () => {
      const said = tooFew('tenants[1].quota["' + key + '"]: tenant "globex"', key, why, needed);
      expect(globex({ [key]: less(needed) })).to.deep.equal([
        key === "count/pods" ? said.replace(' "7" |', ' "7" while it rolls out with 4 pods |') : said,
      ]);
      expect(globex({ [key]: needed })).to.deep.equal([]);
    });
  }

  it("of ConfigMaps hold those of chart, cluster, pilot and elections without `count/` too", () => {
    expect(globex({ configmaps: "4" })).to.deep.equal([
      'tenants[1].quota.configmaps: tenant "globex" has quota "configmaps" of "4", but Higress and the certificates of cluster and gateway need "5" | Raise it to at least "5", or remove the key to have it computed.',
    ]);
    expect(globex({ configmaps: "5" })).to.deep.equal([]);
  });

  it("grow with what the tenant's own file asks for", () => {
    for (const [key, needed] of [
      ["count/secrets", "6"],
      [networkPolicies, "11"],
      [roles, "4"],
      [roleBindings, "4"],
    ] as const) {
      expect(acme({ [key]: less(needed) })[0], key).to.contain(`Raise it to at least "${needed}"`);
      expect(acme({ [key]: needed }), key).to.deep.equal([]);
    }
  });

  it("hold for entry and gateways, the entry's way to each tenant of the fullest region included", () => {
    const why = "the fleet itself makes";
    expect(entry({ [networkPolicies]: "7" })).to.deep.equal([
      tooFew(`entry.quota["${networkPolicies}"]: the entry`, networkPolicies, why, "8"),
    ]);
    expect(entry({ [networkPolicies]: "8" })).to.deep.equal([]);
    expect(internal({ [networkPolicies]: "6" })).to.deep.equal([
      tooFew(`gateways[0].quota["${networkPolicies}"]: gateway "internal"`, networkPolicies, why, "7"),
    ]);
    expect(internal({ [networkPolicies]: "7" })).to.deep.equal([]);
  });

  it("need no disruption budget where there is one gateway pod", () => {
    expect(told(changeTenant(validFleet(), "globex", { size: "xs", quota: { [budgets]: "0" } }))).to.deep.equal(
      told(changeTenant(validFleet(), "globex", { size: "xs" })),
    );
  });

  it("may be nothing of kinds that nobody but the tenant makes", () => {
    // Pilot's election locks are ConfigMaps.
    expect(
      globex({
        "count/leases.coordination.k8s.io": "0",
        "count/persistentvolumeclaims": "0",
        "count/replicationcontrollers": "0",
        "count/statefulsets.apps": "0",
        "count/daemonsets.apps": "0",
        "count/jobs.batch": "0",
      }),
    ).to.deep.equal([]);
  });

  it("are those of the plan, for every fleet in each of its regions", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(arbitraryFleet, (fleet) => {
        const plans = Object.keys(fleet.regions).map((region) => planned(fleet, region));
        for (const [key, count] of Object.entries(countIn)) {
          const needs = new Map(
            [...fleet.gateways, ...fleet.tenants].map(({ id }) => {
              const own = plans
                .flatMap(({ gateways, tenants }) => [...gateways, ...tenants])
                .filter((plan) => plan.id === id);
              return [id, Math.max(...own.map(count))];
            }),
          );
          const entryNeeds = Math.max(
            ...plans.map((plan) => count(plan.entry) + (key === networkPolicies ? plan.entry.routes.length : 0)),
          );
          const give = (spare: number) =>
            withQuotas(fleet, key, entryNeeds + spare, (id) => (needs.get(id) ?? 0) + spare);
          const some = [entryNeeds, ...needs.values()].filter((need) => need > 0);
          expect(quotaHoldsTheGateway(give(0)), key).to.deep.equal([]);
          expect(quotaHoldsTheGateway(give(-1)), key).to.have.length(some.length);
        }
      }),
    );
  });
});

const countIn: Readonly<Record<string, (plan: InstallationPlan) => number>> = {
  [networkPolicies]: ({ networkPolicies: { length } }) => length,
  [roles]: ({ roles: { length } }) => length,
  [roleBindings]: ({ roleBindings: { length } }) => length,
  [budgets]: ({ disruptionBudget }) => (disruptionBudget === undefined ? 0 : 1),
};

/** Everybody's only override; no amount below none. */
function withQuotas(fleet: Fleet, key: string, ofEntry: number, of: (id: string) => number): Fleet {
  const quota = (amount: number): Quota => ({ [key]: String(Math.max(0, amount)) });
  return {
    ...fleet,
    entry: { ...fleet.entry, quota: quota(ofEntry) },
    gateways: fleet.gateways.map((gateway) => ({ ...gateway, quota: quota(of(gateway.id)) })),
    tenants: fleet.tenants.map((tenant) => ({ ...tenant, quota: quota(of(tenant.id)) })),
  };
}
