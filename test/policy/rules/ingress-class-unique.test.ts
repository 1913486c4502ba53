import { expect } from "chai";
import rule from "../../../policy/rules/ingress-class-unique.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const path = "values.global.ingressClass";
const withClass = (value: unknown) => replace(world(), "globex.release", change(pick("globex.release"), path, value));

describe("ingress-class-unique", () => {
  it("finds a class that another release has", () => {
    expect(messages(rule, withClass("higress-acme"))).to.deep.equal([
      '"higress-acme" is already the class of the release in namespace "acme-gateway"',
    ]);
  });

  it("finds a class that is not the namespace's own", () => {
    expect(messages(rule, withClass("higress-other"))).to.deep.equal([
      '"higress-other" is not "higress-globex", the class of this namespace',
    ]);
  });

  it("takes the chart's default for what is absent", () => {
    expect(messages(rule, withClass(undefined))).to.deep.equal([
      '"higress" is not "higress-globex", the class of this namespace',
    ]);
  });

  it("finds a class that the stack and the release would both create", () => {
    for (const value of [true, undefined]) {
      const release = change(pick("acme.release"), "values.global.createIngressClass", value);
      expect(found(rule, replace(world(), "acme.release", release))).to.deep.equal([path]);
    }
  });

  it("reads the values of the umbrella chart where it keeps them", () => {
    const { values, ...rest } = pick("globex.release").props;
    const umbrella = {
      ...rest,
      chart: "higress",
      values: { "higress-core": values, global: { ingressClass: "higress-acme" } },
    };
    const stack = replace(world(), "globex.release", { ...pick("globex.release"), props: umbrella });
    expect(found(rule, stack)).to.deep.equal([path]);
  });

  it("leaves a class that takes everything to ingress-class-not-catch-all", () => {
    for (const value of ["", "nginx", null]) expect(found(rule, withClass(value)), String(value)).to.deep.equal([]);
  });

  it("holds the gateway that takes over from ingress-nginx to that class", () => {
    const old = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, ingressClass: "nginx" })) });
    const shared = (value: unknown) => replace(world(), "shared.release", change(pick("shared.release"), path, value));
    expect(messages(rule, shared("higress-shared"), old)).to.deep.equal([
      '"higress-shared" is not "nginx", the class of this namespace',
    ]);
    expect(found(rule, shared("nginx"), old)).to.deep.equal([]);
  });

  it("leaves a second release of the same namespace to one-release-per-namespace", () => {
    expect(found(rule, [...world(), { ...pick("acme.release"), name: "again" }])).to.deep.equal([]);
  });

  it("finds nothing in a lawful world", () => {
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to a stack without Higress", () => {
    expect(found(rule, [pick("higress-acme"), pick("acme.quota")])).to.equal(undefined);
  });

  it("does not pass a class that preview cannot know", () => {
    expect(cannotKnow(rule, withClass(unknown), path)).to.equal(true);
  });
});
