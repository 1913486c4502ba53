import { crdGroups } from "../demands.ts";
import { isClusterRole, isRole } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { cellName, grants, policyRule, type Permission, type PolicyRule } from "../model/rbac.ts";
import { at, list } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";

const settings = {
  allowedClusterRoles: {
    type: "array",
    items: { type: "string" },
    description: "Names of ClusterRoles that may go beyond: of the platform's own tools, bound to nobody else.",
    default: [] as readonly string[],
  },
} as const;

export default resourceRule({
  id: "rbac-no-escalation",
  number: 59,
  title: "No role leads to more rights than it lists",
  why: "Who may run a shell in a pod, sign a certificate, act as somebody else or change a namespace's labels has every right that is to be had that way; a wildcard grants what is installed tomorrow too.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "List groups, resources and verbs one by one, and leave out those that hand on other rights.",
  framework: cis("5.1.3"),
  url: ruleUrl("rbac-no-escalation"),
  settings,
  check(resource, facts, { allowedClusterRoles }) {
    const isInside = isRole(resource) && installationOf(resource, facts) !== undefined;
    if (!isInside && !isClusterRole(resource)) return undefined;
    if (
      isClusterRole(resource) &&
      allowedClusterRoles.some((name) => name === at(resource.props, "metadata", "name"))
    ) {
      return [];
    }
    return list(resource.props.rules).flatMap((rule, index) => judge(policyRule(rule), `rules[${index}]`));
  },
});

/** With a wildcard there would be no end of what else it grants: only the wildcard is told. */
function judge(rule: PolicyRule, path: string): readonly Finding[] {
  const wide = wildcards(rule, path);
  if (wide.length > 0) return wide;
  const found = [...escalations, ...impersonations(rule)].filter((cell) => grants([rule], cell));
  return found.length === 0 ? [] : [{ path, message: `lets ${found.map(cellName).join(", ")}` }];
}

function wildcards(rule: PolicyRule, path: string): readonly Finding[] {
  const { apiGroups = [], resources = [], verbs, nonResourceURLs = [] } = rule;
  // Controllers read what is installed of these groups; a kind that is missing in the rule ends their next start.
  const readsCrds =
    apiGroups.every((group) => known.includes(group)) && verbs.every((verb) => ["get", "list", "watch"].includes(verb));
  const fields: readonly (readonly [field: string, isWide: boolean])[] = [
    ["verbs", verbs.includes("*")],
    ["apiGroups", apiGroups.includes("*")],
    ["resources", resources.some((resource) => resource.includes("*") && resource !== "*/status") && !readsCrds],
    ["nonResourceURLs", nonResourceURLs.some((url) => /^\/?\*$/.test(url))],
  ];
  return fields.flatMap(([field, isWide]) => (isWide ? [{ path: `${path}.${field}`, message: "has a wildcard" }] : []));
}

const known: readonly string[] = crdGroups;
const write = ["create", "update", "patch", "delete", "deletecollection"];
const anyVerb = ["get", ...write];

/** Verbs such as `impersonate:serviceaccount`, which act as somebody for one kind of request (KEP-5284). */
const impersonations = ({ apiGroups = [], resources = [], verbs }: PolicyRule): readonly Permission[] =>
  verbs
    .filter((verb) => /^impersonate(-on)?:/.test(verb))
    .flatMap((verb) => apiGroups.flatMap((group) => cells(group, resources, [verb])));

const cells = (group: string, resources: readonly string[], verbs: readonly string[]): readonly Permission[] =>
  resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb })));

/** Each of these leads to rights beyond itself (kubernetes.io/docs/concepts/security/rbac-good-practices). */
const escalations: readonly Permission[] = [
  ...cells("rbac.authorization.k8s.io", ["roles", "clusterroles"], ["bind", "escalate"]),
  ...cells("", ["users", "groups", "serviceaccounts"], ["impersonate"]),
  ...cells("authentication.k8s.io", ["userextras", "uids"], ["impersonate"]),
  ...cells("", ["serviceaccounts/token"], ["create"]),
  // A websocket opens with get.
  ...cells("", ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"], ["get", "create"]),
  ...cells("", ["pods/ephemeralcontainers"], ["update", "patch"]),
  ...cells("", ["nodes/proxy"], anyVerb),
  ...cells("", ["namespaces", "namespaces/finalize"], ["update", "patch", "create", "delete"]),
  ...cells("", ["persistentvolumes"], ["create", "update", "patch"]),
  ...cells("certificates.k8s.io", ["certificatesigningrequests/approval"], ["update", "patch"]),
  ...cells("certificates.k8s.io", ["signers"], ["approve", "sign", "attest"]),
  ...cells("admissionregistration.k8s.io", ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], write),
  ...cells("admissionregistration.k8s.io", ["validatingadmissionpolicies", "validatingadmissionpolicybindings"], write),
  ...cells("admissionregistration.k8s.io", ["mutatingadmissionpolicies", "mutatingadmissionpolicybindings"], write),
];
