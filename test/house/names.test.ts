import { expect } from "chai";
import { contains, metadataServices } from "../../plan/cidr.ts";
import { statements } from "../../plan/admission/statements.ts";
import * as plan from "../../plan/names.ts";
import * as demands from "../../policy/demands.ts";
import { metadataServices as forbidden } from "../../policy/model/cidr.ts";

/** The pack is published without the program, so it states its demands by itself; here the two are held together. */
describe("plan/names.ts and policy/demands.ts", () => {
  it("agree on labels", () => {
    expect(demands.labelKeys).to.deep.equal(plan.labels);
  });

  it("agree on annotations that admission policies believe", () => {
    expect({ ...demands.annotationKeys, owner: plan.annotations.owner }).to.deep.equal(plan.annotations);
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
    expect(demands.nginxClass).to.equal(plan.nginxClass);
    expect(demands.controllerPods).to.deep.equal(plan.controllerPods);
    const { gateway, controller, bridge } = plan.chartNames;
    expect([demands.gatewayName, demands.controllerName, demands.bridgeName]).to.deep.equal([
      gateway,
      controller,
      bridge,
    ]);
    const { pluginServer, redis } = plan.chartNames;
    expect([demands.pluginServerName, demands.redisName]).to.deep.equal([pluginServer, redis]);
    expect(demands.pluginServerPods).to.deep.equal(plan.pluginServerPods);
    expect(demands.redisPods).to.deep.equal(plan.redisPods);
    expect(demands.consoleName).to.equal(plan.chartNames.console);
    expect(demands.consolePods).to.deep.equal(plan.consolePods);
    expect(demands.pluginServerUrl("acme-gateway", "cluster.local")).to.equal(
      plan.pluginServerUrl("acme-gateway", "cluster.local"),
    );
    expect(demands.clusterRoles).to.deep.equal([
      plan.controllerClusterRole,
      plan.watchAllClusterRole,
      plan.gatewayApiClusterRole,
      plan.watchAllGatewayApiClusterRole,
    ]);
    expect(demands.platformRole).to.deep.equal(plan.platformRole);
    expect(demands.platformGroup).to.equal(plan.labelPrefix);
    expect(plan.admissionPolicy("hosts")).to.equal(`${demands.admissionPrefix}hosts`);
    const [wide, usual] = [true, undefined].map((kind) => statements.filter((each) => each.isForWatchAll === kind));
    expect(demands.admissionStatements).to.have.members((usual ?? []).map(({ id }) => id));
    expect(demands.watchAllStatements).to.have.members((wide ?? []).map(({ id }) => id));
  });
});

describe("plan/cidr.ts and policy/model/cidr.ts", () => {
  it("name the same metadata services, which the pack does beside link-local addresses as a whole", () => {
    const others = metadataServices.filter((cidr) => !contains("169.254.0.0/16", cidr) && !contains("fe80::/10", cidr));
    expect(others.toSorted()).to.deep.equal(forbidden.toSorted());
  });
});
