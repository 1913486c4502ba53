import { expect } from "chai";
import rule from "../../../policy/rules/entry-namespace-writers.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const route = pick("entry.acme");
const fleet = "higress-fleet:index:Fleet";
const below = (...types: readonly string[]) => ({ ...route, parents: types.join("$") });

describe("entry-namespace-writers", () => {
  it("refuses what a tenant's component makes, at any depth", () => {
    for (const parents of [
      [fleet, "higress-fleet:index:Tenant"],
      [fleet, "higress-fleet:index:Tenant", "kubernetes:helm.sh/v4:Chart"],
      ["shop:index:Shop", fleet, "higress-fleet:index:Entry"],
    ]) {
      expect(found(rule, below(...parents)), parents.join()).to.deep.equal(["metadata.namespace"]);
    }
    expect(messages(rule, below(fleet, "higress-fleet:index:Tenant"))).to.deep.equal([
      'is the entry\'s, and the object is made by component "higress-fleet:index:Tenant"',
    ]);
  });

  it("says of a release where it names its namespace", () => {
    const release = { ...pick("acme.release"), props: { ...pick("acme.release").props, namespace: "higress-system" } };
    expect(found(rule, release)).to.deep.equal(["namespace"]);
  });

  it("refuses kinds that no entry consists of", () => {
    for (const type of ["apps/v1:Deployment", "core/v1:Pod", "networking.istio.io/v1alpha3:EnvoyFilter"]) {
      expect(found(rule, { ...route, type: `kubernetes:${type}` }), type).to.deep.equal(["kind"]);
    }
  });

  it("accepts the page server's Deployment by its name, and where the fleet asks for one", () => {
    const given = facts({ entry: { ...facts().entry, servers: ["page-server"] } });
    const named = (name: string) => {
      const deployment = change({ ...route, type: "kubernetes:apps/v1:Deployment" }, "metadata.name", name);
      return (asked: typeof given) => judge(rule, [resource(deployment)], asked)?.map(({ path }) => path);
    };
    expect(named("higress-fleet-pages")(given)).to.deep.equal([]);
    expect(named("higress-fleet-pages")(facts())).to.deep.equal(["kind"]);
    expect(named("shop")(given)).to.deep.equal(["kind"]);
  });

  it("accepts what the entry, the program itself or a file of manifests makes", () => {
    for (const parents of [
      [fleet, "higress-fleet:index:Entry"],
      [fleet],
      ["pulumi:pulumi:Stack"],
      ["kubernetes:yaml/v2:ConfigGroup"],
    ]) {
      expect(found(rule, below(...parents)), parents.join()).to.deep.equal([]);
    }
    const { type, name, props } = route;
    expect(found(rule, { type, ...(name === undefined ? {} : { name }), props })).to.deep.equal([]);
  });

  it("goes by the components and kinds that it is told", () => {
    const given = { components: ["doors:index:Door"], kinds: ["Ingress"] };
    expect(judge(rule, resource(below("doors:index:Door")), facts(), given)).to.deep.equal([]);
    expect(judge(rule, resource(below(fleet)), facts(), given)).to.have.length(1);
    expect(judge(rule, resource(pick("entry.quota")), facts(), given)?.map(({ path }) => path)).to.deep.equal([
      "kind",
      "metadata.namespace",
    ]);
  });

  it("judges everything in the entry's namespace and finds nothing", () => {
    expect(judged(rule)).to.include.members(["entry.namespace", "entry.release", "entry.bridge", "entry.acme"]);
    expect(world().flatMap((sketch) => found(rule, sketch) ?? [])).to.deep.equal([]);
  });

  it("says nothing of other namespaces, whoever writes there", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
    expect(found(rule, change(route, "metadata.namespace", "higress-system-x"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(route, "metadata.namespace", unknown), "metadata.namespace")).to.equal(true);
  });
});
