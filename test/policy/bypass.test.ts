/** Other ways to register what a rule judges: none may be a way round the rule. */
import { expect } from "chai";
import { rules } from "../../policy/rules.ts";
import { judge, resource, type Sketch } from "./harness.ts";
import { mutationsOf } from "./mutations.ts";
import { facts, pick, world } from "./world.ts";

/** Each mutation of the lawful world, with what it changed registered in another way; undefined where there is none. */
function disguised(by: (changed: Sketch) => Sketch | undefined): readonly (readonly [string, readonly Sketch[]])[] {
  const lawful = new Set(world().map((sketch) => JSON.stringify(sketch)));
  return Object.entries(mutationsOf(facts())).flatMap(([id, { mutate, facts: spoil, settings }]) => {
    const spoiled = mutate(world());
    const changed = spoiled.filter((sketch) => !lawful.has(JSON.stringify(sketch)));
    const [one, ...more] = changed;
    const other = one === undefined || more.length > 0 || spoil || settings ? undefined : by(one);
    return other === undefined ? [] : [[id, spoiled.map((sketch) => (sketch === one ? other : sketch))] as const];
  });
}

/** Ids of rules that do not notice their own mutation any more when it is registered so. */
const blind = (by: (changed: Sketch) => Sketch | undefined): readonly string[] =>
  disguised(by)
    .filter(([id, sketches]) => {
      const rule = rules.find((each) => each.id === id);
      return rule === undefined || (judge(rule, sketches.map(resource), facts()) ?? []).length === 0;
    })
    .map(([id]) => id);

const core = "kubernetes:core/v1:";

describe("no rule about a kind is passed by", function () {
  this.timeout(60_000);

  it("a custom resource of that kind", () => {
    const raw = ({ type, ...rest }: Sketch): Sketch | undefined =>
      type.startsWith(core) ? { ...rest, type: `kubernetes:v1:${type.slice(core.length)}` } : undefined;
    expect(disguised(raw).length).to.be.greaterThan(5);
    expect(blind(raw)).to.deep.equal([]);
  });

  it("a child of a chart, of a group of YAML files or of a kustomization", () => {
    const groups = [
      "helm.sh/v4:Chart",
      "helm.sh/v3:Chart",
      "yaml/v2:ConfigGroup",
      "yaml:ConfigFile",
      "kustomize/v2:Directory",
    ];
    for (const group of groups) {
      const child = (sketch: Sketch): Sketch => ({
        ...sketch,
        parents: `${sketch.parents ?? "higress-fleet:index:Fleet"}$kubernetes:${group}`,
      });
      expect(disguised(child).length).to.be.greaterThan(30);
      expect(blind(child), group).to.deep.equal([]);
    }
  });

  it("the group in which Ingresses and NetworkPolicies were first", () => {
    const old = ({ type, ...rest }: Sketch): Sketch | undefined => {
      const [, kind] = /^kubernetes:networking\.k8s\.io\/v1:(Ingress|NetworkPolicy)$/.exec(type) ?? [];
      return kind === undefined ? undefined : { ...rest, type: `kubernetes:extensions/v1beta1:${kind}` };
    };
    expect(disguised(old).length).to.be.greaterThan(5);
    expect(blind(old)).to.deep.equal([]);
  });

  it("a patch or a list: the pack refuses both, whatever they hold", () => {
    const objects = world().filter((sketch) => resource(sketch).kind !== "" && resource(sketch).kind !== "Release");
    const refused = (sketch: Sketch) =>
      rules.filter((rule) => (judge(rule, [resource(sketch)], facts()) ?? []).length > 0).map(({ id }) => id);
    for (const sketch of new Map(objects.map((one) => [one.type, one])).values()) {
      expect(refused({ ...sketch, type: `${sketch.type}Patch` }), sketch.type).to.include("no-patch-bypass");
      const { metadata, apiVersion } = sketch.props;
      const items = { apiVersion, metadata, items: [sketch.props] };
      expect(refused({ ...sketch, type: `${sketch.type}List`, props: items }), sketch.type).to.include(
        "no-patch-bypass",
      );
    }
    expect(refused({ type: `${core}List`, props: { items: [pick("acme.quota").props] } })).to.include(
      "no-patch-bypass",
    );
  });
});
