import { expect } from "chai";
import fc from "fast-check";
import { UnknownField } from "../../policy/unknown.ts";
import { record } from "../../policy/model/shape.ts";
import { resource, unknown } from "./harness.ts";

const type = "kubernetes:core/v1:Secret";
const urn = "urn:pulumi:prod::higress-fleet::kubernetes:core/v1:Secret::it";

describe("a resource as rules see it", () => {
  it("is plain data, equal to what was registered", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (props) => {
        expect(resource({ type, props }).props).to.deep.equal(structuredClone(props));
      }),
    );
  });

  it("throws where a rule reads an unknown value, and only there", () => {
    const { props } = resource({ type, props: { metadata: { name: unknown, labels: { "a.b/c": [1, unknown] } } } });
    const metadata = record(props.metadata);
    const list = record(metadata.labels)["a.b/c"] as readonly unknown[];
    expect(Object.keys(metadata)).to.deep.equal(["name", "labels"]);
    expect("name" in metadata).to.equal(true);
    expect(list).to.have.length(2);
    expect(list[0]).to.equal(1);
    expect(() => metadata.name)
      .to.throw(UnknownField)
      .with.property("path", "metadata.name");
    expect(() => list[1])
      .to.throw(UnknownField)
      .include({ path: 'metadata.labels["a.b/c"][1]', urn });
  });

  it("throws from whatever would read an unknown value on the way", () => {
    const { props } = resource({ type, props: { data: { key: unknown } } });
    for (const use of [JSON.stringify, structuredClone, (value: object) => ({ ...value }), Object.entries]) {
      expect(() => use(record(props.data))).to.throw(UnknownField);
    }
  });

  it("reads nothing before a rule asks", () => {
    const asked = resource({ type, props: { data: unknown } });
    expect(asked.kind).to.equal("Secret");
    expect(() => asked.props.data).to.throw(UnknownField);
  });

  it("knows its kind, parent, provider and options", () => {
    const full = { type, name: "acme.s", props: {}, protect: true, ignoreChanges: ["data"], provider: "south" };
    expect(resource({ ...full, parents: "a:b:Fleet$a:b:Tenant" })).to.deep.include({
      kind: "Secret",
      apiVersion: "core/v1",
      name: "acme.s",
      parentType: "a:b:Tenant",
      provider: "south",
      opts: { protect: true, ignoreChanges: ["data"] },
    });
    expect(resource({ type, props: {}, provider: null })).to.not.have.any.keys("parentType", "provider");
  });
});
