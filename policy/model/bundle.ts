/** The parts without which a tenant is not fenced in, or not reachable. */
import { controllerName, gatewayName, gatewayPods } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { fold } from "./hosts.ts";
import * as kinds from "./kinds.ts";
import type { Pod } from "./network.ts";
import { hasPort } from "./network-ports.ts";
import { networkOf, type Network } from "./network-reach.ts";
import { isInstallationRelease } from "./release.ts";
import { servedHosts } from "./routing.ts";
import { gatewayScale } from "./scale.ts";
import { selects } from "./selector.ts";
import { at, list, record, text } from "./shape.ts";

type Tenant = Facts["tenants"][number];

/** A part that each tenant needs: what is missing, or undefined. */
export type Part = (own: readonly Resource[], tenant: Tenant) => string | undefined;

const gatewayPod = (namespace: string): Pod => ({ namespace, labels: gatewayPods(namespace) });
const dnsPod: Pod = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };

const some =
  (what: string, is: (resource: Resource) => boolean): Part =>
  (own) =>
    own.some(is) ? undefined : what;

/** Everything that stands in the tenant's own namespace. */
export const ownParts = (facts: Facts): readonly Part[] => [
  some("a Namespace", kinds.isNamespace),
  some("a ResourceQuota", kinds.isResourceQuota),
  some("a LimitRange", kinds.isLimitRange),
  some("a NetworkPolicy", kinds.isNetworkPolicy),
  some("a Higress release", (resource) => isInstallationRelease(resource, facts)),
  permission(controllerName),
  permission(gatewayName),
  (own, { namespace }) =>
    opens(networkOf(own), gatewayPod(namespace), dnsPod, "UDP", 53) ? undefined : "a way to the cluster's DNS",
  (own, { namespace }) =>
    needsBudget(own, facts) && !own.some((one) => budgets(one, namespace)) ? "a PodDisruptionBudget" : undefined,
];

/** Everything that stands in the entry's namespace for the tenant. `entry`: what that namespace holds. */
export function entryParts(entry: readonly Resource[], facts: Facts): readonly Part[] {
  const atEntry = networkOf(entry);
  // One pod for all tenants: a network reads its policies once for each, and the entry has one for every tenant.
  const here = gatewayPod(facts.entry.namespace);
  const targets = new Set(
    entry.filter(kinds.isBridge).flatMap(({ props }) => list(at(props, "spec", "registries")).map(domain)),
  );
  const hosts = new Set(
    entry.filter(kinds.isIngress).flatMap(({ props }) => list(at(props, "spec", "rules")).map(host)),
  );
  return [
    (own, { namespace }) => {
      const there = gatewayPod(namespace);
      const isOpen = [atEntry, networkOf(own)].every((end) => opens(end, here, there, "TCP", 80));
      return isOpen ? undefined : "NetworkPolicies that let the entry reach its gateway";
    },
    (_, { namespace }) =>
      targets.has(`${gatewayName}.${namespace}.svc.${facts.dnsDomain}`)
        ? undefined
        : "a registry in the entry's McpBridge",
    (_, tenant) => {
      const missing = servedHosts(tenant).filter((name) => !hosts.has(fold(name)));
      return missing.length === 0 ? undefined : `an Ingress of the entry for ${missing.join(", ")}`;
    },
  ];
}

/** By the policies of one end: those of the other are not in this network. */
const opens = (network: Network, from: Pod, to: Pod, protocol: "TCP" | "UDP", port: number): boolean =>
  hasPort(network.connections(from, to), protocol, port);

const domain = (registry: unknown): string | undefined => text(record(registry).domain);
const host = (rule: unknown): string => fold(text(record(rule).host) ?? "");

/** A Role of the namespace, bound to one of the chart's service accounts. */
const permission =
  (account: string): Part =>
  (own, { namespace }) => {
    const roles = new Set(own.filter(kinds.isRole).map(({ props }) => at(props, "metadata", "name")));
    const isBound = own.filter(kinds.isRoleBinding).some(
      ({ props }) =>
        roles.has(at(props, "roleRef", "name")) &&
        list(props.subjects)
          .map(record)
          .some(({ kind, name, namespace: of }) => kind === "ServiceAccount" && name === account && of === namespace),
    );
    return isBound ? undefined : `a Role bound to ServiceAccount ${account}`;
  };

/** One replica needs none, and nor does a suspended gateway: a budget would only block every eviction. */
function needsBudget(own: readonly Resource[], facts: Facts): boolean {
  const releases = own.filter((resource) => isInstallationRelease(resource, facts));
  return facts.protect && releases.some((release) => (gatewayScale(release).least ?? 2) > 1);
}

const budgets = (resource: Resource, namespace: string): boolean =>
  kinds.isDisruptionBudget(resource) && selects(at(resource.props, "spec", "selector"), gatewayPods(namespace));
