/** Statements about isolation → objects of the API server, which then refuses what breaks them. */
import { admissionPolicy, labels, labelPrefix, platformRole } from "../names.ts";
import type {
  MatchCondition,
  Strings,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "../manifests.ts";
import type { Matched, Scope, Statement } from "./statement.ts";

export interface AdmissionPlan {
  readonly admissionPolicies: readonly ValidatingAdmissionPolicy[];
  readonly admissionPolicyBindings: readonly ValidatingAdmissionPolicyBinding[];
}

/**
 * One policy and one binding for each statement, in their order.
 * @param own - Labels of the stack's cluster-wide objects.
 */
export const planAdmission = (statements: readonly Statement[], own: Strings): AdmissionPlan => ({
  admissionPolicies: statements.map((statement) => policy(statement, own)),
  admissionPolicyBindings: statements.map((statement) => binding(statement, own)),
});

const apiVersion = "admissionregistration.k8s.io/v1";

/**
 * The platform is whoever may `manage` the fleet, a resource that exists in RBAC alone. Cluster administrators may by their
 * wildcards, so a wrong setting locks nobody out; a RoleBinding to the same wildcards does not reach it, since the question
 * names no namespace.
 */
const notPlatform: MatchCondition = {
  name: "not-platform",
  expression: `!authorizer.group('${labelPrefix}').resource('${platformRole.resource}').check('${platformRole.verb}').allowed()`,
};

/**
 * Of a Namespace the API server would look at the labels that an update leaves behind, and let go whoever removes them. So
 * no selector chooses Namespaces: what stood before is asked, and what would stand then, for nobody else makes one of the fleet.
 */
const ofTheFleet: MatchCondition = {
  name: "of-the-fleet",
  expression:
    "(request.operation == 'CREATE' ? [object] : request.operation == 'DELETE' ? [oldObject] : [oldObject, object])" +
    `.exists(each, each.metadata.?labels[?'${labels.fleet}'].hasValue())`,
};

function policy({ id, scope, matches, exempt, variables, validations }: Statement, own: Strings) {
  const exemptions = (exempt ?? []).map(({ name, expression }) => ({
    name: `not-${name}`,
    expression: `!(${expression})`,
  }));
  return {
    apiVersion,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: admissionPolicy(id), labels: own },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: { resourceRules: matches.map(copied) },
      matchConditions: [...(scope === "namespaces" ? [ofTheFleet] : []), ...exemptions, notPlatform],
      ...(variables && { variables: variables.map(({ name, expression }) => ({ name, expression })) }),
      validations: validations.map((validation) => ({ ...validation, reason: "Forbidden" as const })),
    },
  } as const satisfies ValidatingAdmissionPolicy;
}

const copied = ({ apiGroups, apiVersions, resources, operations }: Matched) => ({
  apiGroups,
  apiVersions,
  resources,
  operations,
});

function binding({ id, scope }: Statement, own: Strings): ValidatingAdmissionPolicyBinding {
  const namespaceSelector = selectors(own)[scope];
  return {
    apiVersion,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: admissionPolicy(id), labels: own },
    spec: {
      policyName: admissionPolicy(id),
      validationActions: ["Deny"],
      ...(namespaceSelector && { matchResources: { namespaceSelector } }),
    },
  };
}

const selectors = (own: Strings) =>
  ({
    tenants: { matchLabels: { [labels.fleet]: own[labels.fleet] ?? "", [labels.role]: "tenant" } },
    entry: { matchLabels: { [labels.fleet]: own[labels.fleet] ?? "", [labels.role]: "entry" } },
    installations: {
      matchLabels: { [labels.fleet]: own[labels.fleet] ?? "" },
      matchExpressions: [{ key: labels.role, operator: "Exists" }],
    },
    cluster: undefined,
    namespaces: undefined,
  }) as const satisfies Record<Scope, unknown>;
