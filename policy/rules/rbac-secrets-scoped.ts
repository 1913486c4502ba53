import { clusterRoles } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isClusterRole, isRole, isRoleBinding } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { permissions, policyRule, touchesSecrets } from "../model/rbac.ts";
import { at, list, record } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const [, watchAllRole] = clusterRoles;

export default resourceRule({
  id: "rbac-secrets-scoped",
  number: 58,
  title: "Secrets are open to ServiceAccounts of their own namespace only",
  why: "One compromised gateway that can list Secrets elsewhere has the keys of every tenant.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Grant Secrets in a Role, by name unless they are listed, and bind it to ServiceAccounts of the same namespace.",
  framework: cis("5.1.2"),
  url: ruleUrl("rbac-secrets-scoped"),
  check(resource, facts) {
    if (isClusterRole(resource)) return clusterWide(resource, facts);
    if (isRoleBinding(resource) && installationOf(resource, facts) !== undefined) return strangers(resource, facts);
    if (isRole(resource) && facts.protect && installationOf(resource, facts) !== undefined) return nameless(resource);
    return undefined;
  },
});

/** Verbs that name no object, so that a list of names would take them away: a controller that watches Secrets sees all. */
const unnamed = ["create", "deletecollection", "list", "watch", "*"];

/** Rules that could name their Secrets, since each request for one does, and do not. */
function nameless(role: Resource): readonly Finding[] {
  return list(role.props.rules).flatMap((rule, index) => {
    const { verbs, resourceNames = [] } = policyRule(rule);
    if (!touchesSecrets(rule) || resourceNames.length > 0 || verbs.some((verb) => unnamed.includes(verb))) return [];
    return [
      { path: `rules[${index}].resourceNames`, message: `lets ${verbs.join(", ")} every Secret here; name them` },
    ];
  });
}

function clusterWide(role: Resource, facts: Facts): readonly Finding[] {
  const watchesAll =
    at(role.props, "metadata", "name") === watchAllRole && facts.gateways.some(({ watch }) => watch === "all");
  return list(role.props.rules).flatMap((rule, index) => {
    const verbs = permissions(rule).map(({ verb }) => verb);
    const reads = verbs.every((verb) => ["get", "list", "watch"].includes(verb));
    if (!touchesSecrets(rule) || (watchesAll && reads)) return [];
    return [{ path: `rules[${index}]`, message: `lets ${[...new Set(verbs)].join(", ")} Secrets of every namespace` }];
  });
}

/** Whatever the Role grants today: in an installation's namespace it grants Secrets to controller and gateway. */
function strangers(binding: Resource, facts: Facts): readonly Finding[] {
  return list(binding.props.subjects).flatMap((subject, index): readonly Finding[] => {
    const { kind, name, namespace } = record(subject);
    const path = `subjects[${index}]`;
    if (kind === "Group" && String(name).startsWith("system:")) {
      return [{ path, message: `group ${JSON.stringify(name)} holds ServiceAccounts of other namespaces` }];
    }
    if (kind !== "ServiceAccount" || namespace === namespaceOf(binding)) return [];
    if (facts.platformNamespaces.some((platform) => platform === namespace)) return [];
    return [{ path, message: `ServiceAccount ${JSON.stringify(name)} is of namespace ${JSON.stringify(namespace)}` }];
  });
}
