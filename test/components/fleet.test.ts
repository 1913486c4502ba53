import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { valueOf } from "./recorder.ts";

const kubernetes = (type: string): boolean => type.startsWith("kubernetes:");

describe("a fleet", function () {
  this.timeout(60_000);

  it("is a tree of components: base, entry, gateways and tenants", async () => {
    const { registered } = await recordFixture(["acme", "globex"]);
    const components = registered.filter(({ type }) => type.startsWith("higress-fleet:"));
    expect(components.map(({ type, name, parent }) => [type, name, parent])).to.have.deep.members([
      ["higress-fleet:index:Fleet", "test", ""],
      ["higress-fleet:index:Base", "base", "test"],
      ["higress-fleet:index:Entry", "entry", "test"],
      ["higress-fleet:index:Gateway", "internal", "test"],
      ["higress-fleet:index:Tenant", "acme", "test"],
      ["higress-fleet:index:Tenant", "globex", "test"],
    ]);
  });

  it("puts every resource under the component whose name it begins with", async () => {
    const { registered } = await recordFixture(["acme", "globex"]);
    const children = registered.filter(({ name }) => name.includes("."));
    expect(children.length).to.be.greaterThan(50);
    for (const { name, parent } of children) expect(name.split(".")[0], name).to.equal(parent);
  });

  it("gives no two resources one name", async () => {
    const { registered } = await recordFixture(["acme", "globex"]);
    const names = registered.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) < at)).to.deep.equal([]);
  });

  it("registers every Kubernetes object with the one explicit provider", async () => {
    const { registered } = await recordFixture(["acme"]);
    const objects = registered.filter(({ type }) => kubernetes(type));
    expect(objects.length).to.be.greaterThan(30);
    expect(objects.filter(({ provider }) => provider !== "cluster")).to.deep.equal([]);
    expect(registered.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ name }) => name)).to.deep.equal(
      ["cluster"],
    );
  });

  it("writes every object under one field manager, which is the fleet's own", async () => {
    const managers = async (region: string) => {
      const { registered } = await recordFleet({ ...fixturePlan(["acme"]), region });
      const objects = registered.filter(({ type, inputs }) => kubernetes(type) && inputs.metadata !== undefined);
      expect(objects.length).to.be.greaterThan(30);
      return new Set(
        objects.map(({ inputs }) => {
          const { annotations = {} } = inputs.metadata as { readonly annotations?: Readonly<Record<string, string>> };
          return annotations["pulumi.com/patchFieldManager"];
        }),
      );
    };
    expect(await managers("south")).to.deep.equal(new Set(["higress-fleet-test-south"]));
    expect(await managers("north")).to.deep.equal(new Set(["higress-fleet-test-north"]));
  });

  it("names every namespaced object's namespace, and gives cluster-wide ones to the base or one binding", async () => {
    const { registered } = await recordFixture(["acme"]);
    const wide = registered.filter(({ type, inputs, reads }) => {
      const { namespace } = (inputs.metadata ?? inputs) as { readonly namespace?: string };
      return kubernetes(type) && reads === undefined && namespace === undefined;
    });
    const ofBase = (kind: string): string => `${kind} of base`;
    const kinds = wide.map(({ type, parent }) => `${type.split(":").at(-1) ?? ""} of ${parent}`);
    expect(new Set(kinds)).to.deep.equal(
      new Set([
        ...["CustomResourceDefinition", "IngressClass", "GatewayClass", "ClusterRole", "ClusterRoleBinding"].map(
          ofBase,
        ),
        ...["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"].map(ofBase),
        ...["entry", "internal", "acme"].flatMap((id) => [`Namespace of ${id}`, `ClusterRoleBinding of ${id}`]),
      ]),
    );
  });

  it("keeps the plan out of the components' own inputs, where one tenant more would change them", async () => {
    const { registered } = await recordFixture(["acme"]);
    const components = registered.filter(({ type }) => type.startsWith("higress-fleet:"));
    expect(Object.fromEntries(components.map(({ name, inputs }) => [name, inputs]))).to.deep.equal({
      test: { environment: "test", region: "local" },
      base: {},
      entry: {},
      internal: {},
      acme: {},
    });
  });

  it("protects everybody of a protected fleet but who is on the way out", async () => {
    const { registered } = await recordFleet({
      ...fixturePlan(["acme", "globex"], true),
      retiring: ["acme", "internal"],
    });
    const open = registered
      .filter(({ type, protect }) => /:(Namespace|Release)$/.test(type) && !protect)
      .map(({ name }) => name);
    expect(open).to.have.members(["acme.namespace", "acme.release", "internal.namespace", "internal.release"]);
    const kept = registered.filter(({ protect }) => protect).map(({ name }) => name);
    expect(kept).to.include.members(["entry.namespace", "entry.release", "globex.namespace", "globex.release"]);
  });

  it("tells where things are", async () => {
    const { fleet } = await recordFixture(["acme"]);
    const { acme } = fleet.tenants;
    expect(await valueOf(fleet.entry.namespace)).to.equal("higress-system");
    expect(await valueOf(fleet.entry.address)).to.equal("198.51.100.1");
    expect(Object.keys(fleet.gateways)).to.deep.equal(["internal"]);
    expect(acme?.hosts).to.deep.equal(["*.acme.aigw.example.com"]);
    expect(acme && (await valueOf(acme.namespace))).to.equal("acme-gateway");
  });

  describe("with many tenants", () => {
    const ids = Array.from({ length: 30 }, (_, at) => `t${at}`);

    it("lets no tenant wait for another, nor for the entry", async () => {
      const { registered } = await recordFixture(ids);
      const owner = (name: string): string => name.split(".")[0] ?? "";
      const foreign = registered.flatMap(({ name, dependencies }) =>
        dependencies
          .filter((dependency) => ![owner(name), "base"].includes(owner(dependency)))
          .map((dependency) => `${name} waits for ${dependency}`),
      );
      expect(foreign).to.deep.equal([]);
    });

    it("has as many dependencies per resource as with one", async () => {
      const most = async (tenants: readonly string[]): Promise<number> => {
        const { registered } = await recordFixture(tenants);
        return Math.max(...registered.map(({ dependencies }) => dependencies.length));
      };
      expect(await most(ids)).to.equal(await most(["t0"]));
    });
  });

  it("changes nothing but the entry's bridge for a tenant more", async () => {
    const inputs = async (tenants: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const { registered } = await recordFixture(tenants);
      return new Map(registered.map((each) => [each.urn, JSON.stringify(each)]));
    };
    const [before, after] = [await inputs(["acme", "globex"]), await inputs(["acme", "corp", "globex"])];
    const changed = [...before].filter(([urn, was]) => after.get(urn) !== was).map(([urn]) => urn.split("::").at(-1));
    expect(changed).to.deep.equal(["entry.bridge"]);
    const added = [...after.keys()].filter((urn) => !before.has(urn)).map((urn) => urn.split("::").at(-1) ?? "");
    const shared = added.filter((name) => !/^corp(\.|$)/.test(name));
    expect(shared).to.have.members(["base.class.higress-corp", "entry.route.corp", "entry.policy.to-corp"]);
  });
});
