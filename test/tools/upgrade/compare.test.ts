import { expect } from "chai";
import fc from "fast-check";
import type { Tree } from "../../../policy/model/shape.ts";
import { compareFields, compareObjects, duplicates } from "../../../tools/upgrade/compare.ts";
import { canonical } from "../../../tools/upgrade/leaves.ts";

const deployment = (image: string): Tree => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "higress-gateway", namespace: "acme-gateway" },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          { name: "gateway", image },
          { name: "agent", image: "agent:1" },
        ],
      },
    },
  },
});

const configMap = (data: Tree): Tree => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config" }, data });

const fields = (before: unknown, after: unknown): readonly unknown[] =>
  compareFields({ spec: before }, { spec: after });

describe("the objects of two renderings", () => {
  it("differ by nothing when they say the same, whatever the order of objects and keys", () => {
    const [one, other] = [deployment("gateway:1"), configMap({ a: "1", b: "2" })];
    const turned = { data: { b: "2", a: "1" }, metadata: { name: "config" }, kind: "ConfigMap", apiVersion: "v1" };
    expect(compareObjects([one, other], [turned, one])).to.deep.equal([]);
  });

  it("are added, removed or changed, sorted by kind and name", () => {
    const service = { apiVersion: "v1", kind: "Service", metadata: { name: "old" } };
    const changes = compareObjects([service, deployment("gateway:1")], [deployment("gateway:2"), configMap({})]);
    expect(changes).to.deep.equal([
      { what: "added", kind: "ConfigMap", name: "config", apiVersion: "v1", fields: [] },
      {
        what: "changed",
        kind: "Deployment",
        name: "higress-gateway",
        apiVersion: "apps/v1",
        fields: [{ path: "spec.template.spec.containers[gateway].image", before: '"gateway:1"', after: '"gateway:2"' }],
      },
      { what: "removed", kind: "Service", name: "old", apiVersion: "v1", fields: [] },
    ]);
  });

  it("are the same object under another version of their group, and another one in another group or namespace", () => {
    const hpa = (apiVersion: string, namespace: string): Tree => ({
      apiVersion,
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "higress-gateway", namespace },
    });
    const of = (after: Tree): readonly string[] =>
      compareObjects([hpa("autoscaling/v2beta2", "acme")], [after]).map(({ what }) => what);
    expect(of(hpa("autoscaling/v2", "acme"))).to.deep.equal(["changed"]);
    expect(of(hpa("scaling/v2", "acme"))).to.deep.equal(["removed", "added"]);
    expect(of(hpa("autoscaling/v2beta2", "globex"))).to.deep.equal(["removed", "added"]);
  });

  it("are found when one is there twice, which a comparison by name would hide", () => {
    expect(duplicates([configMap({ a: "1" }), deployment("x"), configMap({ a: "2" })])).to.deep.equal([
      "ConfigMap config",
    ]);
    expect(duplicates([configMap({}), deployment("x")])).to.deep.equal([]);
  });
});

describe("the fields of two versions of an object", () => {
  it("are found by the name of an item, not by its place", () => {
    const ports = [
      { name: "http", port: 80 },
      { name: "https", port: 443 },
    ];
    expect(fields({ ports }, { ports: [{ name: "status", port: 15021 }, ...ports] })).to.deep.equal([
      { path: "spec.ports[status].port", after: "15021" },
    ]);
  });

  it("are told when named items only change places, since containers and variables are read in order", () => {
    const [a, b] = [
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ];
    expect(fields({ env: [a, b] }, { env: [b, a] })).to.deep.equal([
      { path: "spec.env", before: "(order)", after: "(another order)" },
    ]);
  });

  it("are items that come and go in lists without names, arguments and rules", () => {
    expect(
      fields({ args: ["serve", "--level=info"] }, { args: ["serve", "--new", "--level=debug"] }),
    ).to.have.deep.members([
      { path: "spec.args", before: '"--level=info"' },
      { path: "spec.args", after: '"--new"' },
      { path: "spec.args", after: '"--level=debug"' },
    ]);
    const rule = (resource: string): Tree => ({ apiGroups: [""], resources: [resource] });
    expect(fields({ rules: [rule("pods")] }, { rules: [rule("secrets"), rule("pods")] })).to.deep.equal([
      { path: "spec.rules", after: '{apiGroups: [""], resources: ["secrets"]}' },
    ]);
  });

  it("are found inside the YAML or JSON that a ConfigMap carries", () => {
    const [before, after] = ["mesh:\n  tracing: false\n  port: 80\n", "mesh:\n  port: 80\n  tracing: true\n"];
    expect(compareFields(configMap({ mesh: before }), configMap({ mesh: after }))).to.deep.equal([
      { path: "data.mesh › mesh.tracing", before: "false", after: "true" },
    ]);
    expect(compareFields(configMap({ j: '{"a": 1}' }), configMap({ j: '{"a": 2}' }))).to.deep.equal([
      { path: "data.j › a", before: "1", after: "2" },
    ]);
  });

  it("are lines in other texts", () => {
    const [before, after] = ["#!/bin/sh\nset -e\nrun old", "#!/bin/sh\nset -e\nrun new"];
    expect(compareFields(configMap({ sh: before }), configMap({ sh: after }))).to.have.deep.members([
      { path: "data.sh", before: '"run old"' },
      { path: "data.sh", after: '"run new"' },
    ]);
  });

  it("are told when only comments or spaces of such a text differ", () => {
    expect(compareFields(configMap({ mesh: "a: 1\n" }), configMap({ mesh: "# one\na: 1\n" }))).to.deep.equal([
      { path: "data.mesh", before: "(text)", after: "(the same with other layout or comments)" },
    ]);
  });

  it("tell a number from the same digits in quotes, as a name too", () => {
    expect(fields({ port: 80 }, { port: "80" })).to.deep.equal([{ path: "spec.port", before: "80", after: '"80"' }]);
    expect(fields({ ports: [{ port: 80, a: 1 }] }, { ports: [{ port: "80", a: 1 }] })).to.deep.equal([
      { path: 'spec.ports[port="80"].a', after: "1" },
      { path: "spec.ports[port=80].a", before: "1" },
    ]);
  });

  const keys = fc.constantFrom("name", "port", "data", "a", "b › c", "x.y", "[]", "");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(
        "",
        "a",
        "1",
        "a: 1\nb: 2",
        "a: 1\nb: 2\n",
        "b: 2\na: 1",
        "x\ny",
        '{"a":1}',
        0,
        1,
        true,
        null,
      ),
      fc.dictionary(keys, tie("tree"), { maxKeys: 3 }),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }));

  it("are none only for two versions that are equal in all but the order of keys", () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(fields(before, after).length === 0).to.equal(canonical(before) === canonical(after));
        expect(fields(before, before)).to.deep.equal([]);
      }),
      { numRuns: 2000 },
    );
  });
});
