import type { Manifest, Table } from "../vector.ts";

const namespace = "acme-gateway";
const metadata = { name: "tried", namespace };
const image = "registry.example.com/mirror/acme/shop:1.4.2";

/** As restricted as a Pod can be, which no rule minds. */
const tight = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  runAsUser: 1000,
  seccompProfile: { type: "RuntimeDefault" },
};
const box = (change: object = {}, context: object = {}): object => ({
  name: "shop",
  image,
  resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
  securityContext: { ...tight, ...context },
  ...change,
});
const spec = (change: object = {}): object => ({
  automountServiceAccountToken: false,
  containers: [box()],
  ...change,
});

const pod = (change: object = {}, meta: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { ...metadata, ...meta },
  spec: spec(change),
});
const contained = (context: object): Manifest => pod({ containers: [box({}, context)] });
const labels = { app: "shop" };
const template = (change: object): object => ({ metadata: { labels }, spec: spec(change) });

const workload = (kind: string, change: object = {}, more: object = {}): Manifest => ({
  apiVersion: "apps/v1",
  kind,
  metadata,
  spec: { selector: { matchLabels: labels }, template: template(change), ...more },
});
const job = (change: object): Manifest => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata,
  spec: { template: template({ restartPolicy: "Never", ...change }) },
});
const cronJob = (change: object): Manifest => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata,
  spec: {
    schedule: "@daily",
    jobTemplate: { spec: { template: template({ restartPolicy: "Never", ...change }) } },
  },
});

/** The node's own request, from the node's own address. */
const own = { httpGet: { host: "169.254.169.254", path: "/", port: 80 } };
const ofNode = { volumes: [{ name: "node", hostPath: { path: "/" } }] };
const gatewayContext = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
  sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
};
/** What the chart's gateway mounts. */
const mounts = [
  { name: "config", configMap: { name: "higress-config" } },
  { name: "istio-data", emptyDir: {} },
  { name: "podinfo", downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
  {
    name: "istio-token",
    projected: { sources: [{ serviceAccountToken: { audience: "istio-ca", path: "istio-token" } }] },
  },
  { name: "cacerts", secret: { secretName: "cacerts", optional: true } },
];

export const table: Table = {
  statement: "pod-security-context",
  rules: ["workload-security-context"],
  vectors: [
    { name: "a restricted Pod", verdict: "accept", object: pod() },
    {
      name: "a Pod under a generated name",
      verdict: "accept",
      object: pod({}, { name: undefined, generateName: "shop-" }),
    },
    {
      name: "a Pod with the gateway's sysctl and volumes",
      verdict: "accept",
      object: pod({ securityContext: gatewayContext, volumes: mounts }),
    },
    {
      name: "empty lists of ports and volumes",
      verdict: "accept",
      object: pod({ volumes: [], containers: [box({ ports: [] })] }),
    },
    { name: "volumes that are null", verdict: "accept", object: pod({ volumes: null, initContainers: null }) },
    {
      name: "a port without a host's",
      verdict: "accept",
      object: pod({ containers: [box({ ports: [{ containerPort: 8080 }] })] }),
    },
    {
      name: "host namespaces that are false",
      verdict: "accept",
      object: pod({ hostNetwork: false, hostPID: false, hostIPC: false }),
    },
    { name: "a Deployment", verdict: "accept", object: workload("Deployment") },
    {
      name: "a StatefulSet with storage",
      verdict: "accept",
      object: workload(
        "StatefulSet",
        { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] },
        { serviceName: "shop" },
      ),
    },
    { name: "a CronJob", verdict: "accept", object: cronJob({}) },
    { name: "a Job by server-side apply", verdict: "accept", object: job({}), by: "apply" },
    {
      name: "the scale of a Deployment",
      verdict: "accept",
      before: workload("Deployment", {}, { replicas: 0 }),
      object: { apiVersion: "autoscaling/v1", kind: "Scale", metadata, spec: { replicas: 2 } },
      subresource: "scale",
    },
    {
      name: "an eviction",
      verdict: "accept",
      before: pod(),
      object: { apiVersion: "policy/v1", kind: "Eviction", metadata },
      subresource: "eviction",
    },
    {
      name: "a privileged Pod by the platform",
      verdict: "accept",
      object: contained({ privileged: true, allowPrivilegeEscalation: undefined }),
      as: "platform",
      unseenByRules: "they ask no less of the platform",
    },

    { name: "the node's network", verdict: "refuse", object: pod({ hostNetwork: true }) },
    { name: "the node's processes", verdict: "refuse", object: pod({ hostPID: true }) },
    { name: "the node's shared memory", verdict: "refuse", object: pod({ hostIPC: true }) },
    {
      name: "the node's network in a Deployment",
      verdict: "refuse",
      object: workload("Deployment", { hostNetwork: true }),
    },
    {
      name: "the node's network in a DaemonSet",
      verdict: "refuse",
      object: workload("DaemonSet", { hostNetwork: true }),
    },
    {
      name: "the node's processes in a StatefulSet",
      verdict: "refuse",
      object: workload("StatefulSet", { hostPID: true }, { serviceName: "shop" }),
    },
    { name: "the node's files in a ReplicaSet", verdict: "refuse", object: workload("ReplicaSet", ofNode) },
    { name: "the node's files in a Job", verdict: "refuse", object: job(ofNode) },
    { name: "the node's files in a CronJob, one level deeper", verdict: "refuse", object: cronJob(ofNode) },
    {
      name: "the node's files in a ReplicationController",
      verdict: "refuse",
      object: {
        apiVersion: "v1",
        kind: "ReplicationController",
        metadata,
        spec: { selector: labels, template: template(ofNode) },
      },
    },
    {
      name: "the node's files in a PodTemplate",
      verdict: "refuse",
      object: { apiVersion: "v1", kind: "PodTemplate", metadata, template: template(ofNode) },
    },
    {
      name: "a server's files",
      verdict: "refuse",
      object: pod({ volumes: [{ name: "all", nfs: { server: "192.0.2.1", path: "/" } }] }),
    },
    {
      name: "a host port",
      verdict: "refuse",
      object: pod({ containers: [box({ ports: [{ containerPort: 80, hostPort: 80 }] })] }),
    },
    {
      name: "a host port of a container that begins",
      verdict: "refuse",
      object: pod({ initContainers: [box({ name: "first", ports: [{ containerPort: 80, hostPort: 80 }] })] }),
    },
    {
      name: "a privileged container",
      verdict: "refuse",
      object: contained({ privileged: true, allowPrivilegeEscalation: undefined }),
    },
    {
      name: "a privileged container that begins",
      verdict: "refuse",
      object: pod({
        initContainers: [box({ name: "first" }, { privileged: true, allowPrivilegeEscalation: undefined })],
      }),
    },
    {
      name: "a container that may gain rights",
      verdict: "refuse",
      object: contained({ allowPrivilegeEscalation: true }),
    },
    {
      name: "an added capability",
      verdict: "refuse",
      object: contained({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
    },
    { name: "every capability", verdict: "refuse", object: contained({ capabilities: { add: ["ALL"] } }) },
    {
      name: "a capability in lower case",
      verdict: "refuse",
      object: contained({ capabilities: { drop: ["ALL"], add: ["net_raw"] } }),
    },
    { name: "root", verdict: "refuse", object: contained({ runAsUser: 0, runAsNonRoot: undefined }) },
    { name: "root for the whole Pod", verdict: "refuse", object: pod({ securityContext: { runAsUser: 0 } }) },
    { name: "no seccomp profile", verdict: "refuse", object: contained({ seccompProfile: { type: "Unconfined" } }) },
    {
      name: "the node's own type of SELinux",
      verdict: "refuse",
      object: contained({ seLinuxOptions: { type: "spc_t" } }),
    },
    {
      name: "a container's type of SELinux",
      verdict: "accept",
      object: contained({ seLinuxOptions: { type: "container_t" } }),
    },
    {
      name: "the whole of /proc",
      verdict: "refuse",
      object: pod({ hostUsers: false, containers: [box({}, { procMount: "Unmasked" })] }),
    },
    {
      name: "a sysctl of the node",
      verdict: "refuse",
      object: pod({ securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] } }),
    },
    {
      name: "the cluster's own priority",
      verdict: "refuse",
      object: pod({ priorityClassName: "system-node-critical", priority: 2000001000 }),
    },
    {
      name: "a container added to a running Pod",
      verdict: "refuse",
      before: pod(),
      object: pod({ ephemeralContainers: [{ name: "debug", image, securityContext: { privileged: true } }] }),
      subresource: "ephemeralcontainers",
    },
    {
      name: "a Deployment that takes the node's network",
      verdict: "refuse",
      before: workload("Deployment", {}, { replicas: 0 }),
      object: workload("Deployment", { hostNetwork: true }, { replicas: 0 }),
    },
    {
      name: "a Deployment that takes the node's network by server-side apply",
      verdict: "refuse",
      before: workload("Deployment", {}, { replicas: 0 }),
      object: workload("Deployment", { hostNetwork: true }, { replicas: 0 }),
      by: "apply",
    },
    {
      name: "a privileged Pod made by the cluster for a tenant's template",
      verdict: "refuse",
      object: contained({ privileged: true, allowPrivilegeEscalation: undefined }),
      as: "system:serviceaccount:kube-system:replicaset-controller",
    },

    ...[{ livenessProbe: own }, { readinessProbe: { tcpSocket: { host: "127.0.0.1", port: 10250 } } }].map((probe) => ({
      name: `a node that asks another host, by ${Object.keys(probe).join()}`,
      verdict: "refuse" as const,
      object: pod({ containers: [box(probe)] }),
    })),
    {
      name: "a node that asks another host when a container ends",
      verdict: "refuse",
      object: workload("Deployment", { containers: [box({ lifecycle: { preStop: own } })] }),
    },
    {
      name: "a probe of the container itself",
      verdict: "accept",
      object: pod({ containers: [box({ livenessProbe: { httpGet: { path: "/", port: 8080 } } })] }),
    },
    {
      name: "a profile of seccomp on the node",
      verdict: "accept",
      object: contained({ seccompProfile: { type: "Localhost", localhostProfile: "shop.json" } }),
    },
    {
      name: "no profile of AppArmor",
      verdict: "refuse",
      object: contained({ appArmorProfile: { type: "Unconfined" } }),
    },
    {
      name: "no profile of AppArmor by the old annotation",
      verdict: "refuse",
      object: pod({}, { annotations: { "container.apparmor.security.beta.kubernetes.io/shop": "unconfined" } }),
    },
    { name: "a user of SELinux", verdict: "refuse", object: contained({ seLinuxOptions: { user: "system_u" } }) },
    {
      name: "files that the node fetches by git (CVE-2024-10220)",
      verdict: "refuse",
      object: pod({ volumes: [{ name: "code", gitRepo: { repository: "https://evil.example/x" } }] }),
    },
    {
      name: "a driver of the node's",
      verdict: "refuse",
      object: pod({ volumes: [{ name: "disk", flexVolume: { driver: "evil/mount" } }] }),
    },
    {
      name: "a privileged sidecar that begins and stays",
      verdict: "refuse",
      object: pod({
        initContainers: [
          box({ name: "side", restartPolicy: "Always" }, { privileged: true, allowPrivilegeEscalation: undefined }),
        ],
      }),
    },
  ],
};
