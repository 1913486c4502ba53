/** The part of the world that every installation has: namespace, budget, permissions, release. */
import type { Sketch } from "./harness.ts";
import { unknown } from "./harness.ts";

export interface Site {
  readonly id: string;
  readonly role: "entry" | "gateway" | "tenant";
  readonly namespace: string;
  readonly ingressClass: string;
}

const labels = ({ id, role }: Site) => ({
  "app.kubernetes.io/managed-by": "higress-fleet",
  "higress-fleet.io/fleet": "prod",
  "higress-fleet.io/region": "south",
  "higress-fleet.io/role": role,
  ...(role === "tenant" ? { "higress-fleet.io/tenant": id } : {}),
});

const components = { entry: "Entry", gateway: "Gateway", tenant: "Tenant" } as const;
const parentsOf = ({ role }: Site): string => `higress-fleet:index:Fleet$higress-fleet:index:${components[role]}`;

/** One object of the site: `<id>.<thing>`, below the site's component. */
export const object = (
  site: Site,
  thing: string,
  [apiVersion, kind, name]: readonly [apiVersion: string, kind: string, name: string],
  body: Readonly<Record<string, unknown>>,
): Sketch => ({
  type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
  name: `${site.id}.${thing}`,
  parents: parentsOf(site),
  props: { apiVersion, kind, metadata: { name, namespace: site.namespace, labels: labels(site) }, ...body },
});

export const namespace = (site: Site): Sketch => ({
  type: "kubernetes:core/v1:Namespace",
  name: `${site.id}.namespace`,
  parents: "higress-fleet:index:Fleet",
  protect: true,
  props: {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: site.namespace,
      labels: {
        ...labels(site),
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/enforce-version": "latest",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
      },
      annotations: { "higress-fleet.io/owner": `${site.id}@example.com` },
    },
  },
});

export const quota = (site: Site): Sketch =>
  object(site, "quota", ["v1", "ResourceQuota", "quota"], {
    spec: {
      hard: {
        "requests.cpu": "10",
        "requests.memory": "16Gi",
        "limits.cpu": "10",
        "limits.memory": "16Gi",
        "requests.storage": "0",
        pods: "6",
        services: "20",
        secrets: "55",
        configmaps: "50",
        persistentvolumeclaims: "0",
        "count/ingresses.networking.k8s.io": "100",
        "services.loadbalancers": site.role === "tenant" ? "0" : "1",
        "services.nodeports": site.role === "tenant" ? "0" : "2",
      },
    },
  });

export const limits = (site: Site): Sketch =>
  object(site, "limits", ["v1", "LimitRange", "limits"], {
    spec: {
      limits: [
        {
          type: "Container",
          default: { cpu: "500m", memory: "512Mi" },
          defaultRequest: { cpu: "100m", memory: "128Mi" },
          max: { cpu: "2", memory: "4Gi" },
        },
      ],
    },
  });

export const disruptionBudget = (site: Site): Sketch =>
  object(site, "disruption-budget", ["policy/v1", "PodDisruptionBudget", "higress-gateway"], {
    spec: {
      minAvailable: 2,
      selector: { matchLabels: { app: "higress-gateway", higress: `${site.namespace}-higress-gateway` } },
    },
  });

const rbac = "rbac.authorization.k8s.io";

/** The narrowed permissions of controller and gateway: those of plan/permissions.ts. */
export function roles(site: Site): Sketch[] {
  const subject = (name: string) => [{ kind: "ServiceAccount", name, namespace: site.namespace }];
  const bind = (name: string) => ({ roleRef: { apiGroup: rbac, kind: "Role", name }, subjects: subject(name) });
  const role = "higress-fleet-controller";
  const binding = `${role}:${site.namespace}`;
  return [
    object(site, "controller-role", [`${rbac}/v1`, "Role", "higress-controller"], { rules: controllerRules }),
    object(site, "controller-binding", [`${rbac}/v1`, "RoleBinding", "higress-controller"], bind("higress-controller")),
    object(site, "gateway-role", [`${rbac}/v1`, "Role", "higress-gateway"], {
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }],
    }),
    object(site, "gateway-binding", [`${rbac}/v1`, "RoleBinding", "higress-gateway"], bind("higress-gateway")),
    {
      ...object(site, "cluster-binding", [`${rbac}/v1`, "ClusterRoleBinding", binding], {
        metadata: { name: binding, labels: labels(site) },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
        subjects: subject("higress-controller"),
      }),
    },
  ];
}

const read = ["list", "watch"];
const controllerRules = [
  { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["get", ...read, "create", "update"] },
  { apiGroups: [""], resources: ["services", "pods"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] },
  { apiGroups: ["networking.higress.io"], resources: ["mcpbridges"], verbs: [...read, "update"] },
  { apiGroups: ["networking.higress.io"], resources: ["http2rpcs"], verbs: read },
  { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: read },
  {
    apiGroups: ["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"],
    resources: ["*"],
    verbs: read,
  },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["gateways"], verbs: read },
];

const compute = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

/** The release as the provider's Check leaves it; what it will render is not known in preview. */
export const release = (site: Site): Sketch => ({
  type: "kubernetes:helm.sh/v3:Release",
  name: `${site.id}.release`,
  protect: true,
  parents: parentsOf(site),
  props: {
    name: "higress",
    namespace: site.namespace,
    chart: "higress-core",
    version: "2.2.4",
    repositoryOpts: { repo: "https://higress.io/helm-charts" },
    description: "higress-core 2.2.4, chart sha256:0123456789ab, narrowed sha256:ba9876543210",
    postrender: "./components/narrow.ts",
    skipCrds: true,
    maxHistory: 3,
    atomic: false,
    devel: false,
    forceUpdate: false,
    disableWebhooks: true,
    disableCRDHooks: true,
    replace: false,
    values: {
      global: {
        ingressClass: site.ingressClass,
        createIngressClass: false,
        watchNamespace: site.namespace,
        enableGatewayAPI: false,
        enableIstioAPI: false,
        enableStatus: site.role !== "tenant",
        hub: "registry.example.com/mirror",
        local: false,
        kind: false,
      },
      meshConfig: { rootNamespace: site.namespace },
      gateway: {
        replicas: 3,
        rollingMaxSurge: 1,
        hostNetwork: false,
        kind: "Deployment",
        rbac: { enabled: false },
        resources: compute("2", "2Gi"),
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: {
              matchLabels: { app: "higress-gateway", higress: `${site.namespace}-higress-gateway` },
            },
          },
        ],
        service: { type: site.role === "tenant" ? "ClusterIP" : "LoadBalancer" },
        imagePullSecrets: [{ name: "registry" }],
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
      },
      controller: {
        replicas: 1,
        automaticHttps: { enabled: false },
        resources: compute("500m", "1Gi"),
        imagePullSecrets: [{ name: "registry" }],
        podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
      pilot: { env: { PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" }, resources: compute("500m", "1Gi") },
    },
    resourceNames: unknown,
    status: unknown,
  },
});
