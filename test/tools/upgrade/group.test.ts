import { expect } from "chai";
import fc from "fast-check";
import type { FieldChange, ObjectChange } from "../../../tools/upgrade/compare.ts";
import { group, type Changes, type Section } from "../../../tools/upgrade/group.ts";

const field = (path: string, after = "2", before = "1"): FieldChange => ({ path, before, after });

const changed = (name: string, ...fields: readonly FieldChange[]): ObjectChange => ({
  ...{ what: "changed", kind: "Deployment", name, apiVersion: "apps/v1" },
  fields,
});

const added = (name: string): ObjectChange => ({ ...changed(name), what: "added" });

const at = (id: string, ...objects: readonly ObjectChange[]): Changes => ({ id, objects });

describe("the changes of many installations", () => {
  it("are told once where they are the same, and those of most installations first", () => {
    const image = changed("gateway", field("image"));
    const sections = group([
      at("entry", image, changed("controller", field("replicas"))),
      at("acme", image),
      at("globex", image, added("redis")),
    ]);
    expect(sections).to.deep.equal([
      { ids: ["entry", "acme", "globex"], shared: [], objects: [image] },
      { ids: ["entry"], shared: [], objects: [changed("controller", field("replicas"))] },
      { ids: ["globex"], shared: [], objects: [added("redis")] },
    ]);
  });

  it("keep apart what changes in another way", () => {
    const sections = group([
      at("a", changed("gateway", field("cpu", "2"))),
      at("b", changed("gateway", field("cpu", "4"))),
    ]);
    expect(sections.map(({ ids, objects }) => [ids, objects[0]?.fields[0]?.after])).to.deep.equal([
      [["a"], "2"],
      [["b"], "4"],
    ]);
  });

  it("are told by an example where each installation has its own value", () => {
    const ids = Array.from({ length: 100 }, (_, index) => `tenant-${index}`);
    const sections = group(ids.map((id) => at(id, changed("gateway", field("checksum", `of ${id}`)))));
    expect(sections).to.deep.equal([
      { ids, shared: [], objects: [changed("gateway", { ...field("checksum", "of tenant-0"), ...{ ways: 100 } })] },
    ]);
  });

  it("are told one by one up to three ways, and by an example from four on", () => {
    const ways = (count: number): number =>
      group(Array.from({ length: count }, (_, index) => at(`t${index}`, changed("gateway", field("x", `${index}`)))))
        .length;
    expect([ways(3), ways(4)]).to.deep.equal([3, 1]);
  });

  describe("in a list whose items have no name", () => {
    const item = (after: string): FieldChange => ({ path: "args", after });
    const gone = (before: string): FieldChange => ({ path: "args", before });
    const four = ["--a", "--b", "--c", "--d"].map(item);
    const ids = ["a", "b", "c", "d", "e"];

    it("are each told where one installation has several", () => {
      const object = changed("gateway", ...four);
      expect(group([at("a", object)])).to.deep.equal([{ ids: ["a"], shared: [], objects: [object] }]);
    });

    it("are each told once where many installations have the same", () => {
      const object = changed("gateway", ...four);
      expect(group(ids.map((id) => at(id, object)))).to.deep.equal([{ ids, shared: [], objects: [object] }]);
    });

    it("are each told where several that look alike come, in one object as in three", () => {
      const twice = [item("(not shown)"), item("(not shown)")];
      expect(group([at("a", changed("gateway", ...twice))])[0]?.objects).to.deep.equal([changed("gateway", ...twice)]);
      const three = ["one", "two", "three"].map((name) => changed(name, ...twice));
      expect(group([at("a", ...three)])[0]).to.deep.equal({
        ...{ ids: ["a"], objects: [] },
        shared: [{ objects: ["Deployment one", "Deployment three", "Deployment two"], fields: twice }],
      });
      const thrice = changed("gateway", ...twice, item("(not shown)"));
      expect(group([at("a", thrice)])).to.deep.equal([{ ids: ["a"], shared: [], objects: [thrice] }]);
    });

    it("are what goes and what comes, each by an example where every installation has one of its own", () => {
      const sections = group(ids.map((id) => at(id, changed("gateway", gone(`old ${id}`), item(`new ${id}`)))));
      expect(sections).to.deep.equal([
        {
          ...{ ids, shared: [] },
          objects: [changed("gateway", ...[gone("old a"), item("new a")].map((each) => ({ ...each, ways: 5 })))],
        },
      ]);
    });
  });

  it("of three and more objects alike are told once for these objects", () => {
    const label = field("metadata.labels.chart");
    const [section] = group([at("a", ...["one", "two", "three"].map((name) => changed(name, label, field(name))))]);
    expect(section?.shared).to.deep.equal([
      { objects: ["Deployment one", "Deployment three", "Deployment two"], fields: [label] },
    ]);
    expect(section?.objects.map(({ fields }) => fields.map(({ path }) => path))).to.deep.equal([
      ["one"],
      ["three"],
      ["two"],
    ]);
    expect(group([at("a", ...["one", "two"].map((name) => changed(name, label)))])[0]?.shared).to.deep.equal([]);
  });

  const value = fc.constantFrom("1", "2", "3", "4", "5");
  /** A list whose items have no name. */
  const items = fc.constant("list");
  const changes = fc.array(
    fc.record({
      id: fc.constant(""),
      objects: fc.uniqueArray(
        fc.record({
          what: fc.constantFrom("changed" as const, "added" as const, "removed" as const),
          kind: fc.constant("ConfigMap"),
          name: fc.constantFrom("one", "two", "three", "four"),
          apiVersion: fc.constant("v1"),
          fields: fc
            .tuple(
              fc.uniqueArray(fc.record({ path: fc.constantFrom("a", "b"), before: fc.constant("1"), after: value }), {
                selector: ({ path }) => path,
                minLength: 1,
              }),
              fc.array(fc.oneof(fc.record({ path: items, before: value }), fc.record({ path: items, after: value }))),
            )
            .map((fields) => fields.flat()),
        }),
        { selector: ({ name }) => name },
      ),
    }),
    { maxLength: 8 },
  );

  /** What a section says of one installation: object and path. */
  const told = ({ shared, objects }: Section): readonly string[] => [
    ...shared.flatMap((each) => each.objects.flatMap((title) => each.fields.map(({ path }) => `${title} ${path}`))),
    ...objects.flatMap(({ what, kind, name, fields }) =>
      what === "changed" ? fields.map(({ path }) => `${kind} ${name} ${path}`) : [`${kind} ${name} ${what}`],
    ),
  ];

  it("are each told exactly once for every installation that they concern", () => {
    fc.assert(
      fc.property(changes, (drawn) => {
        const all = drawn.map((each, index) => ({ ...each, id: `i${index}` }));
        const sections = group(all);
        for (const { id, objects } of all) {
          const expected = objects.flatMap(({ what, kind, name, fields }) =>
            what === "changed" ? fields.map(({ path }) => `${kind} ${name} ${path}`) : [`${kind} ${name} ${what}`],
          );
          const found = sections.filter(({ ids }) => ids.includes(id)).flatMap(told);
          expect(found.toSorted()).to.deep.equal(expected.toSorted());
        }
      }),
    );
  });
});
