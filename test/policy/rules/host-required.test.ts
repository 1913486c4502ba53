import { expect } from "chai";
import rule from "../../../policy/rules/host-required.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, judged } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { gateway, route } from "../world-routes.ts";

const shop = pick("acme.route.shop");

describe("host-required", () => {
  for (const host of [undefined, null, "", "  ", ".", "*", "*:80"]) {
    it(`refuses ${host === undefined ? "a missing host" : JSON.stringify(host)}`, () => {
      expect(found(rule, change(shop, "spec.rules[0].host", host))).to.deep.equal(["spec.rules[0].host"]);
    });
  }

  it("names the rule at fault among several", () => {
    const second = change(shop, "spec.rules[1]", { http: { paths: [] } });
    expect(found(rule, second)).to.deep.equal(["spec.rules[1].host"]);
  });

  it("refuses an Ingress without rules, and a default backend", () => {
    expect(found(rule, change(shop, "spec.rules", undefined))).to.deep.equal(["spec.rules"]);
    const backend = { service: { name: "shop", port: { number: 80 } } };
    expect(found(rule, change(shop, "spec.defaultBackend", backend))).to.deep.equal(["spec.defaultBackend"]);
  });

  it("refuses the versions of Ingress that keep these fields under other names", () => {
    const old = { ...shop, type: "kubernetes:extensions/v1beta1:Ingress" };
    expect(found(rule, old)).to.deep.equal(["apiVersion"]);
  });

  it("accepts hosts, wildcards of a name among them, in every namespace", () => {
    expect(found(rule, change(shop, "spec.rules[0].host", "*.acme.example"))).to.deep.equal([]);
    expect(found(rule, change(shop, "metadata.namespace", "monitoring"))).to.deep.equal([]);
  });

  it("refuses listeners without host, but for protocols that know none", () => {
    for (const hostname of [undefined, "", "*"]) {
      expect(found(rule, gateway("acme-gateway", hostname))).to.deep.equal(["spec.listeners[0].hostname"]);
    }
    expect(found(rule, gateway("acme-gateway", "*.acme.example"))).to.deep.equal([]);
    const raw = change(gateway("acme-gateway", undefined), "spec.listeners[0].protocol", "TCP");
    expect(found(rule, raw)).to.deep.equal([]);
  });

  it("refuses routes of the Gateway API without host", () => {
    for (const kind of ["HTTPRoute", "GRPCRoute", "TLSRoute"] as const) {
      expect(found(rule, route(kind, "acme-gateway", undefined))).to.deep.equal(["spec.hostnames"]);
      expect(found(rule, route(kind, "acme-gateway", []))).to.deep.equal(["spec.hostnames"]);
      expect(found(rule, route(kind, "acme-gateway", ["a.example", ""]))).to.deep.equal(["spec.hostnames[1]"]);
      expect(found(rule, route(kind, "acme-gateway", ["a.example"]))).to.deep.equal([]);
    }
  });

  it("lets the platform name what serves the rest, and no tenant", () => {
    const open = change(shop, "spec.rules[0].host", undefined);
    const named = (namespace: string, catchAll: string) =>
      judge(rule, resource(change(open, "metadata.namespace", namespace)), facts(), { catchAll: [catchAll] });
    expect(named("higress-system", "higress-system/shop")).to.deep.equal([]);
    expect(named("higress-system", "higress-system/other")).to.have.length(1);
    expect(named("acme-gateway", "acme-gateway/shop")).to.have.length(1);
  });

  it("judges the world's Ingresses and finds nothing", () => {
    const names = judged(rule);
    expect(names).to.deep.equal([
      "entry.acme",
      "entry.globex",
      "acme.route.orders",
      "acme.route.shop",
      "globex.route.web",
    ]);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
  });

  it("does not ask a patch for what it leaves alone", () => {
    const patch = { ...shop, type: "kubernetes:networking.k8s.io/v1:IngressPatch" };
    expect(found(rule, change(patch, "spec", undefined))).to.deep.equal([]);
    expect(found(rule, change(patch, "spec.rules[0].host", undefined))).to.deep.equal(["spec.rules[0].host"]);
  });

  it("does not take an unknown host for one", () => {
    expect(found(rule, change(shop, "spec.rules[0].host", unknown))).to.deep.equal(["spec.rules[0].host"]);
    expect(found(rule, change(shop, "spec.defaultBackend", unknown))).to.deep.equal(["spec.defaultBackend"]);
  });
});
