import { expect } from "chai";
import type { GatewayApiObject } from "../../plan/index.ts";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { written } from "./written.ts";

const definitions = ["base.crd.envoyfilters.networking.istio.io", "base.crd.mcpbridges.networking.higress.io"];

const metadata = { name: "wiki", namespace: "higress-internal", labels: {} };
const gatewayApi: readonly GatewayApiObject[] = [
  {
    ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", metadata },
    spec: { gatewayClassName: "higress-internal", listeners: [] },
  },
  {
    ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata },
    spec: { parentRefs: [], hostnames: ["wiki.corp.example"], rules: [] },
  },
];

describe("an installation", function () {
  this.timeout(60_000);

  it("registers each object of the plan with the plan's own content", async () => {
    const plan = fixturePlan(["acme"]);
    const [acme] = plan.tenants;
    const { named } = await recordFleet(plan);
    expect(named("acme.namespace").inputs).to.deep.equal(written(acme?.namespace));
    expect(named("acme.quota").inputs).to.deep.equal(written(acme?.quota));
    expect(named("acme.limits").inputs).to.deep.equal(written(acme?.limits));
    expect(named("acme.policy.default-deny").inputs).to.deep.equal(written(acme?.networkPolicies[1]));
    expect(named("acme.account.higress-gateway").inputs).to.deep.equal(written(acme?.gatewayAccount));
    expect(named("acme.role.higress-controller").inputs).to.deep.equal(written(acme?.roles[0]));
    expect(named("acme.binding.higress-controller").inputs).to.deep.equal(written(acme?.roleBindings[0]));
    expect(named("acme.cluster-binding.higress-fleet-controller").inputs).to.deep.equal(
      written(acme?.clusterRoleBindings[0]),
    );
    expect(named("acme.budget").inputs).to.deep.equal(written(acme?.disruptionBudget));
    expect(named("acme.autoscaler").inputs).to.deep.equal(written(acme?.autoscaler));
    expect(named("acme.pod-monitor.higress-gateway").inputs).to.deep.equal(written(acme?.podMonitors[0]));
    expect(named("acme.pod-monitor.higress-gateway").type).to.equal("kubernetes:monitoring.coreos.com/v1:PodMonitor");
    expect(named("acme.bridge").inputs).to.deep.equal(written(acme?.bridge));
    expect(named("acme.bridge").type).to.equal("kubernetes:networking.higress.io/v1:McpBridge");
  });

  it("registers neither bridge nor budget nor autoscaler where the plan has none", async () => {
    const plan = fixturePlan([]);
    const [gateway] = plan.gateways;
    if (gateway === undefined) throw new Error("the plan has no gateway");
    const { disruptionBudget, autoscaler, ...single } = gateway;
    expect([disruptionBudget, autoscaler]).not.to.include(undefined);
    const { registered } = await recordFleet({ ...plan, gateways: [single] });
    const names = registered.map(({ name }) => name);
    expect(names).to.include("internal.release").and.to.include("entry.budget").and.to.include("entry.autoscaler");
    expect(names).not.to.include("internal.bridge");
    expect(names).not.to.include("internal.budget");
    expect(names).not.to.include("internal.autoscaler");
  });

  it("registers what a gateway has of the Gateway API after the CRDs that make it a kind", async () => {
    const plan = fixturePlan([]);
    const { named } = await recordFleet({ ...plan, gateways: plan.gateways.map((one) => ({ ...one, gatewayApi })) });
    const [gateway, route] = [named("internal.gateway.wiki"), named("internal.httproute.wiki")];
    expect(gateway.inputs).to.deep.equal(written(gatewayApi[0]));
    expect(gateway.type).to.equal("kubernetes:gateway.networking.k8s.io/v1:Gateway");
    expect(route.inputs).to.deep.equal(written(gatewayApi[1]));
    expect(route.type).to.equal("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    for (const { dependencies } of [gateway, route]) expect(dependencies).to.include.members(definitions);
  });

  it("registers what opens Services elsewhere before the routes that lead there, and deletes it by itself", async () => {
    const grant = (namespace: string): GatewayApiObject => ({
      ...{ apiVersion: "gateway.networking.k8s.io/v1beta1", kind: "ReferenceGrant" },
      metadata: { name: "higress-internal.httproute.wiki", namespace, labels: {} },
      spec: {
        from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: "higress-internal" }],
        to: [{ group: "", kind: "Service", name: "wiki" }],
      },
    });
    const plan = fixturePlan([]);
    const all = [grant("docs"), grant("shops"), ...gatewayApi];
    const { named } = await recordFleet({
      ...plan,
      gateways: plan.gateways.map((one) => ({ ...one, gatewayApi: all })),
    });
    const names = ["docs", "shops"].map(
      (namespace) => `internal.referencegrant.${namespace}.higress-internal.httproute.wiki`,
    );
    for (const [at, name] of names.entries()) {
      const { inputs, type, dependencies, deletedWith } = named(name);
      expect(inputs).to.deep.equal(written(all[at]));
      expect(type).to.equal("kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant");
      expect(dependencies).to.include.members(definitions);
      expect(deletedWith, "the namespace that goes is another").to.equal("");
    }
    expect(named("internal.httproute.wiki").dependencies).to.include.members(names);
    expect(named("internal.httproute.wiki").deletedWith).to.equal("internal.namespace");
  });

  it("deletes what is in a namespace together with it, and nothing else", async () => {
    const { registered } = await recordFixture(["acme"]);
    for (const { name, parent, type, inputs, deletedWith, reads } of registered) {
      const { namespace } = (inputs.metadata ?? inputs) as { readonly namespace?: string };
      const inside = type.startsWith("kubernetes:") && namespace !== undefined && reads === undefined;
      expect(deletedWith, name).to.equal(inside ? `${parent}.namespace` : "");
    }
  });

  it("makes a namespace before what is in it", async () => {
    const { registered } = await recordFixture(["acme"]);
    const inside = registered.filter(({ deletedWith }) => deletedWith !== "");
    expect(inside).to.have.lengthOf(39);
    for (const { name, deletedWith, dependencies } of inside) expect(dependencies, name).to.include(deletedWith);
  });

  it("starts no pod before everything else in its namespace stands", async () => {
    const { registered, named } = await recordFixture(["acme"]);
    const others = registered.filter(
      ({ name, type, parent }) => parent === "acme" && type.startsWith("kubernetes:") && name !== "acme.release",
    );
    expect(others).to.have.lengthOf(15);
    expect(named("acme.release").dependencies).to.have.members([...others.map(({ name }) => name), ...definitions]);
  });

  it("binds no role that does not exist yet", async () => {
    const { named } = await recordFixture(["acme"]);
    expect(named("acme.binding.higress-controller").dependencies).to.deep.equal([
      "acme.namespace",
      "acme.role.higress-controller",
    ]);
    expect(named("acme.cluster-binding.higress-fleet-controller").dependencies).to.deep.equal([
      "base.role.higress-fleet-controller",
    ]);
  });

  it("has the bridge wait for its kind and its credentials", async () => {
    const { named } = await recordFixture(["acme"]);
    expect(named("acme.bridge").dependencies).to.have.members(["acme.namespace", "acme.secret.nacos", ...definitions]);
  });

  it("protects namespaces and releases where the fleet is protected, and nothing in them", async () => {
    const { registered } = await recordFixture(["acme"], true);
    const kept = registered.filter(({ protect, name }) => protect && !name.startsWith("base."));
    expect(kept.map(({ name }) => name)).to.have.members(
      ["entry", "internal", "acme"].flatMap((id) => [`${id}.namespace`, `${id}.release`]),
    );
  });

  it("protects nothing in a fleet to be thrown away", async () => {
    const { registered } = await recordFixture(["acme"], false);
    expect(registered.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal([]);
  });
});
