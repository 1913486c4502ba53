/** One Higress for the team `bikes`, in this program's own words: nothing here comes from the fleet. */
import * as k8s from "@pulumi/kubernetes";
import type { ResourceOptions } from "@pulumi/pulumi";
import { controllerRules, higressValues } from "./higress.ts";

const namespace = "bikes-gateway";
const labels = {
  "app.kubernetes.io/managed-by": "bikes-edge",
  "higress-fleet.io/fleet": "live",
  "higress-fleet.io/region": "eu",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "bikes",
};
const controllerPods = { app: "higress-controller", higress: "higress-controller" };
const gatewayPods = { app: "higress-gateway", higress: `${namespace}-higress-gateway` };

/** The pack asks for an entry. This program has none: the name is kept empty and shut. */
const entry = "edge";

const metadata = (name: string) => ({ name, namespace, labels });
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const tcp = (port: number) => [{ protocol: "TCP", port }];

export function deployGateway(provider: k8s.Provider): void {
  const opts: ResourceOptions = { provider };

  new k8s.core.v1.Namespace(
    "bikes",
    {
      metadata: {
        name: namespace,
        labels: {
          ...labels,
          "pod-security.kubernetes.io/enforce": "baseline",
          "pod-security.kubernetes.io/enforce-version": "latest",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
        },
      },
    },
    { ...opts, protect: true },
  );
  budget(opts);
  fences(opts);
  permissions(opts);

  new k8s.networking.v1.IngressClass(
    "class",
    { metadata: { name: "bikes", labels }, spec: { controller: "higress.io/higress-controller" } },
    opts,
  );
  new k8s.helm.v3.Release(
    "higress",
    {
      name: "higress",
      namespace,
      chart: "higress-core",
      version: "2.2.4",
      repositoryOpts: { repo: "https://higress.io/helm-charts" },
      description: `higress-core 2.2.4, narrowed sha256:${"5a".repeat(8)}`,
      postrender: "./strip-cluster-scope",
      disableWebhooks: true,
      disableCRDHooks: true,
      skipCrds: true,
      maxHistory: 3,
      values: higressValues(namespace, "bikes"),
    },
    opts,
  );
  new k8s.networking.v1.Ingress(
    "storefront",
    {
      metadata: metadata("storefront"),
      spec: {
        ingressClassName: "bikes",
        rules: [
          {
            host: "store.bikes.example",
            http: {
              paths: [
                { path: "/", pathType: "Prefix", backend: { service: { name: "storefront", port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
    opts,
  );
}

function budget(opts: ResourceOptions): void {
  new k8s.core.v1.ResourceQuota(
    "quota",
    {
      metadata: metadata("all"),
      spec: {
        hard: {
          "requests.cpu": "12",
          "requests.memory": "16Gi",
          "limits.cpu": "12",
          "limits.memory": "16Gi",
          "requests.storage": "0",
          pods: "8",
          services: "10",
          secrets: "30",
          configmaps: "30",
          persistentvolumeclaims: "0",
          "count/ingresses.networking.k8s.io": "20",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    },
    opts,
  );
  const limit = {
    type: "Container",
    default: { cpu: "500m", memory: "512Mi" },
    defaultRequest: { cpu: "100m", memory: "128Mi" },
    max: { cpu: "2", memory: "4Gi" },
  };
  new k8s.core.v1.LimitRange("limits", { metadata: metadata("each"), spec: { limits: [limit] } }, opts);
  new k8s.policy.v1.PodDisruptionBudget(
    "disruption",
    { metadata: metadata("gateway"), spec: { minAvailable: 2, selector: { matchLabels: gatewayPods } } },
    opts,
  );
}

function fences(opts: ResourceOptions): void {
  const fence = (name: string, spec: k8s.types.input.networking.v1.NetworkPolicySpec) =>
    new k8s.networking.v1.NetworkPolicy(name, { metadata: metadata(name), spec }, opts);

  const shut: k8s.types.input.networking.v1.NetworkPolicySpec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
  new k8s.networking.v1.NetworkPolicy("entry", { metadata: { name: "closed", namespace: entry }, spec: shut }, opts);
  fence("closed", shut);
  fence("names", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ ...inNamespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
        ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)],
      },
    ],
  });
  fence("gateway", {
    podSelector: { matchLabels: gatewayPods },
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [inNamespace("edge-proxy")], ports: tcp(80) }],
    egress: [{ to: [{ podSelector: { matchLabels: controllerPods } }], ports: tcp(15012) }],
  });
  fence("controller", {
    podSelector: { matchLabels: controllerPods },
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ podSelector: { matchLabels: gatewayPods } }], ports: tcp(15012) }],
    egress: [{ to: [{ ipBlock: { cidr: "10.96.0.1/32" } }], ports: tcp(443) }],
  });
}

function permissions(opts: ResourceOptions): void {
  const rules = {
    "higress-controller": controllerRules,
    "higress-gateway": [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }],
  };
  for (const [name, allowed] of Object.entries(rules)) {
    new k8s.rbac.v1.Role(`${name}-role`, { metadata: metadata(name), rules: allowed }, opts);
    new k8s.rbac.v1.RoleBinding(
      `${name}-binding`,
      {
        metadata: metadata(name),
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      },
      opts,
    );
  }
}
