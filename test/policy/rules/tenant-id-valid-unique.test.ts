import { expect } from "chai";
import type { Facts } from "../../../policy/facts.ts";
import rule from "../../../policy/rules/tenant-id-valid-unique.ts";
import { change, judge, resource, unknown, urnOf } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

type Tenant = Facts["tenants"][number];

/** The world's facts, with the second tenant changed. */
const withGlobex = (globex: Partial<Tenant>, more: Partial<Facts> = {}): Facts =>
  facts({ tenants: facts().tenants.map((one) => (one.id === "globex" ? { ...one, ...globex } : one)), ...more });
const said = (id: string, more: Partial<Facts> = {}) => messages(rule, world(), withGlobex({ id }, more));

describe("tenant-id-valid-unique", () => {
  it("refuses what is no DNS label, or leaves no room for what is derived from it", () => {
    for (const id of ["Globex", "glo_bex", "-globex", "globex-", "glo.bex", "", "glöbex"]) {
      expect(said(id), id).to.deep.equal([`${JSON.stringify(id)} is no DNS label in lower case`]);
    }
    expect(said("g".repeat(40))).to.deep.equal([`"${"g".repeat(40)}" is longer than 39 characters`]);
    expect(said("g".repeat(39))).to.deep.equal([]);
  });

  it("refuses names that belong to somebody else", () => {
    for (const id of ["www", "api", "default", "system", "console", "entry", "aigw", "example"]) {
      expect(said(id)?.[0], id).to.match(/is a name that people expect something else behind$/);
    }
    expect(said("kube-x")).to.deep.equal(['"kube-x" is a name of Kubernetes']);
    expect(said("higress-x")).to.deep.equal(['"higress-x" is a name of the entry or a gateway']);
    expect(said("acme-gateway")).to.deep.equal(['"acme-gateway" is the namespace of another tenant']);
    expect(said("xn--globex-kva")).to.deep.equal(['"xn--globex-kva" stands for other letters where people see it']);
  });

  it("refuses an id that two have, when only its letters differ too", () => {
    expect(said("acme")).to.deep.equal(['"acme" has the id of "acme"']);
    expect(said("shared"), "a gateway's").to.deep.equal(['"shared" has the id of "shared"']);
    expect(said("ACME")).to.deep.equal(['"ACME" is no DNS label in lower case', '"ACME" has the id of "acme"']);
  });

  it("refuses a namespace or class that two have", () => {
    const shared = (globex: Partial<Tenant>, more: Partial<Facts> = {}) =>
      messages(rule, world(), withGlobex(globex, more));
    expect(shared({ namespace: "acme-gateway" })).to.deep.equal(['"globex" has the namespace of "acme"']);
    expect(shared({ ingressClass: "higress-entry" })).to.deep.equal(['"globex" has the class of "entry"']);
    expect(shared({}, { platformNamespaces: ["globex-gateway"] })).to.deep.equal([
      '"globex" has a namespace of the platform',
    ]);
  });

  it("says whose it is: the place in the facts, and the tenant's namespace", () => {
    expect(judge(rule, world().map(resource), withGlobex({ id: "www" }))).to.deep.equal([
      {
        path: "tenants[1].id",
        message: '"www" is a name that people expect something else behind',
        urn: urnOf(pick("globex.namespace")),
      },
    ]);
  });

  it("takes near misses", () => {
    for (const id of ["ap1", "kube", "higress", "gateway", "a", "x-n--y", "acme2"])
      expect(said(id), id).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("has settings for both limits", () => {
    const given = { maxLength: 4, reservedIds: ["acme"] };
    expect(judge(rule, world().map(resource), facts(), given)?.map(({ path }) => path)).to.deep.equal([
      "tenants[0].id",
      "tenants[1].id",
    ]);
  });

  it("does not pass a namespace that preview cannot know", () => {
    const hidden = change(pick("acme.namespace"), "metadata.name", unknown);
    expect(cannotKnow(rule, replace(world(), "acme.namespace", hidden), "metadata.name")).to.equal(true);
  });

  it("does not apply without tenants, or to a stack without objects", () => {
    expect(found(rule, world(), facts({ tenants: [] }))).to.equal(undefined);
    expect(found(rule, [pick("acme")])).to.equal(undefined);
  });
});
