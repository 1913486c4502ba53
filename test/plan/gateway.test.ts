import { expect } from "chai";
import type { Gateway } from "../../plan/model.ts";
import { planGateway } from "../../plan/gateway.ts";
import { validFleet, validGateway } from "./fleet.ts";
import { planned, policyNamed, policyNames, site } from "./planned.ts";

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

  it("takes over from ingress-nginx: its class, without an object of the class and without a word in any status", () => {
    const plan = gateway({ ingressClass: "nginx", exposure: "load-balancer" });
    expect(plan.release.values.global).to.include({
      ingressClass: "nginx",
      createIngressClass: false,
      enableStatus: false,
    });
    expect(plan.namespace.metadata.annotations).to.deep.equal({ "higress-fleet.io/ingress-class": "nginx" });
    expect(gateway().namespace.metadata).not.to.have.property("annotations");
    const granted = plan.roles.flatMap(({ rules }) => rules.flatMap(({ resources }) => resources));
    expect(granted).to.include("ingresses").and.not.to.include("ingresses/status");
    const fleet = validFleet({ gateways: [validGateway("old", { ingressClass: "nginx" }), validGateway("internal")] });
    expect(planned(fleet).base.ingressClasses.map(({ metadata }) => metadata.name)).to.deep.equal([
      ...["higress-acme", "higress-entry", "higress-globex", "higress-initech", "higress-internal"],
    ]);
  });

  it("leads into the namespaces that the file names, by a policy of its own", () => {
    const plan = gateway({ watch: "all", backendNamespaces: ["shops", "blog"] });
    expect(policyNamed(plan, "to-namespaces").spec).to.deep.equal({
      podSelector: pods,
      policyTypes: ["Egress"],
      egress: [{ to: [namespace("blog"), namespace("shops")] }],
    });
    expect(policyNames(gateway({ watch: "all" }))).not.to.include("to-namespaces");
  });
});
