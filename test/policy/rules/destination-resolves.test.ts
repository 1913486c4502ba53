import { expect } from "chai";
import rule from "../../../policy/rules/destination-resolves.ts";
import { change, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const bridge = pick("acme.bridge");
const route = pick("acme.route.orders");
const key = 'metadata.annotations["higress.io/destination"]';
const path = "metadata.annotations.higress.io/destination";
const host = "orders.DEFAULT-GROUP.acme.nacos";
const to = (value: string) => [bridge, change(route, key, value)];
const backend = "spec.rules[0].http.paths[0].backend";

describe("destination-resolves", () => {
  it("refuses hosts that no registry of the namespace produces", () => {
    for (const other of [
      ...["x.default.svc", "orders", "orders.DEFAULT-GROUP.globex.nacos", "orders.OTHER.acme.nacos", "orders.dns"],
      ...[
        host.toLowerCase(),
        `${host}.`,
        "orders.globex-gateway.svc.cluster.local",
        "a.orders.acme-gateway.svc.cluster.local",
      ],
    ]) {
      expect(found(rule, to(other)), other).to.deep.equal([path]);
    }
    expect(messages(rule, to("orders.dns"))).to.deep.equal([
      '"orders.dns" is no host of a registry here, and no Service of the namespace by its full name',
    ]);
    expect(found(rule, route), "without its bridge").to.deep.equal([path, `${backend}.resource`]);
  });

  it("refuses weights that make no whole, and what the controller cannot read", () => {
    expect(messages(rule, to(`60% ${host}\n60% ${host} v2`))).to.deep.equal([
      "has weights that add up to 120, and not to 100",
    ]);
    expect(messages(rule, to(`${host}\n${host} v2`))).to.deep.equal(["has weights that add up to 200, and not to 100"]);
    expect(messages(rule, to(`100 % ${host}`))).to.deep.equal(["line 1 has more than weight, host and subset"]);
    expect(messages(rule, to(`${host}:http`))).to.deep.equal(['line 1 has "http" as port']);
    expect(found(rule, to(""))).to.deep.equal([path]);
  });

  it("accepts what the registries produce, in every form of a line, and a Service of the namespace", () => {
    for (const value of [
      ...[
        host,
        `100% ${host}:8080`,
        `60% ${host} v1\n40% ${host} v2\n`,
        `http://${host}:80`,
        "a.b.DEFAULT-GROUP.acme.nacos",
      ],
      ...["orders.acme-gateway.svc.cluster.local:80"],
    ]) {
      expect(found(rule, to(value)), value).to.deep.equal([]);
    }
  });

  it("refuses a Service beside the destination, which it beats", () => {
    const service = change(route, backend, { service: { name: "orders", port: { number: 80 } } });
    expect(found(rule, [bridge, service])).to.deep.equal([`${backend}.service`]);
    expect(found(rule, [bridge, change(service, key, undefined)])).to.deep.equal([]);
  });

  it("refuses a backend that is no McpBridge of the namespace, or that nothing says more about", () => {
    for (const [field, value] of [
      ["apiGroup", "example.com"],
      ["kind", "Bucket"],
      ["name", "mcp-bridge"],
    ] as const) {
      const spoiled = change(route, `${backend}.resource.${field}`, value);
      expect(found(rule, [bridge, spoiled]), field).to.deep.equal([`${backend}.resource.${field}`]);
    }
    expect(messages(rule, [bridge, change(route, key, undefined)])).to.deep.equal([
      "leads nowhere without higress.io/destination",
    ]);
  });

  it("accepts Services of the namespace without a McpBridge, which the controller looks for in vain and without harm", () => {
    const own = "90% orders.acme-gateway.svc.cluster.local:80\n10% next.acme-gateway.svc.cluster.local";
    expect(found(rule, change(route, key, own))).to.deep.equal([]);
    for (const other of [
      "x.globex-gateway.svc.cluster.local",
      "x.acme-gateway.svc",
      "acme-gateway.svc.cluster.local",
    ]) {
      expect(found(rule, change(route, key, `${own.replace("10", "5")}\n5% ${other}`)), other).to.deep.equal([
        path,
        `${backend}.resource`,
      ]);
    }
  });

  it("leaves the hops of the entry to entry-route-consistent, but not their weights", () => {
    const entry = [pick("entry.bridge"), pick("entry.acme")] as const;
    expect(found(rule, entry)).to.deep.equal([]);
    expect(found(rule, [entry[0], change(entry[1], key, "initech.dns")])).to.deep.equal([]);
    expect(found(rule, [entry[0], change(entry[1], key, "60% acme.dns")])).to.deep.equal([path]);
  });

  it("has nothing to say where nothing is routed, nor about an Ingress that leads to a Service", () => {
    expect(found(rule, bridge)).to.equal(undefined);
    expect(found(rule, pick("acme.route.shop"))).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(messages(rule, to(unknown))?.[0]).to.match(/cannot be known/);
    const spoiled = [change(bridge, "spec.registries[0].type", unknown), route];
    expect(messages(rule, spoiled)?.[0]).to.match(/cannot be known/);
  });
});
