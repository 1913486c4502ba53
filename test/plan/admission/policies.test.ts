import { expect } from "chai";
import { readdirSync } from "node:fs";
import { planAdmission } from "../../../plan/admission/policies.ts";
import { statements } from "../../../plan/admission/statements.ts";
import type { Statement } from "../../../plan/admission/statement.ts";
import type { Fleet } from "../../../plan/model.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { planned } from "../planned.ts";

const labels = { "higress-fleet.io/fleet": "prod", "higress-fleet.io/region": "south" };

const statement = (change: Partial<Statement> = {}): Statement => ({
  id: "no-services",
  title: "Nobody makes a Service",
  scope: "tenants",
  matches: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["services"], operations: ["CREATE"] }],
  validations: [{ expression: "false", message: "Make none." }],
  ...change,
});

function only(change: Partial<Statement>) {
  const { admissionPolicies, admissionPolicyBindings } = planAdmission([statement(change)], labels);
  const [policy] = admissionPolicies;
  const [binding] = admissionPolicyBindings;
  if (policy === undefined || binding === undefined) throw new Error("the statement made no policy or no binding");
  return { policy, binding };
}

const notPlatform = {
  name: "not-platform",
  expression: "!authorizer.group('higress-fleet.io').resource('fleets').check('manage').allowed()",
};

describe("A statement about isolation", () => {
  it("becomes a policy that fails closed and binds everybody but the platform", () => {
    expect(only({}).policy).to.deep.equal({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "higress-fleet-no-services", labels },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["services"], operations: ["CREATE"] }],
        },
        matchConditions: [notPlatform],
        validations: [{ expression: "false", message: "Make none.", reason: "Forbidden" }],
      },
    });
  });

  it("is bound with denial in the namespaces of tenants", () => {
    expect(only({}).binding).to.deep.equal({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "higress-fleet-no-services", labels },
      spec: {
        policyName: "higress-fleet-no-services",
        validationActions: ["Deny"],
        matchResources: {
          namespaceSelector: {
            matchLabels: { "higress-fleet.io/fleet": "prod", "higress-fleet.io/role": "tenant" },
          },
        },
      },
    });
  });

  it("may be bound in the entry's namespace, or in those of all installations", () => {
    expect(only({ scope: "entry" }).binding.spec.matchResources?.namespaceSelector).to.deep.equal({
      matchLabels: { "higress-fleet.io/fleet": "prod", "higress-fleet.io/role": "entry" },
    });
    expect(only({ scope: "installations" }).binding.spec.matchResources?.namespaceSelector).to.deep.equal({
      matchLabels: { "higress-fleet.io/fleet": "prod" },
      matchExpressions: [{ key: "higress-fleet.io/role", operator: "Exists" }],
    });
  });

  it("may be bound in every namespace of the cluster", () => {
    const { policy, binding } = only({ scope: "cluster" });
    expect(binding.spec).not.to.have.property("matchResources");
    expect(policy.spec.matchConditions).to.deep.equal([notPlatform]);
  });

  it("about Namespaces has no selector, which an update could leave behind, and looks at what stood before", () => {
    const { policy, binding } = only({ scope: "namespaces" });
    expect(binding.spec).not.to.have.property("matchResources");
    expect(policy.spec.matchConditions.map(({ name }) => name)).to.deep.equal(["of-the-fleet", "not-platform"]);
    expect(policy.spec.matchConditions[0]?.expression).to.include("oldObject");
  });

  it("exempts parts of the cluster by a condition each, before it asks for the platform", () => {
    const exempt = [{ name: "publisher", expression: "a || b" }];
    expect(only({ exempt }).policy.spec.matchConditions).to.deep.equal([
      { name: "not-publisher", expression: "!(a || b)" },
      notPlatform,
    ]);
  });

  it("keeps its variables in order, since later ones use earlier ones", () => {
    const variables = [
      { name: "b", expression: "1" },
      { name: "a", expression: "variables.b" },
    ];
    expect(only({ variables }).policy.spec.variables).to.deep.equal(variables);
  });
});

describe("The statements", () => {
  it("are those of the files, each once", () => {
    const files = readdirSync(new URL("../../../plan/admission/statements/", import.meta.url));
    expect(statements.map(({ id }) => `${id}.ts`)).to.have.members(files);
  });

  it("are in every plan, those for gateways that watch all namespaces where the region has one", () => {
    const named = (fleet?: Fleet) => {
      const { admissionPolicies, admissionPolicyBindings } = planned(fleet).base;
      const names = admissionPolicies.map(({ metadata }) => metadata.name);
      expect(admissionPolicyBindings.map(({ spec }) => spec.policyName)).to.deep.equal(names);
      return names.map((name) => name.slice("higress-fleet-".length));
    };
    const usual = statements.filter(({ isForWatchAll }) => isForWatchAll !== true).map(({ id }) => id);
    const wide = (regions: readonly string[]) =>
      validFleet({ gateways: [validGateway("wide", { watch: "all", regions: [...regions] })] });
    expect(named()).to.deep.equal(usual);
    expect(named(wide(["north"]))).to.deep.equal(usual);
    expect(named(wide(["south"]))).to.deep.equal(statements.map(({ id }) => id));
    expect(usual).to.have.lengthOf(statements.length - 1);
  });

  it("speak of Namespaces only in a scope that has no selector, and of nothing else there", () => {
    for (const { id, scope, matches } of statements) {
      const resources = matches.flatMap((match) => match.resources.map((resource) => resource.split("/")[0]));
      const about = resources.filter((resource) => resource === "namespaces").length;
      expect(about, id).to.equal(scope === "namespaces" ? resources.length : 0);
    }
  });

  for (const { id, title, validations } of statements) {
    it(`say what to do: ${id}`, () => {
      expect(title).not.to.match(/\.$/);
      for (const { message } of validations) {
        expect(message).to.match(/\.$/);
        expect(message.length).to.be.at.most(400);
      }
    });
  }
});
