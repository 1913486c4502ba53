import { expect } from "chai";
import rule from "../../../policy/rules/ingress-class-not-catch-all.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const path = "values.global.ingressClass";
const withClass = (value: unknown) => change(pick("acme.release"), path, value);

describe("ingress-class-not-catch-all", () => {
  it("finds a class that takes more than its own Ingresses", () => {
    for (const value of ["", " ", "nginx", null, 7]) {
      expect(found(rule, withClass(value)), JSON.stringify(value)).to.deep.equal([path]);
    }
  });

  it("allows it no gateway of the platform either", () => {
    const { gateways } = facts();
    const all = facts({ gateways: gateways.map((gateway) => ({ ...gateway, watch: "all" })) });
    expect(found(rule, change(pick("shared.release"), path, ""), all)).to.deep.equal([path]);
  });

  it("lets the one gateway that takes over from ingress-nginx have its class, and nobody else", () => {
    const { gateways, tenants } = facts();
    const old = facts({ gateways: gateways.map((gateway) => ({ ...gateway, ingressClass: "nginx" })) });
    const nginx = (name: string) => change(pick(name), path, "nginx");
    expect(found(rule, nginx("shared.release"), old)).to.deep.equal([]);
    expect(found(rule, change(pick("shared.release"), path, ""), old)).to.deep.equal([path]);
    expect(found(rule, change(pick("shared.release"), path, " nginx"), old)).to.deep.equal([path]);
    for (const name of ["acme.release", "entry.release"])
      expect(found(rule, nginx(name), old), name).to.deep.equal([path]);
    const two = facts({
      gateways: [...old.gateways, ...old.gateways.map((gateway) => ({ ...gateway, id: "x", namespace: "higress-x" }))],
    });
    expect(found(rule, nginx("shared.release"), two)).to.deep.equal([path]);
    const tenant = facts({ tenants: tenants.map((one) => ({ ...one, ingressClass: "nginx" })).slice(0, 1) });
    expect(found(rule, nginx("acme.release"), tenant)).to.deep.equal([path]);
  });

  it("takes a class of its own, and the chart's default, which is one", () => {
    expect(found(rule, withClass("higress-acme"))).to.deep.equal([]);
    expect(found(rule, withClass(undefined))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to other kinds and other charts", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
    const redis = change(change(withClass(""), "chart", "redis"), "namespace", "monitoring");
    expect(found(rule, redis)).to.equal(undefined);
  });

  it("does not pass a class that preview cannot know", () => {
    expect(cannotKnow(rule, withClass(unknown), path)).to.equal(true);
    expect(cannotKnow(rule, change(pick("acme.release"), "values", unknown), "values")).to.equal(true);
  });
});
