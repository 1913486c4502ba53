import { expect } from "chai";
import rule from "../../../policy/rules/mcpbridge-effective.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const bridge = pick("acme.bridge");
const at = "spec.registries[0]";
const withRegistry = (registry: object) => found(rule, change(bridge, at, registry));

const lawful: Readonly<Record<string, object>> = {
  nacos: {
    name: "a",
    type: "nacos",
    domain: "nacos.example",
    port: 8848,
    nacosGroups: ["x"],
    nacosRefreshInterval: 1e9,
  },
  nacos2: { name: "a", type: "nacos2", domain: "10.9.0.1", port: 8848, nacosNamespaceId: "acme", authSecretName: "s" },
  nacos3: { name: "a", type: "nacos3", domain: "nacos.example", port: 8848, mcpServerExportDomains: ["x"] },
  zookeeper: { name: "a", type: "zookeeper", domain: "zk.example", port: 2181, zkServicesPath: ["/services"] },
  consul: { name: "a", type: "consul", domain: "consul.example", port: 8500, consulDatacenter: "dc1" },
  eureka: { name: "a", type: "eureka", domain: "eureka.example", port: 8761 },
  static: {
    name: "a",
    type: "static",
    domain: "10.9.0.1:80,[2001:db8::1]:80",
    port: 80,
    protocol: "https",
    sni: "x.example",
  },
  dns: { name: "a", type: "dns", domain: "x.example,y.example", port: 443, protocol: "grpcs" },
};

describe("mcpbridge-effective", () => {
  it("refuses a bridge that no controller reads", () => {
    expect(found(rule, change(bridge, "metadata.name", "mcp-bridge"))).to.deep.equal(["metadata.name"]);
    expect(found(rule, change(bridge, "metadata.namespace", "monitoring"))).to.deep.equal(["metadata.namespace"]);
  });

  it("refuses types that the controller does not know", () => {
    for (const type of ["fixed", "edas", "Nacos2", undefined]) {
      expect(found(rule, change(bridge, `${at}.type`, type))).to.deep.equal([`${at}.type`]);
    }
    expect(messages(rule, change(bridge, `${at}.type`, "edas"))?.[0]).to.match(/^"edas" is none of nacos, /);
  });

  it("refuses a registry without name, domain or port", () => {
    expect(withRegistry({ type: "eureka" })).to.deep.equal([`${at}.name`, `${at}.domain`, `${at}.port`]);
    for (const port of ["8848", 0, 65536, 80.5]) {
      expect(found(rule, change(bridge, `${at}.port`, port))).to.deep.equal([`${at}.port`]);
    }
  });

  it("refuses a domain of the wrong form, and tells which entry", () => {
    const wrong: readonly (readonly [type: string, domain: string, entry: number])[] = [
      ["nacos2", "nacos.example:8848", 1],
      ["eureka", "http://eureka.example/eureka", 1],
      ["dns", "a.example,b.example:80", 2],
      ["dns", "a.example,", 2],
      ["static", "10.9.0.1", 1],
      ["static", "10.9.0.1:80,a.example:80", 2],
      ["static", "2001:db8::1:80", 1],
    ];
    for (const [type, domain, entry] of wrong) {
      const broken = change(bridge, at, { name: "a", type, domain, port: 80 });
      expect(found(rule, broken), domain).to.deep.equal([`${at}.domain`]);
      const form = type === "static" ? "<ip>:<port>" : "a name without port";
      expect(messages(rule, broken), domain).to.deep.equal([`entry ${entry} is not ${form}`]);
    }
  });

  it("refuses a protocol that cannot be parsed, where one is asked for", () => {
    expect(withRegistry({ ...lawful.dns, protocol: "h2" })).to.deep.equal([`${at}.protocol`]);
    expect(withRegistry({ ...lawful.eureka, protocol: "h2" })).to.deep.equal([]);
  });

  it("refuses fields that nobody reads", () => {
    expect(withRegistry({ ...lawful.nacos2, namespace: "acme", healthCheck: {} })).to.deep.equal([
      `${at}.namespace`,
      `${at}.healthCheck`,
    ]);
    expect(found(rule, change(bridge, "spec.nacos", []))).to.deep.equal(["spec.nacos"]);
  });

  it("refuses a second registry of one name", () => {
    expect(found(rule, change(bridge, "spec.registries[1]", { ...lawful.dns, name: "orders" }))).to.deep.equal([
      "spec.registries[1].name",
    ]);
  });

  it("refuses a proxy without its ports: the controller would write one itself, and every preview would differ", () => {
    const proxy = { name: "out", type: "HTTP", serverAddress: "proxy.example", serverPort: 3128, listenerPort: 20000 };
    expect(found(rule, change(bridge, "spec.proxies", [proxy]))).to.deep.equal([]);
    expect(
      found(rule, change(bridge, "spec.proxies", [{ ...proxy, listenerPort: undefined, zone: "a" }])),
    ).to.deep.equal(["spec.proxies[0].listenerPort", "spec.proxies[0].zone"]);
    expect(found(rule, change(bridge, "spec.proxies", [proxy, proxy]))).to.deep.equal(["spec.proxies[1].name"]);
  });

  for (const [type, registry] of Object.entries(lawful)) {
    it(`accepts a registry of type ${type}`, () => expect(withRegistry(registry)).to.deep.equal([]));
  }

  it("judges the bridges of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.bridge", "acme.bridge"]);
    expect(found(rule, [pick("entry.bridge"), bridge])).to.deep.equal([]);
    expect(found(rule, change(bridge, "spec", {}))).to.deep.equal([]);
  });

  it("has nothing to say about other kinds, nor a McpBridge of another group", () => {
    expect(found(rule, pick("acme.release"))).to.equal(undefined);
    expect(found(rule, { ...bridge, type: "kubernetes:example.com/v1:McpBridge" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(bridge, "metadata.name", unknown))).to.deep.equal(["metadata.name"]);
    expect(messages(rule, change(bridge, `${at}.type`, unknown))?.[0]).to.match(/cannot be known/);
  });
});
