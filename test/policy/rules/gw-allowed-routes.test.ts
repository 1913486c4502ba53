import { expect } from "chai";
import rule from "../../../policy/rules/gw-allowed-routes.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { gateway } from "../world-routes.ts";

const entry = gateway("higress-system", "*.acme.aigw.example.com");
const tenant = gateway("acme-gateway", "shop.acme.aigw.example.com");
const at = "spec.listeners[0].allowedRoutes.namespaces";
const name = "kubernetes.io/metadata.name";
const letting = (sketch: Sketch, namespaces: unknown) => change(sketch, at, namespaces);
const selecting = (sketch: Sketch, selector: unknown) => letting(sketch, { from: "Selector", selector });
const among = (...values: readonly string[]) => ({ key: name, operator: "In", values });

describe("gw-allowed-routes", () => {
  it("accepts routes of the listener's own namespace, by default and in so many words", () => {
    for (const sketch of [entry, tenant]) {
      for (const namespaces of [undefined, null, {}, { from: "Same" }, { from: "None" }]) {
        expect(found(rule, letting(sketch, namespaces)), JSON.stringify(namespaces)).to.deep.equal([]);
      }
    }
  });

  it("accepts the tenant of the host by the name of its namespace", () => {
    expect(found(rule, selecting(entry, { matchLabels: { [name]: "acme-gateway" } }))).to.deep.equal([]);
    expect(
      found(rule, selecting(entry, { matchExpressions: [among("acme-gateway", "higress-system")] })),
    ).to.deep.equal([]);
    expect(found(rule, selecting(tenant, { matchLabels: { [name]: "acme-gateway" } }))).to.deep.equal([]);
    const both = {
      matchLabels: { [name]: "acme-gateway" },
      matchExpressions: [among("acme-gateway", "globex-gateway")],
    };
    expect(found(rule, selecting(entry, both)), "no more than both name").to.deep.equal([]);
  });

  it("accepts for a gateway's listener the namespace that the fleet file names for that very host, and for no other", () => {
    const open = (host: string) => selecting(gateway("higress-shared", host), { matchExpressions: [among("shops")] });
    const given = facts({
      gateways: facts().gateways.map((one) => ({
        ...one,
        listeners: [{ hosts: ["*.shops.example"], namespace: "shops" }],
      })),
    });
    expect(found(rule, open("*.shops.example"), given)).to.deep.equal([]);
    expect(messages(rule, open("*.shops.example"))).to.deep.equal([
      'lets in "shops", and the host is of higress-shared',
    ]);
    for (const host of ["a.shops.example", "*.blogs.example", "*"])
      expect(found(rule, open(host), given), host).to.deep.equal([`${at}.selector`]);
    const elsewhere = selecting(entry, { matchExpressions: [among("shops")] });
    expect(found(rule, elsewhere, given)).to.deep.equal([`${at}.selector`]);
  });

  it("refuses everybody, and any word it does not know", () => {
    for (const from of ["All", "all", "Everywhere", ""]) {
      expect(found(rule, letting(entry, { from })), from).to.deep.equal([`${at}.from`]);
      expect(found(rule, letting(tenant, { from })), from).to.deep.equal([`${at}.from`]);
    }
  });

  it("refuses labels that a namespace may give itself, and selectors that choose nothing", () => {
    for (const selector of [
      undefined,
      {},
      { matchLabels: { "gateway-access": "true" } },
      { matchLabels: { [name]: "acme-gateway", "gateway-access": "true" } },
      { matchExpressions: [{ key: name, operator: "Exists" }] },
      { matchExpressions: [{ key: name, operator: "NotIn", values: ["globex-gateway"] }] },
    ]) {
      expect(found(rule, selecting(entry, selector)), JSON.stringify(selector)).to.deep.equal([`${at}.selector`]);
    }
  });

  it("refuses namespaces of others", () => {
    expect(messages(rule, selecting(entry, { matchLabels: { [name]: "globex-gateway" } }))).to.deep.equal([
      'lets in "globex-gateway", and the host is of higress-system or acme-gateway',
    ]);
    expect(
      found(rule, selecting(tenant, { matchExpressions: [among("acme-gateway", "globex-gateway")] })),
    ).to.deep.equal([`${at}.selector`]);
    const open = change(tenant, "spec.listeners[0].hostname", "web.globex.aigw.example.com");
    expect(found(rule, selecting(open, { matchLabels: { [name]: "globex-gateway" } }))).to.deep.equal([
      `${at}.selector`,
    ]);
  });

  it("refuses listeners that other namespaces add", () => {
    const added = "spec.allowedListeners.namespaces";
    expect(found(rule, change(entry, added, { from: "All" }))).to.deep.equal([`${added}.from`]);
    const selector = { matchLabels: { [name]: "acme-gateway" } };
    expect(found(rule, change(entry, added, { from: "Selector", selector }))).to.deep.equal([`${added}.selector`]);
    for (const from of ["Same", "None"]) expect(found(rule, change(entry, added, { from }))).to.deep.equal([]);
  });

  it("has nothing to say about other kinds, nor a Gateway of Istio", () => {
    expect(found(rule, pick("acme.route.shop"))).to.equal(undefined);
    expect(found(rule, { ...entry, type: "kubernetes:networking.istio.io/v1:Gateway" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, letting(entry, { from: unknown }), `${at}.from`)).to.equal(true);
  });
});
