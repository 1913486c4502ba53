import { expect } from "chai";
import rule from "../../../policy/rules/mcpbridge-tenant-scoped.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const bridge = pick("acme.bridge");
const at = "spec.registries[0]";
const orders = { type: "nacos2", domain: "nacos.acme.example", port: 8848, nacosNamespaceId: "acme" };
const withRegistry = (registry: object, of: Sketch = bridge) => change(of, at, { name: "tried", ...registry });

const globexBridge = (registry: object): Sketch => ({
  ...change(withRegistry(registry), "metadata.namespace", "globex-gateway"),
  name: "globex.bridge",
});
const also = (tenant: string, registry: Partial<ReturnType<typeof facts>["tenants"][number]["registries"][number]>) =>
  facts({
    tenants: facts().tenants.map((one) =>
      one.id === tenant
        ? { ...one, registries: [...one.registries, { name: "tried", type: "nacos", cidrs: [], ...registry }] }
        : one,
    ),
  });

describe("mcpbridge-tenant-scoped", () => {
  it("refuses the namespace that everybody has, by any of its names", () => {
    for (const id of [undefined, "", "public", null]) {
      expect(found(rule, change(bridge, `${at}.nacosNamespaceId`, id)), String(id)).to.deep.equal([
        `${at}.nacosNamespaceId`,
      ]);
    }
    expect(messages(rule, change(bridge, `${at}.nacosNamespaceId`, "public"))).to.deep.equal([
      "is the namespace that everybody has",
    ]);
  });

  it("refuses a namespace and a server that are not the tenant's by the fleet file", () => {
    expect(messages(rule, change(bridge, `${at}.nacosNamespaceId`, "globex"))).to.deep.equal([
      '"globex" is no namespace of tenant acme',
    ]);
    expect(messages(rule, change(bridge, `${at}.domain`, "nacos.globex.example"))).to.deep.equal([
      '"nacos.globex.example" is no nacos of tenant acme',
    ]);
    // A login to one says nothing about the other on the same machine.
    const server = "nacos.acme.example";
    expect(found(rule, withRegistry({ type: "consul", domain: server, port: 8500 }))).to.deep.equal([`${at}.domain`]);
    for (const type of ["consul", "eureka", "zookeeper"]) {
      const registry = { type, domain: "registry.acme.example", port: 8500 };
      expect(found(rule, withRegistry(registry)), type).to.deep.equal([`${at}.domain`]);
      expect(
        found(rule, withRegistry(registry), also("acme", { type, server: "registry.acme.example" })),
      ).to.deep.equal([]);
    }
  });

  it("refuses fields that lead past the namespace or keep nobody apart", () => {
    expect(found(rule, change(bridge, `${at}.nacosNamespace`, "globex"))).to.deep.equal([`${at}.nacosNamespace`]);
    expect(found(rule, change(bridge, `${at}.nacosNamespace`, "acme"))).to.deep.equal([]);
    expect(found(rule, change(bridge, `${at}.nacosAddressServer`, "as.example"))).to.deep.equal([
      `${at}.nacosAddressServer`,
    ]);
    const consul = { type: "consul", domain: "c.example", port: 8500, consulNamespace: "acme" };
    expect(found(rule, withRegistry(consul), also("acme", { type: "consul", server: "c.example" }))).to.deep.equal([
      `${at}.consulNamespace`,
    ]);
  });

  it("refuses a login in the open, whoever's it is, and does not tell it", () => {
    for (const key of ["nacosAccessKey", "nacosSecretKey"]) {
      const spoiled = change(bridge, `${at}.${key}`, "hunter2");
      expect(found(rule, spoiled)).to.deep.equal([`${at}.${key}`]);
      expect(messages(rule, spoiled)?.join()).to.not.include("hunter2");
      expect(found(rule, change(spoiled, "metadata.namespace", "higress-shared"))).to.deep.equal([`${at}.${key}`]);
    }
  });

  it("refuses that two tenants find the same services, in both of them", () => {
    const given = also("globex", { server: "nacos.acme.example", namespace: "acme" });
    const other = globexBridge({ ...orders, type: "nacos3", authSecretName: "login" });
    expect(found(rule, [bridge, other], given)).to.deep.equal([`${at}.nacosNamespaceId`, `${at}.nacosNamespaceId`]);
    expect(messages(rule, [bridge, other], given)?.[0]).to.equal(
      "is asked from globex-gateway too, so that both find the same services",
    );
  });

  it("accepts namespaces of one server, where each logs in", () => {
    const given = also("globex", { server: "nacos.acme.example", namespace: "globex" });
    const own = { ...orders, nacosNamespaceId: "globex" };
    expect(found(rule, [bridge, globexBridge({ ...own, authSecretName: "login" })], given)).to.deep.equal([]);
    expect(found(rule, [bridge, globexBridge(own)], given)).to.deep.equal([`${at}.authSecretName`]);
    // Alone on its server nobody needs to be told apart.
    expect(found(rule, change(bridge, `${at}.authSecretName`, undefined))).to.deep.equal([]);
  });

  it("goes by its settings", () => {
    const given = also("globex", { server: "nacos.acme.example", namespace: "acme" });
    const both = [bridge, globexBridge({ ...orders, authSecretName: "login" })].map(resource);
    expect(judge(rule, both, given, { sharedServers: ["NACOS.acme.example"] })).to.deep.equal([]);
    const open = resource(change(bridge, `${at}.authSecretName`, undefined));
    expect(judge(rule, open, facts(), { login: "always" })?.map(({ path }) => path)).to.deep.equal([
      `${at}.authSecretName`,
    ]);
  });

  it("accepts services at fixed places, which need no server", () => {
    expect(found(rule, withRegistry({ type: "dns", domain: "api.example", port: 443 }))).to.deep.equal([]);
    expect(found(rule, withRegistry({ type: "static", domain: "192.0.2.1:80", port: 80 }))).to.deep.equal([]);
  });

  it("has nothing to say about the entry's gateways, nor a McpBridge of another group", () => {
    expect(found(rule, bridge)).to.deep.equal([]);
    expect(found(rule, pick("entry.bridge"))).to.equal(undefined);
    expect(found(rule, { ...bridge, type: "kubernetes:example.com/v1:McpBridge" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(bridge, `${at}.nacosNamespaceId`, unknown), `${at}.nacosNamespaceId`)).to.equal(
      true,
    );
    expect(cannotKnow(rule, change(bridge, `${at}.domain`, unknown), `${at}.domain`)).to.equal(true);
  });
});
