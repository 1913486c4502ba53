import { expect } from "chai";
import type { Registry } from "../../plan/model/registry.ts";
import { planBridge } from "../../plan/registries.ts";
import { acmeLabels, installation } from "./planned.ts";

/** What the McpBridge says of one registry. */
const entryOf = (registry: Registry) => planBridge(installation(), [registry])?.spec.registries[0];

const common = { name: "main", cidrs: [] };

describe("An McpBridge", () => {
  it("is named default, the only name the controller reads, and lists registries by name", () => {
    const [a, b] = ["a", "b"].map((name): Registry => ({
      type: "eureka",
      name,
      domain: "10.0.0.1",
      port: 80,
      cidrs: [],
    }));
    if (a === undefined || b === undefined) throw new Error("unreachable");
    const bridge = planBridge(installation(), [b, a]);
    expect(bridge).to.deep.include({
      apiVersion: "networking.higress.io/v1",
      kind: "McpBridge",
      metadata: { name: "default", namespace: "acme-gateway", labels: acmeLabels },
    });
    expect(bridge?.spec.registries.map(({ name }) => name)).to.deep.equal(["a", "b"]);
  });

  it("is not made without registries", () => {
    expect(planBridge(installation(), [])).to.equal(undefined);
  });

  for (const type of ["nacos", "nacos2", "nacos3"] as const) {
    it(`has the fields of ${type}, its interval in nanoseconds`, () => {
      const registry: Registry = {
        ...common,
        type,
        domain: "nacos.middleware.svc.cluster.local",
        port: 8848,
        credentials: { secret: "nacos-login", generate: false },
        namespaceId: "acme-prod",
        groups: ["DEFAULT_GROUP", "orders_b"],
        refreshInterval: 30,
        timeout: 5,
        vport: {
          default: 80,
          services: [
            { service: "web", port: 8080 },
            { service: "api", group: "orders_b", port: 8081 },
          ],
        },
      };
      expect(entryOf(registry)).to.deep.equal({
        name: "main",
        type,
        domain: "nacos.middleware.svc.cluster.local",
        port: 8848,
        authSecretName: "nacos-login",
        nacosNamespaceId: "acme-prod",
        nacosGroups: ["DEFAULT_GROUP", "orders_b"],
        nacosRefreshInterval: 30_000_000_000,
        nacosTimeout: 5000,
        vport: {
          default: 80,
          services: [
            { name: "api.orders-b.acme-prod.nacos", value: 8081 },
            { name: "web.DEFAULT-GROUP.acme-prod.nacos", value: 8080 },
          ],
        },
      });
    });
  }

  it("leaves out of a Nacos registry what the file does not say", () => {
    const registry: Registry = {
      ...common,
      type: "nacos",
      domain: "10.0.0.1",
      port: 8848,
      namespaceId: "",
      groups: ["g"],
    };
    expect(entryOf(registry)).to.have.all.keys("name", "type", "domain", "port", "nacosGroups");
  });

  it("has the fields of consul, its interval in nanoseconds", () => {
    const registry: Registry = {
      ...common,
      type: "consul",
      domain: "consul.corp.example.net",
      port: 8500,
      credentials: { secret: "consul-login", generate: true },
      datacenter: "dc1",
      serviceTag: "http",
      refreshInterval: 60,
    };
    expect(entryOf(registry)).to.deep.equal({
      name: "main",
      type: "consul",
      domain: "consul.corp.example.net",
      port: 8500,
      authSecretName: "consul-login",
      consulDatacenter: "dc1",
      consulServiceTag: "http",
      consulRefreshInterval: 60_000_000_000,
    });
  });

  it("has the fields of zookeeper and eureka", () => {
    const server = { ...common, domain: "10.0.0.1", port: 2181 };
    expect(entryOf({ ...server, type: "zookeeper", servicesPath: ["/dubbo"] })).to.deep.equal({
      name: "main",
      type: "zookeeper",
      domain: "10.0.0.1",
      port: 2181,
      zkServicesPath: ["/dubbo"],
    });
    expect(entryOf({ ...server, type: "zookeeper", servicesPath: [] })).not.to.have.property("zkServicesPath");
    expect(entryOf({ ...server, type: "eureka" })).to.deep.equal({
      name: "main",
      type: "eureka",
      domain: "10.0.0.1",
      port: 2181,
    });
  });

  it("joins the hosts of static and dns registries with commas", () => {
    const service = { name: "main", port: 443, protocol: "https", sni: "api.example.com" } as const;
    expect(entryOf({ ...service, type: "static", endpoints: ["10.0.0.1:80", "[fd00::1]:80"] })).to.deep.equal({
      name: "main",
      type: "static",
      domain: "10.0.0.1:80,[fd00::1]:80",
      port: 443,
      protocol: "https",
      sni: "api.example.com",
    });
    expect(entryOf({ ...service, type: "dns", domains: ["a.example.com", "b.example.com"], cidrs: [] })).to.deep.equal({
      name: "main",
      type: "dns",
      domain: "a.example.com,b.example.com",
      port: 443,
      protocol: "https",
      sni: "api.example.com",
    });
  });
});
