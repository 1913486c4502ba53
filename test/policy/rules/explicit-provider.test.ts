import { expect } from "chai";
import rule from "../../../policy/rules/explicit-provider.ts";
import { found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

describe("explicit-provider", () => {
  it("finds an object of the default provider", () => {
    const ambient = { ...pick("acme.quota"), provider: "default_4_27_0" };
    expect(messages(rule, ambient)).to.deep.equal(['it is made by the default provider "default_4_27_0"']);
    expect(messages(rule, { ...ambient, provider: "default" })).to.have.length(1);
  });

  it("finds an object whose provider is not known", () => {
    expect(messages(rule, { ...pick("acme.quota"), provider: null })).to.deep.equal(["no provider is known for it"]);
  });

  it("takes any provider that was made on purpose", () => {
    expect(found(rule, { ...pick("acme.quota"), provider: "default-region" })).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to components and other clouds", () => {
    expect(found(rule, pick("acme"))).to.equal(undefined);
    const random = { type: "random:index/randomPassword:RandomPassword", props: {}, provider: "default_4_19_2" };
    expect(found(rule, random)).to.equal(undefined);
  });
});
