import { expect } from "chai";
import type { Registry } from "../../../plan/model/registry.ts";
import { plannedTenant, policyNamed, policyNames } from "../planned.ts";

const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const block = (cidr: string) => ({ ipBlock: { cidr } });
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

const nacos = (type: "nacos" | "nacos2" | "nacos3", domain: string, cidrs: string[] = []): Registry => ({
  type,
  name: "main",
  domain,
  port: 8848,
  cidrs,
  namespaceId: "",
  groups: ["DEFAULT_GROUP"],
});
const eureka = (domain: string, cidrs: string[] = [], name = "eureka"): Registry => ({
  type: "eureka",
  name,
  domain,
  port: 8761,
  cidrs,
});

const asked = (...registries: Registry[]) => policyNamed(plannedTenant({ registries }), "registries").spec;
const called = (...registries: Registry[]) => policyNamed(plannedTenant({ registries }), "destinations").spec;

describe("The way to a registry", () => {
  it("is the controller's, to the address that stands in the file", () => {
    expect(asked(eureka("10.92.0.10"))).to.deep.equal({
      podSelector: { matchLabels: { app: "higress-controller", higress: "higress-controller" } },
      policyTypes: ["Egress"],
      egress: [{ to: [block("10.92.0.10/32")], ports: tcp(8761) }],
    });
  });

  it("leads to the namespace of a Service, however its name is written", () => {
    const names = ["eureka.middleware.svc.cluster.local", "eureka.middleware.svc", "eureka-0.eureka.middleware.svc"];
    for (const name of names) {
      expect(asked(eureka(name)).egress, name).to.deep.equal([{ to: [namespace("middleware")], ports: tcp(8761) }]);
    }
  });

  it("leads to the networks given for any other name", () => {
    expect(asked(eureka("eureka.example.net", ["192.0.2.0/24"])).egress).to.deep.equal([
      { to: [block("192.0.2.0/24")], ports: tcp(8761) },
    ]);
  });

  it("spares the cluster's own networks and metadata addresses where a given network is wide", () => {
    expect(asked(eureka("eureka.example.net", ["10.0.0.0/8"])).egress?.[0]?.to).to.deep.equal([
      { ipBlock: { cidr: "10.0.0.0/8", except: ["10.244.0.0/16", "10.96.0.0/16"] } },
    ]);
    expect(asked(eureka("eureka.example.net", ["168.63.0.0/16", "64:ff9b::/64"])).egress?.[0]?.to).to.deep.equal([
      { ipBlock: { cidr: "168.63.0.0/16", except: ["168.63.129.16/32"] } },
      { ipBlock: { cidr: "64:ff9b::/64", except: ["64:ff9b::/96"] } },
    ]);
  });

  it("does not open for a name without networks", () => {
    for (const name of [
      "eureka.example.net",
      "eureka.middleware.svc.example.net",
      "middleware.svc.cluster.local.example.net",
    ]) {
      expect(asked(eureka(name)).egress, name).to.deep.equal([]);
    }
  });

  it("has the gRPC port 1000 above for Nacos 2 and 3, and for Nacos 1 has not", () => {
    expect(asked(nacos("nacos", "10.0.0.9")).egress?.[0]?.ports).to.deep.equal(tcp(8848));
    expect(asked(nacos("nacos2", "10.0.0.9")).egress?.[0]?.ports).to.deep.equal(tcp(8848, 9848));
    expect(asked(nacos("nacos3", "10.0.0.9")).egress?.[0]?.ports).to.deep.equal(tcp(8848, 9848));
  });

  it("does not depend on the order of registries in the file", () => {
    const [a, b] = [eureka("10.92.0.10", [], "a"), eureka("10.92.0.11", [], "b")];
    expect(asked(b, a)).to.deep.equal(asked(a, b));
  });
});

describe("The way to what static and dns registries name", () => {
  it("is the gateway's, to each endpoint on its port", () => {
    const endpoints = ["10.93.0.10:8443", "[fd12:3456::10]:9443"];
    expect(called({ type: "static", name: "bill", endpoints, port: 443, protocol: "https" })).to.deep.equal({
      podSelector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
      policyTypes: ["Egress"],
      egress: [
        { to: [block("10.93.0.10/32")], ports: tcp(8443) },
        { to: [block("fd12:3456::10/128")], ports: tcp(9443) },
      ],
    });
  });

  it("leads to namespaces and given networks for DNS names", () => {
    const domains = ["shop.middleware.svc.cluster.local", "shop.example.net"];
    expect(
      called({ type: "dns", name: "shop", domains, port: 8080, protocol: "http", cidrs: ["192.0.2.0/24"] }).egress,
    ).to.deep.equal([{ to: [namespace("middleware"), block("192.0.2.0/24")], ports: tcp(8080) }]);
  });

  it("is not there without such registries, as the other is not there without the others", () => {
    expect(policyNames(plannedTenant({ registries: [eureka("10.92.0.10")] }))).not.to.include("destinations");
    expect(policyNames(plannedTenant())).not.to.include("registries");
  });
});
