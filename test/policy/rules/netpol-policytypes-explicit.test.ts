import { expect } from "chai";
import rule from "../../../policy/rules/netpol-policytypes-explicit.ts";
import { change, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const types = "spec.policyTypes";
const policy = (name: string, spec: Readonly<Record<string, unknown>>): Sketch =>
  change(change(pick("acme.network.dns"), "metadata.name", name), "spec", { podSelector: {}, ...spec });
const egress = [{ to: [{ podSelector: {} }] }];

/** policyTypes after mending; undefined when there is nothing to mend. */
function mended(sketch: Sketch): unknown {
  const props = rule.remediate?.(resource(sketch), facts());
  return props && (props.spec as Record<string, unknown>).policyTypes;
}

describe("netpol-policytypes-explicit", () => {
  it("finds types that are missing or empty", () => {
    expect(messages(rule, policy("dns", { egress }))).to.deep.equal(["is missing"]);
    expect(messages(rule, policy("dns", { egress, policyTypes: [] }))).to.deep.equal(["is empty"]);
    expect(found(rule, policy("dns", { egress }))).to.deep.equal([types]);
  });

  it("finds rules of a direction that is not listed, an empty list of them too", () => {
    expect(messages(rule, policy("dns", { policyTypes: ["Ingress"], egress }))).to.deep.equal([
      "does not list Egress, so spec.egress has no effect",
    ]);
    expect(messages(rule, policy("dns", { policyTypes: ["Egress"], egress, ingress: [] }))).to.deep.equal([
      "does not list Ingress, so spec.ingress has no effect",
    ]);
  });

  it("finds a default deny of one direction", () => {
    for (const name of ["default-deny", "deny-all", "acme-default-deny"]) {
      expect(messages(rule, policy(name, { policyTypes: ["Ingress"] })), name).to.deep.equal([
        "does not list Egress, although it denies by default",
      ]);
    }
  });

  it("accepts types that fit", () => {
    expect(found(rule, policy("default-deny", { policyTypes: ["Ingress", "Egress"] }))).to.deep.equal([]);
    expect(found(rule, policy("dns", { policyTypes: ["Egress"], egress }))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("accepts a policy that denies one direction for some pods, or under another name", () => {
    const some = { podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress"] };
    expect(found(rule, policy("default-deny", some))).to.deep.equal([]);
    expect(found(rule, policy("no-ingress", { policyTypes: ["Ingress"] }))).to.deep.equal([]);
    expect(found(rule, policy("deny-later", { policyTypes: ["Ingress"] }))).to.deep.equal([]);
  });

  it("mends what it finds, so that it finds nothing more, and isolates no less than Kubernetes would", () => {
    const cases: readonly (readonly [
      spec: Readonly<Record<string, unknown>>,
      mended: readonly string[] | undefined,
    ])[] = [
      [{}, ["Ingress"]],
      [{ egress }, ["Ingress", "Egress"]],
      [{ egress: [] }, ["Ingress", "Egress"]],
      [{ policyTypes: [], ingress: [] }, ["Ingress"]],
      [{ policyTypes: ["Ingress"], egress }, ["Ingress", "Egress"]],
      [{ policyTypes: ["Egress"], egress }, undefined],
      [{ policyTypes: ["Ingress", "Egress"] }, undefined],
    ];
    for (const [spec, expected] of cases) {
      const sketch = policy("some", spec);
      expect(mended(sketch), JSON.stringify(spec)).to.deep.equal(expected);
      if (expected !== undefined) expect(found(rule, change(sketch, types, expected))).to.deep.equal([]);
    }
    expect(mended(policy("default-deny", { policyTypes: ["Ingress"] }))).to.deep.equal(["Ingress", "Egress"]);
    expect(mended(pick("acme.quota"))).to.equal(undefined);
  });

  it("mends nothing else of the policy", () => {
    const sketch = policy("dns", { egress });
    const props = rule.remediate?.(resource(sketch), facts());
    expect(props).to.deep.equal(change(sketch, types, ["Ingress", "Egress"]).props);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass types that preview cannot know", () => {
    expect(cannotKnow(rule, policy("dns", { egress, policyTypes: unknown }), types)).to.equal(true);
  });
});
