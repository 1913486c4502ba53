import { chartNames, consoleAccounts } from "../../names.ts";
import type { Statement } from "../statement.ts";

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");

const accounts = [chartNames.controller, chartNames.gateway, ...consoleAccounts];

/** Verbs with which one gets rights that one does not have. */
const verbs = ["*", "bind", "escalate", "impersonate"];

/** Kinds whoever may write, or open, gets rights or a shell; with every subresource of the cluster-wide ones. */
const resources = [
  "*",
  "certificatesigningrequests",
  "limitranges",
  "mutatingwebhookconfigurations",
  "namespaces",
  "networkpolicies",
  "nodes",
  "persistentvolumes",
  "referencegrants",
  "resourcequotas",
  "rolebindings",
  "roles",
  "validatingwebhookconfigurations",
];
const subresources = ["attach", "ephemeralcontainers", "exec", "portforward", "proxy", "token"];
const reading = ["get", "list", "watch"];

const isReading = `rule.?verbs.orValue([]).all(verb, verb in [${quoted(reading)}])`;

export const rbacEscalation: Statement = {
  id: "rbac-escalation",
  title: "Roles, bindings and tokens made in an installation's namespace give nothing beyond it",
  scope: "installations",
  matches: [
    {
      apiGroups: ["rbac.authorization.k8s.io"],
      apiVersions: ["*"],
      resources: ["rolebindings", "roles"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["secrets", "serviceaccounts/token"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    // One statement for four kinds: each list is empty for the kinds that have none.
    {
      // A Role without rules has null for them.
      name: "rules",
      expression: "request.kind.kind == 'Role' && dyn(object).?rules.orValue(null) != null ? dyn(object).rules : []",
    },
    { name: "isBinding", expression: "request.kind.kind == 'RoleBinding'" },
    { name: "subjects", expression: "variables.isBinding ? dyn(object).?subjects.orValue([]) : []" },
  ],
  validations: [
    {
      expression: `variables.rules.all(rule, rule.?verbs.orValue([]).all(verb, !(verb in [${quoted(verbs)}]) && !verb.startsWith('impersonate')) && !('*' in rule.?apiGroups.orValue([])))`,
      message: `A rule has a wildcard, or a verb that takes other rights. Name the verbs and API groups, without ${verbs.slice(1).join(", ")}.`,
    },
    {
      expression:
        `variables.rules.all(rule, rule.?resources.orValue([]).all(resource, ` +
        `!resource.startsWith('*') && !resource.endsWith('/*') && ` +
        `!resource.matches('/(${subresources.join("|")})$') && ` +
        `(!(resource.split('/')[0] in [${quoted(resources)}]) || ${isReading} && !resource.startsWith('nodes'))))`,
      message: "A rule reaches what bounds the tenant, a shell or a token. Leave these resources to the platform.",
    },
    {
      expression:
        "variables.rules.all(rule, !('secrets' in rule.?resources.orValue([])) || " +
        "rule.?resourceNames.orValue([]).size() > 0 && rule.verbs.all(verb, !(verb in ['list', 'watch', 'deletecollection'])))",
      message:
        "A rule reads every Secret of the namespace, the gateway's among them. Name the Secrets in resourceNames.",
    },
    {
      expression: "!variables.isBinding || dyn(object).roleRef.kind == 'Role'",
      message: "A ClusterRole grows without the tenant's doing. Bind a Role of this namespace.",
    },
    {
      expression:
        "variables.subjects.all(subject, subject.kind == 'ServiceAccount' && " +
        "subject.?namespace.orValue('') == request.namespace)",
      message:
        "Only ServiceAccounts of this namespace may be bound here. Groups and users get access in the fleet file.",
    },
    {
      expression: `variables.subjects.all(subject, !(subject.name in [${quoted([...accounts, "default"])}]))`,
      message: "Higress's ServiceAccounts and default have the rights they need. Make a ServiceAccount of your own.",
    },
    {
      expression:
        "request.kind.kind != 'TokenRequest' || request.userInfo.username.startsWith('system:node:') || " +
        `!(request.?name.orValue('') in [${quoted(accounts)}]) && ` +
        "(!request.userInfo.username.startsWith('system:serviceaccount:') || " +
        "request.userInfo.username.startsWith('system:serviceaccount:' + request.namespace + ':'))",
      message: "Tokens of Higress's accounts, and of another namespace's, are for the nodes that run their Pods.",
    },
    {
      expression: "request.kind.kind != 'Secret' || dyn(object).type != 'kubernetes.io/service-account-token'",
      message: "Such a Secret gets a token that never expires. Ask for one with an end: kubectl create token.",
    },
  ],
};
