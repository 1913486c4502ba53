import { expect } from "chai";
import type { Gateway } from "../../plan/model.ts";
import { planGateway } from "../../plan/gateway.ts";
import { validGateway } from "./fleet.ts";
import { policyNamed, policyNames, site } from "./planned.ts";

const gateway = (change: Partial<Gateway> = {}) => planGateway(site, validGateway("internal", change));

const pods = { matchLabels: { app: "higress-gateway", higress: "higress-internal-higress-gateway" } };
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

describe("A gateway of the platform", () => {
  it("has a namespace of its own, no tenant's label, and neither registries nor routes", () => {
    const plan = gateway();
    expect(plan).to.deep.include({ id: "internal", role: "gateway", secrets: [], ingresses: [] });
    expect(plan.namespace.metadata).to.deep.include({ name: "higress-internal" });
    expect(plan.quota.metadata.labels).to.deep.equal({
      "app.kubernetes.io/managed-by": "higress-fleet",
      "higress-fleet.io/fleet": "prod",
      "higress-fleet.io/region": "south",
      "higress-fleet.io/role": "gateway",
    });
    expect(plan).not.to.have.property("bridge");
  });

  it("opens its two ports to the clients that the file names, as written, and its own to the backends beside it", () => {
    const plan = gateway({ sourceCidrs: ["10.0.0.0/8", "192.0.2.0/24"] });
    expect(policyNames(plan)).to.deep.equal([
      "default-deny",
      "dns",
      "gateway",
      "controller",
      "clients",
      "backends",
      "to-backends",
    ]);
    expect(policyNamed(plan, "clients").spec).to.deep.equal({
      podSelector: pods,
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ ipBlock: { cidr: "10.0.0.0/8" } }, { ipBlock: { cidr: "192.0.2.0/24" } }],
          ports: [
            { protocol: "TCP", port: 80 },
            { protocol: "TCP", port: 443 },
          ],
        },
      ],
    });
  });

  it("reaches the platform's namespaces when it watches them all, and no tenant's", () => {
    expect(policyNamed(gateway({ watch: "all" }), "to-platform").spec).to.deep.equal({
      podSelector: pods,
      policyTypes: ["Egress"],
      egress: [{ to: [namespace("middleware"), namespace("monitoring")] }],
    });
  });

  it("has an address of its own where the file says so", () => {
    const plan = gateway({ exposure: "load-balancer", sourceCidrs: ["192.0.2.0/24"] });
    expect(plan.release.values.gateway).to.have.deep.property("service", {
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerSourceRanges: ["192.0.2.0/24"],
    });
    expect(plan.quota.spec.hard).to.include({ "services.loadbalancers": "1" });
    expect(gateway().release.values.gateway).to.have.deep.property("service", { type: "ClusterIP" });
  });
});
