import { controllerName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isClusterRoleBinding, isRoleBinding, isServiceAccount } from "../model/kinds.ts";
import { installationOf, type Installation } from "../model/ownership.ts";
import { isCrowd, isPlatform, subjectName } from "../model/rbac-subjects.ts";
import { at, list, record, text, type Tree } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const settings = {
  mounting: {
    type: "array",
    items: { type: "string" },
    description: "Names of ServiceAccounts whose pods ask the API server, and so need a token in them.",
    default: [controllerName] as readonly string[],
  },
} as const;

export default resourceRule({
  id: "rbac-subjects-owned",
  number: 61,
  title: "Rights in a namespace go to its own ServiceAccounts and its owner's groups, one by one",
  why: "A group of Kubernetes' own takes in every tenant's pods, and a token in a pod that needs none is a key to whatever its account may ever be given.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Bind a ServiceAccount of the namespace or a group listed for its tenant, and set automountServiceAccountToken to false.",
  framework: cis("5.1.5"),
  url: ruleUrl("rbac-subjects-owned"),
  settings,
  check(resource, facts, { mounting }) {
    if (isClusterRoleBinding(resource)) return subjects(resource, everybodys);
    const installation = installationOf(resource, facts);
    if (installation === undefined) return undefined;
    if (isRoleBinding(resource)) {
      return subjects(resource, (subject) => everybodys(subject) ?? foreign(subject, installation, facts));
    }
    return isServiceAccount(resource) ? account(resource, mounting) : undefined;
  },
  remediate(resource, facts, { mounting }) {
    const isOurs = isServiceAccount(resource) && installationOf(resource, facts) !== undefined;
    if (!isOurs || account(resource, mounting).length === 0) return undefined;
    return { ...resource.props, automountServiceAccountToken: false };
  },
});

type Judge = (subject: Tree) => string | undefined;

const subjects = (binding: Resource, judge: Judge): readonly Finding[] =>
  list(binding.props.subjects).flatMap((written, index) => {
    const subject = record(written);
    const wrong = judge(subject);
    return wrong === undefined ? [] : [{ path: `subjects[${index}]`, message: `${subjectName(subject)} ${wrong}` }];
  });

function everybodys(subject: Tree): string | undefined {
  if (isCrowd(subject)) return "takes in more than anybody listed";
  const isDefault = subject.kind === "ServiceAccount" && subject.name === "default";
  return isDefault ? "is what every pod runs as that names no other" : undefined;
}

function foreign(subject: Tree, { id, role, namespace }: Installation, facts: Facts): string | undefined {
  if (isPlatform(subject, facts)) return undefined;
  if (subject.kind === "ServiceAccount") {
    return subject.namespace === namespace ? undefined : `is of namespace ${JSON.stringify(subject.namespace)}`;
  }
  const groups = role === "tenant" ? (facts.tenants.find((tenant) => tenant.id === id)?.groups ?? []) : [];
  if (subject.kind === "Group" && groups.includes(text(subject.name) ?? "")) return undefined;
  return `has no access to ${role === "entry" ? "the entry" : `${role} ${id}`} by the fleet file`;
}

/** Pods may still ask for the token themselves; what is not mounted is not stolen. */
function account({ props, isPatch }: Resource, mounting: readonly string[]): readonly Finding[] {
  const value = props.automountServiceAccountToken;
  if (value === false || (isPatch && value === undefined)) return [];
  if (mounting.some((name) => name === at(props, "metadata", "name"))) return [];
  return [{ path: "automountServiceAccountToken", message: "is not false, so every pod gets a token" }];
}
