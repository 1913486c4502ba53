import { expect } from "chai";
import rule from "../../../policy/rules/admission-effective.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, world } from "../world.ts";

const guarded = "higress-fleet-guard-rails";
const is = (kind: string) => (sketch: Sketch) => sketch.type.endsWith(`:${kind}`) && sketch.name === guarded;
const policy = is("ValidatingAdmissionPolicy");
const binding = is("ValidatingAdmissionPolicyBinding");

const without = (gone: (sketch: Sketch) => boolean) => world().filter((sketch) => !gone(sketch));
const with_ = (which: (sketch: Sketch) => boolean, path: string, value: unknown) =>
  world().map((sketch) => (which(sketch) ? change(sketch, path, value) : sketch));

describe("admission-effective", () => {
  it("finds nothing where every statement is there and denies", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, with_(policy, "spec.failurePolicy", undefined)), "Fail is the default").to.deep.equal([]);
    expect(found(rule, with_(binding, "spec.validationActions", ["Deny", "Audit"]))).to.deep.equal([]);
  });

  it("finds a policy that is missing, and one whose binding is", () => {
    expect(messages(rule, without(policy))).to.deep.equal([`there is no admission policy ${guarded}`]);
    expect(messages(rule, without(binding))).to.deep.equal([`no binding makes ${guarded} deny`]);
  });

  it("asks for one more where a gateway watches all namespaces", () => {
    const wide = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, watch: "all" })) });
    const missing = "there is no admission policy higress-fleet-secret-templates";
    expect(messages(rule, world(), wide)).to.deep.equal([missing]);
    const renamed = world().flatMap((sketch) => {
      if (sketch.name !== guarded) return [sketch];
      const name = "higress-fleet-secret-templates";
      const other = change({ ...sketch, name }, "metadata.name", name);
      return [sketch, sketch.type.endsWith("Binding") ? change(other, "spec.policyName", name) : other];
    });
    expect(messages(rule, renamed, wide)).to.deep.equal([]);
  });

  it("finds a policy that is bound to look away", () => {
    for (const actions of [["Audit"], ["Warn"], [], undefined]) {
      expect(messages(rule, with_(binding, "spec.validationActions", actions))).to.deep.equal([
        `no binding makes ${guarded} deny`,
      ]);
    }
    expect(messages(rule, with_(binding, "spec.policyName", "higress-fleet-bridge"))).to.deep.equal([
      `no binding makes ${guarded} deny`,
    ]);
  });

  it("finds a policy that lets pass what it cannot judge", () => {
    expect(found(rule, with_(policy, "spec.failurePolicy", "Ignore"))).to.deep.equal(["spec.failurePolicy"]);
  });

  it("does not pass what it cannot know", () => {
    // What is left out for it then counts as missing too.
    expect(found(rule, with_(policy, "spec.failurePolicy", unknown))).to.deep.equal(["spec.failurePolicy", ""]);
  });

  it("leaves alone admission policies of others, and programs that have none of the fleet's", () => {
    const foreign: Sketch = {
      type: "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy",
      name: "company-labels",
      props: { metadata: { name: "company-labels" }, spec: { failurePolicy: "Ignore" } },
    };
    expect(found(rule, [...world(), foreign])).to.deep.equal([]);
    expect(found(rule, [foreign])).to.equal(undefined);
  });
});
