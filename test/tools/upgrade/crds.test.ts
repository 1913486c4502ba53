import { expect } from "chai";
import type { CustomResourceDefinition } from "../../../plan/index.ts";
import { compareCrds, type CrdChanges } from "../../../tools/upgrade/crds.ts";

interface Version {
  readonly name: string;
  readonly storage?: boolean;
  readonly served?: boolean;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const text = { type: "string" };

const crd = (
  versions: readonly Version[],
  spec: object = {},
  name = "mcpbridges.networking.higress.io",
): CustomResourceDefinition => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name, labels: {} },
  spec: {
    group: "networking.higress.io",
    scope: "Namespaced",
    versions: versions.map(({ name: version, storage = true, served = true, properties = {} }) => ({
      name: version,
      served,
      storage,
      schema: { openAPIV3Schema: { type: "object", properties } },
    })),
    ...spec,
  },
});

const v1 = (properties: Version["properties"] = {}): Version => ({ name: "v1", properties });

const compare = (before: readonly Version[], after: readonly Version[]): CrdChanges =>
  compareCrds([crd(before)], [crd(after)]);

describe("the CRDs of two versions", () => {
  it("do not differ where they say the same in another order, under other labels", () => {
    const other = crd([v1({ a: text })]);
    const labelled = { ...other, metadata: { ...other.metadata, labels: { chart: "2.2.5" } } };
    expect(compareCrds([crd([v1({ a: text })])], [labelled])).to.deep.equal({ lines: [], faults: [] });
  });

  it("may get and lose properties, told by the topmost, and losing one loses what is stored in it", () => {
    const registries = (properties: object): Version["properties"] => ({
      spec: { type: "object", properties: { registries: { type: "array", items: { type: "object", properties } } } },
    });
    const vport = { type: "object", properties: { default: text } };
    expect(compare([v1(registries({ old: text }))], [v1(registries({ vport }))]).lines).to.deep.equal([
      "~ mcpbridges.networking.higress.io: v1 gets spec.registries[].vport; " +
        "v1 loses spec.registries[].old: what is stored there goes with the next write",
    ]);
  });

  it("may say something else of a property", () => {
    expect(compare([v1({ port: text })], [v1({ port: { type: "integer" } })]).lines).to.deep.equal([
      "~ mcpbridges.networking.higress.io: v1 changes in port",
    ]);
  });

  it("may get a version", () => {
    const both = [{ ...v1(), storage: false }, { name: "v2" }];
    expect(compare([v1()], both)).to.deep.equal({
      lines: ["~ mcpbridges.networking.higress.io: v2 added; v1 changes in storage"],
      faults: [],
    });
  });

  it("may be one more", () => {
    expect(compareCrds([], [crd([v1()])])).to.deep.equal({
      lines: ["+ mcpbridges.networking.higress.io: v1"],
      faults: [],
    });
  });

  it("must not be one less", () => {
    const { lines, faults } = compareCrds([crd([v1()])], []);
    expect(lines).to.deep.equal(["- mcpbridges.networking.higress.io"]);
    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.include("mcpbridges.networking.higress.io is missing").and.to.include("Keep it in the file");
  });

  it("must not lose the version in which objects are stored", () => {
    const stored = { ...v1(), storage: false };
    expect(compare([stored, { name: "v2" }], [{ name: "v2" }]).faults).to.deep.equal([]);
    const { faults } = compare([v1()], [{ name: "v2" }]);
    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.include("version v1 is gone");
  });

  it("must not change what the API server never lets change", () => {
    expect(compareCrds([crd([v1()])], [crd([v1()], { scope: "Cluster" })]).faults).to.deep.equal([
      "CRD mcpbridges.networking.higress.io: spec.scope goes from Namespaced to Cluster, which the API server refuses.",
    ]);
  });
});
