/** What is to be proved about: policies, namespaces and pods, those that run and those that might. */
import type { Facts } from "../../policy/facts.ts";
import type { Pod } from "../../policy/model/network.ts";
import { namedPorts } from "../../policy/model/network-ports.ts";
import { fleetWorkloads, workloadOf, type Workload } from "../../policy/model/network-workloads.ts";
import { at, list, record, text, type Tree } from "../../policy/model/shape.ts";
import type { Resource } from "../../policy/rule.ts";

type Labels = Readonly<Record<string, string>>;

export interface Cluster {
  /** Namespaces by name with their labels. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly workloads: readonly Workload[];
  /** As the pack's rules read them. */
  readonly resources: readonly Resource[];
}

/** Labels that tell copies of one pod apart, which no policy should go by. */
const copyLabels = ["pod-template-hash", "controller-revision-hash", "pod-template-generation"];

/**
 * @param objects as `kubectl get -o json` has them, lists among them: Namespaces, NetworkPolicies, Pods, workloads with a
 * pod template, McpBridges; others say nothing here. What the fleet is made of is added when it does not run: gateways,
 * controllers, DNS, and in every namespace a pod without labels.
 */
export function readCluster(objects: readonly unknown[], facts: Facts): Cluster {
  const all = objects.flatMap(unfolded);
  const resources = all.map(asResource);
  const labels = new Map(all.filter(({ kind }) => kind === "Namespace").map((one) => [nameOf(one), labelsOf(one)]));
  const running = all.flatMap(podsOf);
  const modelled = fleetWorkloads(resources, facts).map(({ pod }) => pod);
  const probes = [...labels.keys()].map((namespace): Pod => ({ namespace, labels: {} }));
  const pods = new Map([...modelled, ...probes, ...running].map((pod) => [identity(pod), pod]));
  const names = new Set([...labels.keys(), ...[...pods.values()].map(({ namespace }) => namespace)]);
  const namespaces = new Map([...names].toSorted().map((name) => [name, labels.get(name) ?? {}]));
  const workloads = [...pods]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, pod]) => workloadOf({ ...pod, namespaceLabels: namespaces.get(pod.namespace) ?? {} }, facts));
  return { namespaces, workloads, resources };
}

/** Pods with the same labels and ports are the same to every policy. */
const identity = ({ namespace, labels, ports = [] }: Pod): string =>
  JSON.stringify([namespace, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)), ports]);

function unfolded(object: unknown): readonly Tree[] {
  const tree = record(object);
  return (text(tree.kind) ?? "").endsWith("List") ? list(tree.items).flatMap(unfolded) : [tree];
}

/** In the terms of the pack, which knows kinds by Pulumi's type tokens. */
function asResource(object: Tree): Resource {
  const [kind, version] = [text(object.kind) ?? "", text(object.apiVersion) ?? ""];
  const apiVersion = version.includes("/") ? version : `core/${version}`;
  const { namespace } = record(object.metadata);
  const name = [text(namespace), nameOf(object)].filter((part) => part !== undefined).join("/");
  const type = `kubernetes:${apiVersion}:${kind}`;
  const opts = { protect: false, ignoreChanges: [] };
  return { type, kind, apiVersion, isPatch: false, name, urn: `${kind} ${name}`, props: object, opts };
}

function podsOf(object: Tree): readonly Pod[] {
  const kind = text(object.kind) ?? "";
  if (kind === "Pod") return podFrom(object, object);
  const template = at(object, "spec", "template") ?? at(object, "spec", "jobTemplate", "spec", "template");
  return isWorkload.test(kind) ? podFrom(object, record(template)) : [];
}

const isWorkload = /^(?:Deployment|DaemonSet|StatefulSet|Job|CronJob)$/;

/** A pod in the node's network is not in the pod network: policies do not reach it. */
function podFrom({ metadata }: Tree, template: Tree): readonly Pod[] {
  const spec = record(template.spec);
  if (spec.hostNetwork === true) return [];
  const labels = Object.entries(labelsOf(template)).filter(([key]) => !copyLabels.includes(key));
  const ports = namedPorts(spec);
  return [{ namespace: text(record(metadata).namespace) ?? "default", labels: Object.fromEntries(labels), ports }];
}

const nameOf = ({ metadata }: Tree): string => text(record(metadata).name) ?? "";

function labelsOf({ metadata }: Tree): Labels {
  const labels = Object.entries(record(record(metadata).labels));
  return Object.fromEntries(labels.map(([key, value]) => [key, text(value) ?? ""]));
}
