import { expect } from "chai";
import * as plan from "../../plan/names.ts";
import * as demands from "../../policy/demands.ts";

/** The pack is published without the program, so it states its demands by itself; here the two are held together. */
describe("plan/names.ts and policy/demands.ts", () => {
  it("agree on labels", () => {
    expect(demands.labelKeys).to.deep.equal(plan.labels);
  });

  it("agree on names made of ids", () => {
    for (const id of ["acme", "a", "x-y"]) {
      expect(demands.tenantNamespace(id)).to.equal(plan.tenantNamespace(id));
      expect(demands.gatewayNamespace(id)).to.equal(plan.gatewayNamespace(id));
      expect(demands.ingressClass(id)).to.equal(plan.ingressClass(id));
      const namespace = plan.tenantNamespace(id);
      expect(demands.gatewayPods(namespace)).to.deep.equal(plan.gatewayPods(namespace));
      for (const role of demands.clusterRoles) {
        expect(demands.clusterRoleBinding(namespace, role)).to.equal(plan.clusterRoleBinding(namespace, role));
      }
    }
  });

  it("agree on fixed names", () => {
    expect(demands.controllerPods).to.deep.equal(plan.controllerPods);
    expect([demands.gatewayName, demands.controllerName, demands.bridgeName]).to.deep.equal(
      Object.values(plan.chartNames),
    );
    expect(demands.clusterRoles).to.deep.equal([plan.controllerClusterRole, plan.watchAllClusterRole]);
  });
});
