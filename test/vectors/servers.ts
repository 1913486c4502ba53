/** What is tried on the servers beside a gateway: of the fleet's tenants `initech` runs both, `acme` neither. */
import type { Manifest, Vector } from "./vector.ts";

const namespace = "initech-gateway";
const controller = (name: string): string => `system:serviceaccount:kube-system:${name}`;
const byChart = "the chart makes Higress's Pods, and no rule tells others from them";
const byOthers = "the program registers none, so none but its own is judged";

const containers = [{ name: "server", image: "registry.example.com/mirror/higress/plugin-server:2.2.4" }];
const template = (app: string, spec: object = {}, annotations: object = {}) => ({
  metadata: { labels: { app, higress: app }, annotations },
  spec: { containers, ...spec },
});
const pod = (app: string, spec: object = {}): Manifest => ({
  ...{ apiVersion: "v1", kind: "Pod" },
  ...template(app, { automountServiceAccountToken: false, ...spec }),
  metadata: { name: "tried", namespace, labels: { app, higress: app } },
});
const workload = (kind: string, app: string, spec: object = {}, annotations: object = {}): Manifest => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "tried", namespace },
  spec: { replicas: 0, selector: { matchLabels: { app } }, template: template(app, spec, annotations) },
});

const others = { containers: [{ name: "server", image: "registry.example.com/mirror/initech/mine:1.0.0" }] };
const names = ["higress-plugin-server", "redis-stack-server"];
/** With the server of the entry that answers for who is away. */
const labelled = [...names, "higress-fleet-pages"];

/** Who has the labels that the network is open for, and whose files the gateway runs. */
export const pods: readonly Vector[] = [
  {
    name: "a plugin server by the platform",
    verdict: "accept",
    object: workload("Deployment", "higress-plugin-server"),
    as: "platform",
  },
  {
    name: "the last step from a plugin server's Deployment by the cluster",
    verdict: "accept",
    object: pod("higress-plugin-server"),
    as: controller("replicaset-controller"),
  },
  {
    name: "Redis's Pod by the cluster",
    verdict: "accept",
    object: pod("redis-stack-server"),
    as: controller("statefulset-controller"),
  },
  {
    name: "a restart of a plugin server",
    verdict: "accept",
    before: workload("Deployment", "higress-plugin-server"),
    object: workload(
      "Deployment",
      "higress-plugin-server",
      {},
      { "kubectl.kubernetes.io/restartedAt": "2026-11-21T10:00:00Z" },
    ),
  },
  ...labelled.flatMap((app): readonly Vector[] => [
    { name: `a Pod with the label of ${app}`, verdict: "refuse", object: pod(app), unseenByRules: byChart },
    {
      name: `a Pod that takes the label of ${app}`,
      verdict: "refuse",
      before: pod("shop"),
      object: pod(app),
      by: "apply",
      unseenByRules: byChart,
    },
    ...["Deployment", "ReplicaSet", "StatefulSet"].map((kind): Vector => ({
      name: `a ${kind} with the label of ${app}`,
      verdict: "refuse",
      object: workload(kind, app),
      unseenByRules: byChart,
    })),
    {
      name: `another image in ${app}`,
      verdict: "refuse",
      before: workload("Deployment", app),
      object: workload("Deployment", app, others),
      unseenByRules: byChart,
    },
    {
      name: `another network for ${app}`,
      verdict: "refuse",
      before: workload("Deployment", app),
      object: workload("Deployment", app, {}, { "k8s.v1.cni.cncf.io/networks": "kube-system/host" }),
      unseenByRules: byChart,
    },
    {
      name: `a container added to a Pod of ${app}`,
      verdict: "refuse",
      before: pod(app),
      object: pod(app, { ephemeralContainers: [{ name: "debug", image: "registry.example.com/debug:1.0.0" }] }),
      subresource: "ephemeralcontainers",
      unseenByRules: byChart,
    },
    {
      name: `a Pod of ${app} from inside`,
      verdict: "refuse",
      before: { ...pod(app), metadata: { name: `${app}-0`, namespace, labels: { app } } },
      object: { apiVersion: "v1", kind: "PodExecOptions", metadata: { namespace } },
      subresource: "exec",
      unseenByRules: "a stream is opened, never registered",
    },
  ]),
  {
    name: "a plugin server's Pod by a StatefulSet, whose old revisions others can write",
    verdict: "refuse",
    object: pod("higress-plugin-server"),
    as: controller("statefulset-controller"),
    unseenByRules: byChart,
  },
];

const service = (name: string, app: string): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "acme-gateway" },
  spec: { selector: { app }, ports: [{ port: 80, targetPort: 8080 }] },
});

/** Where the gateway's requests for plugins end. */
export const services: readonly Vector[] = [
  { name: "a Service of the tenant's own", verdict: "accept", object: service("tried", "shop") },
  {
    name: "the plugin server's Service by the platform",
    verdict: "accept",
    object: service("higress-plugin-server", "higress-plugin-server"),
    as: "platform",
  },
  ...names.flatMap((app): readonly Vector[] => [
    { name: `a Service named ${app}`, verdict: "refuse", object: service(app, "shop"), unseenByRules: byOthers },
    {
      name: `the Service ${app} led elsewhere`,
      verdict: "refuse",
      before: service(app, app),
      object: service(app, "shop"),
      unseenByRules: byOthers,
    },
    {
      name: `the Service ${app} removed`,
      verdict: "refuse",
      before: service(app, app),
      object: service(app, app),
      by: "delete",
      unseenByRules: byOthers,
    },
  ]),
];

const server = "http://higress-plugin-server.initech-gateway.svc.cluster.local/plugins";
const plugin = (url: string, owner = "initech"): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "tried", namespace: `${owner}-gateway` },
  spec: { url, phase: "AUTHN", priority: 310, failStrategy: "FAIL_CLOSE", defaultConfig: { realm: "shop" } },
});

/** What the plugin server of a namespace hands out, to the gateway of that namespace. */
export const plugins: readonly Vector[] = [
  {
    name: "a plugin of the own plugin server",
    verdict: "accept",
    object: plugin(`${server}/key-auth/1.0.0/plugin.wasm`),
  },
  ...[
    ["another file of the own plugin server", `${server}/key-auth/1.0.0/other.wasm`],
    ["no version of a plugin of the own plugin server", `${server}/key-auth/plugin.wasm`],
    ["the version latest of the own plugin server", `${server}/key-auth/latest/plugin.wasm`],
    ["a way up in the own plugin server", `${server}/../1.0.0/plugin.wasm`],
    ["another port of the own plugin server", server.replace("/plugins", ":8081/plugins/key-auth/1.0.0/plugin.wasm")],
    [
      "the own plugin server's name without its domain",
      server.replace(".svc.cluster.local", "") + "/key-auth/1.0.0/plugin.wasm",
    ],
    [
      "another Service beside the own plugin server",
      server.replace("higress-plugin-server", "mine") + "/key-auth/1.0.0/plugin.wasm",
    ],
  ].map(([name = "", url = ""]): Vector => ({ name, verdict: "refuse", object: plugin(url) })),
  {
    name: "a plugin of another tenant's plugin server",
    verdict: "refuse",
    object: plugin(`${server}/key-auth/1.0.0/plugin.wasm`, "acme"),
  },
  {
    name: "a plugin of a plugin server that does not run",
    verdict: "refuse",
    object: plugin(`${server.replace("initech", "acme")}/key-auth/1.0.0/plugin.wasm`, "acme"),
  },
];
