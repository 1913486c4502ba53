import { expect } from "chai";
import rule from "../../../policy/rules/service-exposure.ts";
import { unknown, type Sketch } from "../harness.ts";
import { found } from "../verdict.ts";
import { facts, world } from "../world.ts";

const service = (namespace: string, name: string, spec: Readonly<Record<string, unknown>>): Sketch => ({
  type: "kubernetes:core/v1:Service",
  props: { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec },
});
const shop = (spec: Readonly<Record<string, unknown>>) => found(rule, service("acme-gateway", "shop", spec));

describe("service-exposure", () => {
  it("refuses a tenant's Service that is seen outside the cluster", () => {
    expect(shop({ type: "NodePort" })).to.deep.equal(["spec.type"]);
    expect(shop({ type: "LoadBalancer", loadBalancerIP: "192.0.2.1" })).to.deep.equal([
      "spec.type",
      "spec.loadBalancerIP",
    ]);
    expect(shop({ ports: [{ port: 80 }, { port: 81, nodePort: 30081 }] })).to.deep.equal(["spec.ports[1].nodePort"]);
  });

  it("refuses an ExternalName, and leaves one of the entry to externalname-allowlist", () => {
    const spec = { type: "ExternalName", externalName: "localhost" };
    expect(shop(spec)).to.deep.equal(["spec.type"]);
    expect(found(rule, service("higress-shared", "acme", spec))).to.deep.equal(["spec.type"]);
    expect(found(rule, service("higress-system", "acme", spec))).to.deep.equal([]);
    expect(found(rule, service("higress-system", "acme", { ...spec, externalIPs: ["192.0.2.1"] }))).to.deep.equal([
      "spec.externalIPs",
    ]);
  });

  it("refuses externalIPs wherever they are", () => {
    const spec = { type: "LoadBalancer", externalIPs: ["192.0.2.1"] };
    expect(found(rule, service("higress-system", "higress-gateway", spec))).to.deep.equal(["spec.externalIPs"]);
    expect(found(rule, service("monitoring", "grafana", { externalIPs: ["192.0.2.1"] }))).to.deep.equal([
      "spec.externalIPs",
    ]);
  });

  it("judges a patch like the Service it changes", () => {
    const patch = { ...service("acme-gateway", "shop", { type: "NodePort" }), type: "kubernetes:core/v1:ServicePatch" };
    expect(found(rule, patch)).to.deep.equal(["spec.type"]);
  });

  it("takes an absent type for ClusterIP, and what the API server fills in for nothing", () => {
    expect(shop({ ports: [{ port: 80, nodePort: 0 }], externalIPs: [], loadBalancerIP: "" })).to.deep.equal([]);
    expect(shop({ type: "ClusterIP", clusterIP: "None" })).to.deep.equal([]);
  });

  it("lets the gateways that serve clients have a load balancer, and nothing beside them", () => {
    const balancer = { type: "LoadBalancer", ports: [{ port: 443, nodePort: 30443 }] };
    expect(found(rule, service("higress-system", "higress-gateway", balancer))).to.deep.equal([]);
    expect(found(rule, service("higress-shared", "higress-gateway", balancer))).to.deep.equal([]);
    expect(found(rule, service("higress-system", "higress-controller", balancer))).to.include("spec.type");
    expect(found(rule, service("acme-gateway", "higress-gateway", balancer))).to.include("spec.type");
  });

  it("holds a gateway of the platform to the exposure in the facts", () => {
    const gateways = facts().gateways.flatMap((gateway) => [
      gateway,
      { ...gateway, id: "internal", namespace: "higress-internal", exposure: "cluster" as const },
    ]);
    const balancer = (namespace: string) => service(namespace, "higress-gateway", { type: "LoadBalancer" });
    expect(found(rule, balancer("higress-shared"), facts({ gateways }))).to.deep.equal([]);
    expect(found(rule, balancer("higress-internal"), facts({ gateways }))).to.deep.equal(["spec.type"]);
  });

  it("lets a gateway that the fleet opens on its nodes have node ports, and nothing else have them", () => {
    const gateways = facts().gateways.map((gateway) => ({ ...gateway, exposure: "node-port" as const }));
    const open = { type: "NodePort", ports: [{ port: 8080, nodePort: 30080 }] };
    const told = (namespace: string, spec: Readonly<Record<string, unknown>>, name = "higress-gateway") =>
      found(rule, service(namespace, name, spec), facts({ gateways }));
    expect(told("higress-shared", open)).to.deep.equal([]);
    expect(told("higress-shared", { ...open, externalIPs: ["192.0.2.1"] })).to.deep.equal(["spec.externalIPs"]);
    expect(told("higress-shared", { type: "LoadBalancer" })).to.deep.equal(["spec.type"]);
    for (const [namespace, name] of [
      ["higress-shared", "shop"],
      ["higress-system", "higress-gateway"],
      ["acme-gateway", "higress-gateway"],
    ] as const) {
      expect(told(namespace, open, name), `${namespace} ${name}`).to.deep.equal([
        "spec.type",
        "spec.ports[0].nodePort",
      ]);
    }
  });

  it("does not take an unknown type for a lawful one", () => {
    expect(shop({ type: unknown })).to.deep.equal(["spec.type"]);
  });

  it("has nothing to say about anything else, a Service of Knative included", () => {
    expect(found(rule, world())).to.equal(undefined);
    const knative = {
      ...service("acme-gateway", "shop", { type: "NodePort" }),
      type: "kubernetes:serving.knative.dev/v1:Service",
    };
    expect(found(rule, knative)).to.equal(undefined);
  });
});
