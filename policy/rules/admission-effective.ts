import { admissionPrefix, admissionStatements, watchAllStatements } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isAdmission } from "../model/kinds.ts";
import { at, list, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "admission-effective",
  number: 60,
  title: "The fleet's admission policies are complete and refuse what they find",
  why: "What tenants do after an update is judged by the API server alone; a policy that is missing, ignored or only audits lets it pass.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Register every statement as a ValidatingAdmissionPolicy with failurePolicy Fail and a binding that denies.",
  url: ruleUrl("admission-effective"),
  check(resources, facts) {
    const own = resources.filter((resource) => isAdmission(resource) && nameOf(resource).startsWith(admissionPrefix));
    // Programs that use the pack without the fleet's admission policies have none of them.
    if (own.length === 0) return undefined;
    const bindings = own.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
    const policies = own.filter(({ kind }) => kind === "ValidatingAdmissionPolicy");
    const missing = demanded(facts).filter((id) => !policies.some((one) => nameOf(one) === admissionPrefix + id));
    return [
      ...missing.map((id): Finding => ({ path: "", message: `there is no admission policy ${admissionPrefix}${id}` })),
      ...policies.flatMap((policy) => toothless(policy, bindings)),
    ];
  },
});

const demanded = ({ gateways }: Facts): readonly string[] =>
  gateways.some(({ watch }) => watch === "all") ? [...admissionStatements, ...watchAllStatements] : admissionStatements;

function toothless(policy: Resource, bindings: readonly Resource[]): readonly Finding[] {
  const name = nameOf(policy);
  const { urn } = policy;
  const failure = at(policy.props, "spec", "failurePolicy") ?? "Fail";
  const denies = bindings.some(
    ({ props }) =>
      at(props, "spec", "policyName") === name && list(at(props, "spec", "validationActions")).includes("Deny"),
  );
  return [
    ...(failure === "Fail" ? [] : [{ path: "spec.failurePolicy", message: "lets pass what it cannot judge", urn }]),
    ...(denies ? [] : [{ path: "", message: `no binding makes ${name} deny`, urn }]),
  ];
}

const nameOf = ({ props }: Resource): string => text(at(props, "metadata", "name")) ?? "";
