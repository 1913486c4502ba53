import { expect } from "chai";
import type { Route } from "../../../plan/model.ts";
import { plannedTenant, policyNamed, policyNames } from "../planned.ts";

const gatewayPods = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
const controllerPods = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };
const others = {
  matchExpressions: [
    {
      key: "app",
      operator: "NotIn",
      values: ["higress-controller", "higress-gateway", "higress-plugin-server", "redis-stack-server"],
    },
    { key: "app.kubernetes.io/name", operator: "NotIn", values: ["higress-console"] },
  ],
};

const route = (backend: Route["backend"]): Route => ({
  name: "shop",
  host: "shop.acme.aigw.example.com",
  path: "/",
  pathType: "Prefix",
  backend,
});
const toService = route({ service: "shop", port: 80 });
const toRegistry = route({ destinations: [{ host: "shop.dns", weight: 100 }] });

const dns = (domain: string) =>
  ({ type: "dns", name: "shop", domains: [domain], port: 80, protocol: "http", cidrs: [] }) as const;
const eureka = (domain: string) => ({ type: "eureka", name: "shop", domain, port: 8761, cidrs: [] }) as const;

describe("Backends beside the gateway", () => {
  it("are reached by the gateway when a route names a Service, on whatever port the Service stands for", () => {
    const plan = plannedTenant({ routes: [toService] });
    expect(policyNamed(plan, "backends").spec).to.deep.equal({
      podSelector: others,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: gatewayPods }] }],
    });
    expect(policyNamed(plan, "to-backends").spec).to.deep.equal({
      podSelector: gatewayPods,
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: others }] }],
    });
  });

  it("are reached by the gateway when a Service is to answer in place of what a registry produces", () => {
    const plan = plannedTenant({ routes: [{ ...toRegistry, fallback: { service: "sorry" } }] });
    expect(policyNamed(plan, "backends").spec.ingress).to.deep.equal([{ from: [{ podSelector: gatewayPods }] }]);
    expect(policyNamed(plan, "to-backends").spec.egress).to.deep.equal([{ to: [{ podSelector: others }] }]);
  });

  const leading: Readonly<Record<string, Route>> = {
    "one of several destinations": route({
      destinations: [
        { host: "shop.dns", weight: 90 },
        { service: "shop", port: 80, weight: 10 },
      ],
    }),
    "the inactive one of two": route({
      active: "blue",
      blue: { host: "shop.dns" },
      green: { service: "shop", port: 80 },
    }),
    "a variant": {
      ...toRegistry,
      variants: [{ name: "next", when: { header: "x", value: "1" }, backend: { service: "shop", port: 80 } }],
    },
    "a mirror": { ...toRegistry, mirror: { service: "shop", port: 80, percent: 1 } },
  };
  for (const [what, each] of Object.entries(leading)) {
    it(`are reached by the gateway when ${what} is a Service`, () => {
      const plan = plannedTenant({ routes: [each], registries: [dns("shop.middleware.svc.cluster.local")] });
      expect(policyNamed(plan, "backends").spec.ingress).to.deep.equal([{ from: [{ podSelector: gatewayPods }] }]);
      expect(policyNames(plan)).to.include("to-backends");
    });
  }

  it("are reached by the gateway when a route leads to a server's list, on which they may stand", () => {
    for (const host of [
      "orders.DEFAULT-GROUP.acme.nacos",
      "orders.dc1.consul",
      "ORDERS.eureka",
      "orders.services.zookeeper",
    ]) {
      const plan = plannedTenant({ routes: [route({ destinations: [{ host, weight: 100 }] })] });
      expect(policyNamed(plan, "backends").spec.ingress, host).to.deep.equal([
        { from: [{ podSelector: gatewayPods }] },
      ]);
      expect(policyNames(plan), host).to.include("to-backends");
    }
  });

  it("stay closed when no route and no registry names any", () => {
    const plan = plannedTenant({ routes: [toRegistry], registries: [dns("shop.middleware.svc.cluster.local")] });
    expect(policyNames(plan).filter((name) => name.includes("backends"))).to.deep.equal([]);
  });

  it("are reached by the gateway when a dns registry names one of the same namespace", () => {
    const plan = plannedTenant({ registries: [dns("shop.acme-gateway.svc.cluster.local")] });
    expect(policyNamed(plan, "backends").spec.ingress).to.deep.equal([{ from: [{ podSelector: gatewayPods }] }]);
  });

  it("are reached by the controller when a registry stands among them", () => {
    const plan = plannedTenant({ registries: [eureka("eureka.acme-gateway.svc")] });
    expect(policyNamed(plan, "backends").spec.ingress).to.deep.equal([{ from: [{ podSelector: controllerPods }] }]);
  });
});
