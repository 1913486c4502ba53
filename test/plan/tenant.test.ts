import { expect } from "chai";
import { planned, plannedTenant, policyNames } from "./planned.ts";

const [acme] = planned().tenants;

describe("A tenant", () => {
  it("has room for every Secret that its registries are given, and as many again", () => {
    const secretsWith = (count: number) =>
      plannedTenant({
        registries: Array.from({ length: count }, (_, at) => ({
          type: "consul",
          name: `consul-${at}`,
          domain: "192.0.2.10",
          port: 8500,
          cidrs: [],
          datacenter: "dc1",
          refreshInterval: 30,
          credentials: { secret: `consul-${at}`, generate: true },
        })),
      }).quota.spec.hard.secrets;
    expect([0, 25, 60].map(secretsWith)).to.deep.equal(["55", "55", "125"]);
  });

  it("that says nothing of itself is a fenced gateway behind the entry", () => {
    const plan = plannedTenant();
    expect(plan).to.deep.include({
      id: "acme",
      role: "tenant",
      hosts: ["*.acme.aigw.example.com"],
      secrets: [],
      ingresses: [],
    });
    expect(plan).not.to.have.property("bridge");
    expect(policyNames(plan)).to.deep.equal(["default-deny", "dns", "gateway", "controller", "from-entry"]);
    expect(plan.roles.map(({ metadata }) => metadata.name)).to.deep.equal(["higress-controller", "higress-gateway"]);
    expect(plan.release.values.gateway).to.have.deep.property("service", { type: "ClusterIP" });
  });

  it("that uses everything has each part of it", () => {
    if (acme === undefined) throw new Error("acme does not run in the region south");
    expect(policyNames(acme)).to.deep.equal([
      "default-deny",
      "dns",
      "gateway",
      "controller",
      "from-entry",
      "backends",
      "to-backends",
      "registries",
      "destinations",
      "allowed-ingress",
      "allowed-egress",
    ]);
    expect(acme.roles.map(({ metadata }) => metadata.name)).to.include.members(["operator", "viewer"]);
    expect(acme.bridge?.spec.registries.map(({ name }) => name)).to.deep.equal([
      "billing",
      "dubbo",
      "legacy",
      "orders",
      "partner",
      "spring",
    ]);
    expect(acme.secrets.map(({ metadata }) => metadata.name)).to.deep.equal(["nacos-credentials"]);
    expect(acme.ingresses.map(({ metadata }) => metadata.name)).to.deep.equal(["billing", "orders", "portal"]);
  });

  it("lists its system host before its own", () => {
    expect(
      plannedTenant({
        hosts: ["shop.acme.org", "api.acme.org"],
        certificates: [{ secret: "acme-tls", names: ["*.acme.aigw.example.com", "*.acme.org"] }],
      }).hosts,
    ).to.deep.equal(["*.acme.aigw.example.com", "api.acme.org", "shop.acme.org"]);
  });

  it("may have a hundred Ingresses, or twice its routes if that is more", () => {
    const routes = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        name: `route-${at}`,
        host: "api.acme.aigw.example.com",
        path: `/${at}`,
        pathType: "Prefix" as const,
        backend: { service: "api", port: 80 },
      }));
    const allowed = (count: number) =>
      plannedTenant({ routes: routes(count) }).quota.spec.hard["count/ingresses.networking.k8s.io"];
    expect([allowed(0), allowed(50), allowed(51)]).to.deep.equal(["100", "100", "102"]);
  });
});
