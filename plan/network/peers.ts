/** Who may stand at the other end of a flow. */
import { addressCidr, exceptions } from "../cidr.ts";
import type { Region } from "../model.ts";
import {
  chartNames,
  consoleLabel,
  controllerPods,
  gatewayPods,
  pageServerPods,
  pluginServerPods,
  redisPods,
} from "../names.ts";
import type { LabelSelector, NetworkPolicyPeer, NetworkPolicyPort, Strings } from "../manifests.ts";

/** Set by the API server on every namespace and nobody else's to set: any other label a tenant could give itself. */
const namespaceNameLabel = "kubernetes.io/metadata.name";

export const gateways = (namespace: string): LabelSelector => ({ matchLabels: gatewayPods(namespace) });
export const controllers: LabelSelector = { matchLabels: controllerPods };

export const pluginServers: LabelSelector = { matchLabels: pluginServerPods };
export const pageServers: LabelSelector = { matchLabels: pageServerPods };
export const redises: LabelSelector = { matchLabels: redisPods };

/** Pods in an installation's namespace that are not Higress's own: the backends. */
export const backends: LabelSelector = {
  matchExpressions: [
    {
      key: "app",
      operator: "NotIn",
      values: [chartNames.controller, chartNames.gateway, chartNames.pluginServer, chartNames.redis],
    },
    { key: consoleLabel, operator: "NotIn", values: [chartNames.console] },
  ],
};

/** Pods in the policy's own namespace. */
export const ownPods = (podSelector: LabelSelector): NetworkPolicyPeer => ({ podSelector });

/** Some pods of another namespace, or all of them where nobody here can know their labels. */
export const podsIn = (namespace: string, pods?: Strings): NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } },
  ...(pods !== undefined && { podSelector: { matchLabels: pods } }),
});

/** Addresses outside the cluster: what a wide block holds of the cluster's own networks is cut out. */
export function outside(cidr: string, cluster: Region): NetworkPolicyPeer {
  const except = exceptions(cidr, cluster);
  return { ipBlock: { cidr, ...(except.length > 0 && { except }) } };
}

/** Exactly this block. */
export const block = (cidr: string): NetworkPolicyPeer => ({ ipBlock: { cidr } });

/** An address as it stands, a Service by its namespace; nothing for any other name, since a policy knows no names. */
export function hostPeers(host: string, cluster: Region): readonly NetworkPolicyPeer[] {
  const address = addressCidr(host);
  if (address !== undefined) return [block(address)];
  const namespace = serviceNamespace(host, cluster.dnsDomain);
  return namespace === undefined ? [] : [podsIn(namespace)];
}

/** Namespace in a Service's DNS name: `x.ns.svc`, `x.ns.svc.cluster.local`, `pod-0.x.ns.svc`; undefined for any other host. */
export function serviceNamespace(host: string, dnsDomain: string): string | undefined {
  const suffix = [`.svc.${dnsDomain}`, ".svc"].find((each) => host.endsWith(each));
  return suffix === undefined ? undefined : host.slice(0, -suffix.length).split(".").at(-1);
}

export const tcp = (...ports: readonly number[]): readonly NetworkPolicyPort[] =>
  ports.map((port) => ({ protocol: "TCP", port }));
