import { annotationKeys, ingressClass, labelKeys, pluginServerUrl } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isNamespace } from "../model/kinds.ts";
import { withLabels } from "../model/labels.ts";
import { installationOf, type Installation } from "../model/ownership.ts";
import { servedHosts } from "../model/routing.ts";
import { at, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

/** Given by the API server, to every namespace. */
const nameKey = "kubernetes.io/metadata.name";

export default resourceRule({
  id: "namespace-labels-owned",
  number: 15,
  title: "A namespace's labels and annotations say whose it is, and say the truth",
  why: "NetworkPolicies and Gateways let in whoever carries a label: a false one opens another tenant's door. Admission policies let a tenant claim the hosts that an annotation lists.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Label the namespace with its fleet, region, role and, if it has one, its tenant, as the fleet file has them.",
  url: ruleUrl("namespace-labels-owned"),
  settings: {
    managedBy: {
      type: "string",
      description: `Value of the label ${labelKeys.managedBy}.`,
      default: "higress-fleet",
    },
  },
  check(resource, facts, { managedBy }) {
    const installation = isNamespace(resource) ? installationOf(resource, facts) : undefined;
    if (installation === undefined) return undefined;
    const labels = labelsOf(resource);
    const demanded = Object.entries(truth(installation, facts, managedBy)).flatMap(([key, value]) => {
      if (labels[key] === value) return [];
      const isMissing = labels[key] === undefined || labels[key] === null;
      const what = isMissing ? "is missing" : `${JSON.stringify(labels[key])} is not ${JSON.stringify(value)}`;
      return [{ path: `metadata.labels["${key}"]`, message: what }];
    });
    return [...demanded, ...lies(installation, labels), ...notes(resource, installation, facts)];
  },
  remediate: (resource, facts, { managedBy }) => {
    const installation = installationOf(resource, facts);
    // A label too many is for people to take away: somebody may count on it.
    if (installation === undefined || lies(installation, labelsOf(resource)).length > 0) return undefined;
    return withLabels(resource.props, truth(installation, facts, managedBy));
  },
});

const labelsOf = (resource: Resource): Readonly<Record<string, unknown>> =>
  record(at(resource.props, "metadata", "labels"));

const truth = ({ id, role }: Installation, facts: Facts, managedBy: string): Readonly<Record<string, string>> => ({
  [labelKeys.managedBy]: managedBy,
  [labelKeys.fleet]: facts.environment,
  [labelKeys.region]: facts.region,
  [labelKeys.role]: role,
  ...(role === "tenant" ? { [labelKeys.tenant]: id } : {}),
});

/** What admission policies believe, where it says something else than the facts; without a note they refuse. */
function notes(resource: Resource, { id, role }: Installation, facts: Facts) {
  const written = record(at(resource.props, "metadata", "annotations"));
  return expected(id, role, facts).flatMap(([key, parts]) => {
    const found = written[key] ?? undefined;
    if (found === undefined || (typeof found === "string" && sorted(found.split(",")) === sorted(parts))) return [];
    const message = `${JSON.stringify(found)} is not what the fleet file has: ${parts.join(",") || "nothing"}`;
    return [{ path: `metadata.annotations["${key}"]`, message }];
  });
}

function expected(
  id: string,
  role: Installation["role"],
  facts: Facts,
): readonly (readonly [key: string, parts: readonly string[]])[] {
  const { dnsDomain, clusterCidrs, platformNamespaces, hub, certManager } = facts;
  if (role === "entry") return [[annotationKeys.certManager, certManager === undefined ? [] : [certManager]]];
  if (role === "gateway") return [[annotationKeys.ingressClass, otherClass(id, facts)]];
  const tenant = facts.tenants.find((one) => one.id === id);
  if (tenant === undefined) return [];
  return [
    [annotationKeys.hosts, servedHosts(tenant)],
    [annotationKeys.dnsDomain, [dnsDomain]],
    [annotationKeys.clusterCidrs, clusterCidrs],
    [annotationKeys.platformNamespaces, platformNamespaces],
    [
      annotationKeys.plugins,
      tenant.servers?.includes("plugin-server") ? [pluginServerUrl(tenant.namespace, dnsDomain)] : [],
    ],
    ...(hub === undefined ? [] : [[annotationKeys.hub, [hub, ...(facts.pluginRegistries ?? [])]] as const]),
  ];
}

/** Of a gateway that serves another class than its own. */
const otherClass = (id: string, facts: Facts): readonly string[] =>
  facts.gateways.filter((one) => one.id === id && one.ingressClass !== ingressClass(id)).map((one) => one.ingressClass);

const sorted = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== "")
    .toSorted()
    .join();

/** Labels that the namespace may not have, or not with that value. */
function lies({ role, namespace }: Installation, labels: Readonly<Record<string, unknown>>) {
  const tenant = role === "tenant" ? undefined : (labels[labelKeys.tenant] ?? undefined);
  const name = labels[nameKey] ?? namespace;
  return [
    ...(tenant === undefined
      ? []
      : [
          {
            path: `metadata.labels["${labelKeys.tenant}"]`,
            message: `${JSON.stringify(tenant)} owns no namespace of a ${role}`,
          },
        ]),
    ...(name === namespace
      ? []
      : [
          {
            path: `metadata.labels["${nameKey}"]`,
            message: `${JSON.stringify(name)} is not the name of the namespace`,
          },
        ]),
  ];
}
