import { expect } from "chai";
import type { Resource, ResourceRule, StackRule, Verdict } from "../../policy/rule.ts";
import { UnknownField } from "../../policy/unknown.ts";
import { judge, resource, unknown } from "./harness.ts";
import { facts } from "./world.ts";

const record = {
  id: "sample",
  number: 0,
  title: "A sample",
  why: "To see what becomes of it.",
  severity: "low",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "None.",
  url: "https://example.com",
  settings: {},
} as const;
const resourceRule = (check: (one: Resource) => Verdict): ResourceRule => ({ ...record, scope: "resource", check });
const stackRule = (check: (all: readonly Resource[]) => Verdict): StackRule => ({ ...record, scope: "stack", check });

const service = (name: string, type: string): Resource =>
  resource({ type: "kubernetes:core/v1:Service", name, props: { spec: { type } } });
const isPublic = ({ props }: Resource): boolean => (props.spec as { type: string }).type === "LoadBalancer";
const publicOnes = stackRule((all) =>
  all.filter(isPublic).map(({ urn, name }) => ({ path: "spec.type", message: name, urn })),
);

describe("a verdict on a resource", () => {
  it("is none on an object that the program only reads, which comes without inputs", () => {
    const always = resourceRule(() => [{ path: "metadata", message: "wrong" }]);
    const bare = (type: string): Resource => resource({ type, props: {} });
    expect(judge(always, bare("kubernetes:core/v1:Service"), facts())).to.equal(undefined);
    expect(judge(always, bare("kubernetes:helm.sh/v3:Release"), facts())).to.equal(undefined);
    expect(judge(always, bare("acme:index:Component"), facts())).to.have.lengthOf(1);
    expect(judge(always, service("a", "ClusterIP"), facts())).to.have.lengthOf(1);
  });

  it("is the rule's own, in all three answers", () => {
    const finding = { path: "a", message: "b" };
    for (const verdict of [undefined, [], [finding]]) {
      const judged = judge(
        resourceRule(() => verdict),
        service("a", "ClusterIP"),
        facts(),
      );
      expect(judged).to.equal(verdict);
    }
  });

  it("is a finding when the rule reads what preview cannot know", () => {
    const rule = resourceRule((one) => (isPublic(one) ? [{ path: "", message: "public" }] : []));
    const [finding, ...rest] = judge(rule, service("a", unknown), facts()) ?? [];
    expect(finding?.path).to.equal("spec.type");
    expect(finding?.message).to.match(/^cannot be known in preview, .*give it a plain value/);
    expect(rest).to.be.empty;
  });

  it("is a finding that names the rule when the rule breaks, without the text of the error", () => {
    const rule = resourceRule(() => {
      throw new SyntaxError("unexpected hunter2");
    });
    const [finding] = judge(rule, service("a", "ClusterIP"), facts()) ?? [];
    expect(finding?.message).to.match(
      /^rule sample failed \(SyntaxError at judge\.test\.ts:\d+:\d+\), so nothing is proved$/,
    );
  });

  it("is a finding when the rule throws something that is no error", () => {
    const rule = resourceRule(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a rule written in JavaScript may
      throw "hunter2";
    });
    expect(judge(rule, service("a", "ClusterIP"), facts())?.[0]?.message).to.equal(
      "rule sample failed (string), so nothing is proved",
    );
  });
});

describe("a verdict on a stack", () => {
  it("names every resource with an unknown value and still finds what is wrong with the others", () => {
    const all = [
      service("a", "LoadBalancer"),
      service("b", unknown),
      service("c", unknown),
      service("d", "LoadBalancer"),
    ];
    const findings = judge(publicOnes, all, facts()) ?? [];
    expect(findings.map(({ urn }) => urn?.split("::").at(-1))).to.deep.equal(["b", "c", "a", "d"]);
  });

  it("stays undefined for a rule that does not apply, unless something could not be known", () => {
    const rule = stackRule((all) => (all.some(isPublic) ? [] : undefined));
    expect(judge(rule, [service("a", "ClusterIP")], facts())).to.equal(undefined);
    expect(judge(rule, [service("a", unknown)], facts())).to.have.length(1);
  });

  it("is a finding when the rule breaks", () => {
    const rule = stackRule((all) => {
      if (isPublic(all[0] ?? service("a", "ClusterIP"))) throw new TypeError("broken");
      return [];
    });
    const broken = judge(rule, [service("b", unknown), service("a", "LoadBalancer")], facts()) ?? [];
    expect(broken.map(({ path }) => path)).to.deep.equal(["spec.type", ""]);
  });

  it("ends when a rule reports an unknown of a resource that is not there", () => {
    const rule = stackRule(() => {
      throw new UnknownField("urn:elsewhere", "spec");
    });
    expect(judge(rule, [service("a", "ClusterIP")], facts())?.[0]?.message).to.match(/^rule sample failed/);
  });
});
