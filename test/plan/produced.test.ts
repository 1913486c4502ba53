import { expect } from "chai";
import type { Registry } from "../../plan/model/registry.ts";
import { producedHosts } from "../../plan/produced.ts";

const server = { name: "r", domain: "10.70.0.1", port: 1, cidrs: [] };
const service = { name: "billing", port: 1, protocol: "http" } as const;

describe("producedHosts", () => {
  const produced: readonly (readonly [Registry, readonly string[]])[] = [
    [
      { ...server, type: "nacos", namespaceId: "", groups: ["DEFAULT_GROUP", "b"] },
      ["*.DEFAULT-GROUP.public.nacos", "*.b.public.nacos"],
    ],
    [{ ...server, type: "nacos2", namespaceId: "acme_prod", groups: ["a"] }, ["*.a.acme-prod.nacos"]],
    [{ ...server, type: "nacos3", namespaceId: "x", groups: ["a"] }, ["*.a.x.nacos"]],
    [{ ...server, type: "consul", datacenter: "dc_1" }, ["*.dc-1.consul"]],
    [{ ...server, type: "eureka" }, ["*.eureka"]],
    [{ ...server, type: "zookeeper", servicesPath: [] }, ["*.zookeeper"]],
    [{ ...service, type: "static", endpoints: [] }, ["billing.static"]],
    [{ ...service, type: "dns", domains: [], cidrs: [] }, ["billing.dns"]],
  ];
  for (const [registry, hosts] of produced) {
    it(`gives ${hosts.join(" and ")} for ${registry.type}`, () => {
      expect(producedHosts(registry)).to.deep.equal(hosts);
    });
  }
});
