/** What the chart is given, and what its controller may do in the namespace (chart 2.2.4). */

const compute = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

export const higressValues = (namespace: string, ingressClass: string) => ({
  global: {
    ingressClass,
    createIngressClass: false,
    watchNamespace: namespace,
    enableGatewayAPI: false,
    enableIstioAPI: false,
    enableStatus: false,
    local: false,
    kind: false,
  },
  meshConfig: { rootNamespace: namespace },
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
        labelSelector: { matchLabels: { app: "higress-gateway", higress: `${namespace}-higress-gateway` } },
      },
    ],
    service: { type: "ClusterIP" },
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
  },
  controller: {
    replicas: 1,
    automaticHttps: { enabled: false },
    resources: compute("500m", "1Gi"),
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  },
  pilot: { env: { PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" }, resources: compute("500m", "1Gi") },
});

const read = ["list", "watch"];
export const controllerRules = [
  { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["get", ...read, "create", "update"] },
  { apiGroups: [""], resources: ["services", "pods"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read },
  { apiGroups: ["networking.higress.io"], resources: ["mcpbridges", "http2rpcs"], verbs: read },
  { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: read },
];
