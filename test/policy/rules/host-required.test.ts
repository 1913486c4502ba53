import { expect } from "chai";
import rule from "../../../policy/rules/host-required.ts";
import { change, unknown } from "../harness.ts";
import { found, judged } from "../verdict.ts";
import { pick } from "../world.ts";

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

  it("does not take an unknown host for one", () => {
    expect(found(rule, change(shop, "spec.rules[0].host", unknown))).to.deep.equal(["spec.rules[0].host"]);
    expect(found(rule, change(shop, "spec.defaultBackend", unknown))).to.deep.equal(["spec.defaultBackend"]);
  });
});
