import { pods as consoles } from "../console.ts";
import { pods } from "../servers.ts";
import type { Manifest, Table } from "../vector.ts";

const namespace = "acme-gateway";
const metadata = { name: "tried", namespace };
const labels = { app: "shop" };
const containers = [{ name: "shop", image: "registry.example.com/mirror/acme/shop:1.4.2" }];

const pod = (serviceAccountName: string | undefined, app = "shop", change: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { ...metadata, labels: { app } },
  spec: { automountServiceAccountToken: false, containers, serviceAccountName, ...change },
});
const workload = (kind: string, serviceAccountName: string, app = "shop", more: object = {}): Manifest => ({
  apiVersion: "apps/v1",
  kind,
  metadata,
  spec: {
    replicas: 0,
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: { containers, serviceAccountName } },
    ...more,
  },
});

/** As the platform makes it, in short. */
const higress = (change: object = {}, template: object = {}): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "higress-controller", namespace },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: "higress-controller" } },
    template: {
      metadata: { labels: { app: "higress-controller" }, ...template },
      spec: { containers, serviceAccountName: "higress-controller", ...change },
    },
  },
});

/** A Pod as the cluster names it. */
const running = (app: string): Manifest => ({
  ...pod(app, app),
  metadata: { namespace, name: `${app}-0`, labels: { app } },
});
const noted = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`example.com/note-${at}`, "seen"]));
const options = (stream: string): Manifest => {
  const kind =
    { attach: "PodAttachOptions", exec: "PodExecOptions", proxy: "PodProxyOptions" }[stream] ?? "PodPortForwardOptions";
  return { apiVersion: "v1", kind, metadata: { namespace } };
};

const controller = (name: string): string => `system:serviceaccount:kube-system:${name}`;
const unseen = "the chart makes Higress's Pods, and no rule tells others from them";

export const table: Table = {
  statement: "pod-identity",
  rules: [],
  vectors: [
    ...pods,
    ...consoles,
    { name: "a Pod with no account named", verdict: "accept", object: pod(undefined) },
    { name: "a Pod with an account of the tenant's", verdict: "accept", object: pod("default") },
    {
      name: "a Pod without labels",
      verdict: "accept",
      object: { ...pod("default"), metadata: { ...metadata, labels: null } },
    },
    { name: "a Deployment with an account of the tenant's", verdict: "accept", object: workload("Deployment", "shop") },
    {
      name: "an account that only begins alike",
      verdict: "accept",
      object: workload("Deployment", "higress-gateway-metrics"),
    },
    { name: "Higress's Deployment by the platform", verdict: "accept", object: higress(), as: "platform" },
    {
      name: "the next step from Higress's Deployment by the cluster",
      verdict: "accept",
      object: workload("ReplicaSet", "higress-controller", "higress-controller"),
      as: controller("deployment-controller"),
    },
    {
      name: "the last step from Higress's Deployment by the cluster",
      verdict: "accept",
      object: pod("higress-gateway", "higress-gateway"),
      as: controller("replicaset-controller"),
    },
    {
      name: "Higress's Deployment by another number of replicas",
      verdict: "accept",
      before: higress(),
      object: {
        apiVersion: "autoscaling/v1",
        kind: "Scale",
        metadata: { name: "higress-controller", namespace },
        spec: { replicas: 1 },
      },
      subresource: "scale",
    },
    {
      name: "a restart of Higress's Deployment",
      verdict: "accept",
      before: higress(),
      object: higress({}, { annotations: { "kubectl.kubernetes.io/restartedAt": "2026-11-21T10:00:00Z" } }),
    },
    { name: "Higress's Deployment removed", verdict: "accept", before: higress(), object: higress(), by: "delete" },

    {
      name: "a Pod with the controller's account",
      verdict: "refuse",
      object: pod("higress-controller"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the controller's account by its old field",
      verdict: "refuse",
      object: pod(undefined, "shop", { serviceAccount: "higress-controller" }),
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the controller's account and labels",
      verdict: "refuse",
      object: pod("higress-controller", "higress-controller"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the controller's account under a generated name",
      verdict: "refuse",
      object: { ...pod("higress-controller"), metadata: { namespace, generateName: "higress-controller-" } },
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the gateway's account",
      verdict: "refuse",
      object: pod("higress-gateway"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod that says it is a ReplicaSet's of Higress",
      verdict: "refuse",
      object: {
        ...pod("higress-controller"),
        metadata: {
          ...metadata,
          labels,
          ownerReferences: [
            {
              apiVersion: "apps/v1",
              kind: "ReplicaSet",
              name: "higress-controller-0",
              uid: "00000000-0000-4000-8000-000000000000",
              controller: true,
            },
          ],
        },
      },
      unseenByRules: unseen,
    },
    ...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"].map((kind) => ({
      name: `a ${kind} with the controller's account`,
      verdict: "refuse" as const,
      object: workload(kind, "higress-controller", "shop", kind === "DaemonSet" ? { replicas: undefined } : {}),
      unseenByRules: unseen,
    })),
    {
      name: "a Job with the controller's account",
      verdict: "refuse",
      object: {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata,
        spec: {
          template: {
            metadata: { labels },
            spec: { containers, restartPolicy: "Never", serviceAccountName: "higress-controller" },
          },
        },
      },
      unseenByRules: unseen,
    },
    {
      name: "a ReplicaSet with the controller's account by the controller of another kind",
      verdict: "refuse",
      object: workload("ReplicaSet", "higress-controller"),
      as: controller("replicaset-controller"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the controller's account by a StatefulSet",
      verdict: "refuse",
      object: pod("higress-controller"),
      as: controller("statefulset-controller"),
      unseenByRules: unseen,
    },
    {
      name: "another image in Higress's Deployment",
      verdict: "refuse",
      before: higress(),
      object: higress({ containers: [{ name: "shop", image: "registry.example.com/evil:1.0.0" }] }),
      unseenByRules: unseen,
    },
    {
      name: "another image in Higress's Deployment by server-side apply",
      verdict: "refuse",
      before: higress(),
      object: higress({ containers: [{ name: "shop", image: "registry.example.com/evil:1.0.0" }] }),
      by: "apply",
      unseenByRules: unseen,
    },
    {
      name: "a Deployment that takes the controller's account",
      verdict: "refuse",
      before: workload("Deployment", "shop"),
      object: workload("Deployment", "higress-controller"),
      unseenByRules: unseen,
    },
    {
      name: "a container added to a Pod with the controller's account",
      verdict: "refuse",
      before: pod("higress-controller", "higress-controller"),
      object: pod("higress-controller", "higress-controller", {
        ephemeralContainers: [{ name: "debug", image: "registry.example.com/debug:1.0.0" }],
      }),
      subresource: "ephemeralcontainers",
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the gateway's label",
      verdict: "refuse",
      object: pod("default", "higress-gateway"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod that takes the controller's label",
      verdict: "refuse",
      before: pod("default"),
      object: pod("default", "higress-controller"),
      by: "apply",
      unseenByRules: unseen,
    },
    {
      name: "a Deployment with the controller's label",
      verdict: "refuse",
      object: workload("Deployment", "shop", "higress-controller"),
      unseenByRules: unseen,
    },
    {
      name: "a Pod in the entry's namespace with the controller's account",
      verdict: "refuse",
      object: { ...pod("higress-controller"), metadata: { name: "tried", namespace: "higress-system" } },
      unseenByRules: unseen,
    },

    {
      name: "a restart that asks for another network too",
      verdict: "refuse",
      before: higress(),
      object: higress({}, { annotations: { "k8s.v1.cni.cncf.io/networks": "kube-system/host" } }),
      unseenByRules: unseen,
    },
    {
      name: "a CronJob with the controller's account",
      verdict: "refuse",
      object: {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata,
        spec: {
          schedule: "@daily",
          jobTemplate: {
            spec: {
              template: {
                metadata: { labels },
                spec: { containers, restartPolicy: "Never", serviceAccountName: "higress-controller" },
              },
            },
          },
        },
      },
      unseenByRules: unseen,
    },
    {
      name: "a Pod with the controller's account by the tenant's account that is named like the cluster's",
      verdict: "refuse",
      object: pod("higress-controller", "higress-controller"),
      as: "system:serviceaccount:acme-gateway:replicaset-controller",
      unseenByRules: unseen,
    },
    ...["exec", "attach", "portforward", "proxy"].map((subresource) => ({
      name: `the controller's Pod from inside, by ${subresource}`,
      verdict: "refuse" as const,
      before: running("higress-controller"),
      object: options(subresource),
      subresource,
      unseenByRules: "a stream is opened, never registered",
    })),
    {
      name: "the control plane's Service by way of the API server, past every network policy",
      verdict: "refuse",
      before: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "higress-controller", namespace },
        spec: { ports: [{ port: 15010 }] },
      },
      object: { apiVersion: "v1", kind: "ServiceProxyOptions", metadata: { namespace } },
      subresource: "proxy",
      unseenByRules: "a stream is opened, never registered",
    },
    {
      name: "a restart of a Deployment with many annotations",
      verdict: "accept",
      before: higress({}, { annotations: noted }),
      object: higress({}, { annotations: { "kubectl.kubernetes.io/restartedAt": "2026-11-21T10:00:00Z", ...noted } }),
    },
  ],
};
