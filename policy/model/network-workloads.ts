/** The pods that a fleet is made of, as NetworkPolicies see them. */
import { consolePods, controllerPods, gatewayPods, pageServerPods, pluginServerPods, redisPods } from "../demands.ts";
import type { Facts, Server } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { isNetworkPolicy } from "./kinds.ts";
import { directions, flows, type Pod } from "./network.ts";
import { installations, namespaceOf, type Installation } from "./ownership.ts";
import { namedNamespaces } from "./selector.ts";
import { at, list, record, text } from "./shape.ts";

/** `backend`: any other pod in the namespace of an installation. `stranger`: in a namespace that nobody declared. */
export type Role = "gateway" | "controller" | Server | "console" | "backend" | "dns" | "platform" | "stranger";

export interface Workload {
  readonly pod: Pod;
  readonly role: Role;
  /** Whose it is; absent for what is none of the fleet's. */
  readonly installation?: Installation;
  /** `the gateway of tenant acme`, for messages. */
  readonly name: string;
}

export const dnsPod: Pod = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };

type Labels = Readonly<Record<string, string>>;

/** Whether labels are there, others beside them or not. */
export const carries = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** What a pod is by its namespace and labels. */
export function workloadOf(pod: Pod, facts: Facts): Workload {
  const installation = installations(facts).get(pod.namespace);
  const role = roleOf(pod, installation, facts);
  return { pod, role, ...(installation && { installation }), name: nameOf(pod, role, installation) };
}

function roleOf({ namespace, labels }: Pod, installation: Installation | undefined, facts: Facts): Role {
  if (installation !== undefined) {
    if (carries(labels, gatewayPods(namespace))) return "gateway";
    if (carries(labels, controllerPods)) return "controller";
    if (carries(labels, pluginServerPods)) return "plugin-server";
    if (carries(labels, pageServerPods)) return "page-server";
    if (carries(labels, redisPods)) return "redis";
    return carries(labels, consolePods) ? "console" : "backend";
  }
  if (namespace === dnsPod.namespace && carries(labels, dnsPod.labels)) return "dns";
  return facts.platformNamespaces.includes(namespace) ? "platform" : "stranger";
}

function nameOf({ namespace, labels }: Pod, role: Role, installation: Installation | undefined): string {
  if (role === "dns") return "the cluster's DNS";
  const carried = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const pod = carried.length === 0 ? "a pod" : `a pod with ${carried.toSorted().join(",")}`;
  if (installation === undefined) return `${pod} of namespace ${namespace}`;
  const owner = installation.role === "entry" ? "the entry" : `${installation.role} ${installation.id}`;
  return `${role === "backend" ? pod : `the ${role}`} of ${owner}`;
}

/**
 * What runs, or may run, in and around the fleet: per installation gateway, controller and a pod without labels, DNS, who reads metrics, a
 * pod in each platform namespace and in two of nobody's, and a pod for every selector in the policies. Namespaces have no
 * labels here but their names, which are the only ones that netpol-trusted-selectors lets a policy go by.
 */
export function fleetWorkloads(resources: readonly Resource[], facts: Facts): readonly Workload[] {
  const pod = (namespace: string, labels: Labels): Pod => ({ namespace, labels });
  const pods = [
    ...[...installations(facts).values()].flatMap(({ namespace, servers = [], console }) => [
      pod(namespace, gatewayPods(namespace)),
      pod(namespace, controllerPods),
      pod(namespace, {}),
      ...(servers.includes("plugin-server") ? [pod(namespace, pluginServerPods)] : []),
      ...(servers.includes("redis") ? [pod(namespace, redisPods)] : []),
      ...(servers.includes("page-server") ? [pod(namespace, pageServerPods)] : []),
      ...(console ? [pod(namespace, consolePods)] : []),
    ]),
    dnsPod,
    ...(facts.monitoring === undefined ? [] : [pod(facts.monitoring.namespace, facts.monitoring.pods)]),
    ...[...facts.platformNamespaces, "kube-system", "default"].map((namespace) => pod(namespace, {})),
    ...resources.filter(isNetworkPolicy).flatMap(selected),
  ];
  return [...new Map(pods.map((one) => [identity(one), one])).values()].map((one) => workloadOf(one, facts));
}

const identity = ({ namespace, labels }: Pod): string =>
  JSON.stringify([namespace, ...Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** A pod that each selector of the policy means: its own, and those of its peers in namespaces that they name. */
function selected(policy: Resource): readonly Pod[] {
  const own = namespaceOf(policy) ?? "";
  const peers = directions.flatMap((direction) => flows(policy, direction)).flatMap((flow) => flow.peers);
  return [
    { namespace: own, labels: meeting(at(policy.props, "spec", "podSelector")) },
    ...peers.flatMap(({ namespaceSelector, podSelector, ipBlock }) => {
      if (ipBlock !== undefined && ipBlock !== null) return [];
      const isOwn = namespaceSelector === undefined || namespaceSelector === null;
      const namespaces = isOwn ? [own] : (namedNamespaces(namespaceSelector) ?? []);
      return namespaces.map((namespace) => ({ namespace, labels: meeting(podSelector) }));
    }),
  ];
}

/** Labels that meet a selector; what it forbids is met by leaving it out. */
function meeting(selector: unknown): Labels {
  const { matchLabels, matchExpressions } = record(selector);
  const demanded = list(matchExpressions)
    .map(record)
    .filter(({ operator }) => operator === "In" || operator === "Exists")
    .map(({ key, values }) => [text(key) ?? "", text(list(values)[0]) ?? ""]);
  const exact = Object.entries(record(matchLabels)).map(([key, value]) => [key, text(value) ?? ""]);
  return Object.fromEntries([...demanded, ...exact]) as Labels;
}
