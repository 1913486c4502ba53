import type {
  CustomResourceDefinition,
  EntryPlan,
  InstallationPlan,
  IssuedCertificate,
  Metadata,
  NetworkPolicy,
  Plan,
  TenantPlan,
} from "../../plan/index.ts";

/** A complete plan made by hand: what the components do must not hang on how plan/ came by it. */
export function fixturePlan(tenants: readonly string[], protect = false): Plan {
  return {
    environment: "test",
    region: "local",
    protect,
    drained: [],
    retiring: [],
    installed: {},
    base: {
      customResourceDefinitions: ["mcpbridges.networking.higress.io", "envoyfilters.networking.istio.io"].map(
        definition,
      ),
      ingressClasses: ["entry", "internal", ...tenants].map((id) => ({
        apiVersion: "networking.k8s.io/v1",
        kind: "IngressClass",
        metadata: { name: `higress-${id}`, labels },
        spec: { controller: "higress.io/higress-controller" },
      })),
      gatewayClasses: [
        {
          apiVersion: "gateway.networking.k8s.io/v1",
          kind: "GatewayClass",
          metadata: { name: "higress-internal", labels },
          spec: { controllerName: "higress.io/gateway-controller-higress-internal" },
        },
      ],
      clusterRoles: [
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRole",
          metadata: { name: "higress-fleet-controller", labels },
          rules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["list", "watch"] }],
        },
      ],
      clusterRoleBindings: [
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRoleBinding",
          metadata: { name: "higress-fleet-platform", labels },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "higress-fleet-platform" },
          subjects: [{ kind: "Group", name: "platform", apiGroup: "rbac.authorization.k8s.io" }],
        },
      ],
      ...admission,
    },
    entry: entry(tenants),
    gateways: [installation("internal", "gateway", "higress-internal")],
    tenants: tenants.map(tenant),
  };
}

const labels = { "higress-fleet.io/fleet": "test" };

const admission = {
  admissionPolicies: [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "higress-fleet-hosts", labels },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["services"], operations: ["CREATE"] }],
        },
        matchConditions: [{ name: "always", expression: "true" }],
        validations: [{ expression: "true", message: "Never.", reason: "Forbidden" }],
      },
    },
  ],
  admissionPolicyBindings: [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "higress-fleet-hosts", labels },
      spec: { policyName: "higress-fleet-hosts", validationActions: ["Deny"] },
    },
  ],
} as const;

function definition(name: string): CustomResourceDefinition {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name, labels },
    spec: { scope: "Namespaced" },
  };
}

const pace = { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] } as const;

function installation(id: string, role: InstallationPlan["role"], namespace: string): InstallationPlan {
  const named = (name: string): Metadata => ({ name, namespace, labels });
  const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }];
  const subjects = [{ kind: "ServiceAccount", name: "higress-controller", namespace }] as const;
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "higress-controller" } as const;
  return {
    id,
    role,
    namespace: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } },
    quota: {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: named("fleet"),
      spec: { hard: { "requests.cpu": "2" } },
    },
    limits: {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: named("fleet"),
      spec: {
        limits: [{ type: "Container", default: { cpu: "1" }, defaultRequest: { cpu: "100m" }, max: { cpu: "2" } }],
      },
    },
    networkPolicies: [policy("allow-dns", namespace), policy("default-deny", namespace)],
    podMonitors: [
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata: named("higress-gateway"),
        spec: {
          selector: { matchLabels: { app: "higress-gateway" } },
          podMetricsEndpoints: [{ port: "istio-prom", path: "/stats/prometheus", interval: "30s", honorLabels: false }],
        },
      },
    ],
    gatewayAccount: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: named("higress-gateway"),
      automountServiceAccountToken: false,
    },
    roles: [{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: named("higress-controller"), rules }],
    roleBindings: [
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: named("higress-controller"),
        roleRef,
        subjects,
      },
    ],
    clusterRoleBindings: [
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name: `higress-fleet-controller:${namespace}`, labels },
        roleRef: { ...roleRef, kind: "ClusterRole", name: "higress-fleet-controller" },
        subjects,
      },
    ],
    disruptionBudget: {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: named("higress-gateway"),
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "higress-gateway" } } },
    },
    autoscaler: {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: named("higress-gateway"),
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "higress-gateway" },
        minReplicas: 2,
        maxReplicas: 4,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
        behavior: { scaleUp: { ...pace, stabilizationWindowSeconds: 0 }, scaleDown: pace },
      },
    },
    secrets: [],
    release: {
      name: "higress",
      namespace,
      chart: "./local/chart/higress-core",
      description: "higress-core 2.2.4",
      values: { global: { watchNamespace: namespace } },
    },
    plugins: [],
    ingresses: [],
    gatewayApi: [],
  };
}

function entry(tenants: readonly string[]): EntryPlan {
  const namespace = "higress-system";
  return {
    ...installation("entry", "entry", namespace),
    bridge: bridge(
      namespace,
      tenants.map((id) => ({ type: "dns", name: id, domain: `higress-gateway.${id}-gateway.svc.cluster.local` })),
    ),
    routes: tenants.map((id) => ({
      tenant: id,
      ingresses: [route(id, namespace, "entry", `*.${id}.aigw.example.com`)],
      networkPolicy: policy(`to-${id}`, namespace),
      certificates: [],
      pairs: [],
      authorities: [],
    })),
  };
}

/** The plan with a certificate of cert-manager's, one from files and an authority of clients for each tenant. */
export const certified = (plan: Plan): Plan => ({
  ...plan,
  entry: {
    ...plan.entry,
    routes: plan.entry.routes.map((route) => {
      const { tenant } = route;
      const namespace = plan.entry.namespace.metadata.name;
      const place = (file: string) => ({ directory: "certs", tenant, file });
      const metadata = { name: `${tenant}-files`, namespace, labels };
      return {
        ...route,
        certificates: [certificate(`${tenant}-tls`, namespace)],
        authorities: [
          {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: `${tenant}-tls-cacert`, namespace, labels },
            type: "Opaque",
            stringData: { cacert: "the authority" },
          },
        ],
        pairs: [{ metadata, certificate: place("tls.crt"), key: place("tls.key") }],
      };
    }),
  },
});

const certificate = (name: string, namespace: string): IssuedCertificate => ({
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name, namespace, labels },
  spec: {
    secretName: name,
    dnsNames: ["*.acme.aigw.example.com"],
    issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt" },
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
    usages: ["server auth"],
  },
});

function tenant(id: string): TenantPlan {
  const namespace = `${id}-gateway`;
  return {
    ...installation(id, "tenant", namespace),
    hosts: [`*.${id}.aigw.example.com`],
    suspended: false,
    withheld: [],
    records: [{ tenant: id, name: `*.${id}.aigw.example.com`, type: "CNAME" }],
    secrets: [{ metadata: { name: "nacos", namespace, labels }, keys: ["nacosUsername", "nacosPassword"] }],
    bridge: bridge(namespace, [{ type: "nacos2", name: "nacos", domain: "nacos.example.com", port: 8848 }]),
    ingresses: [route("api", namespace, id, `api.${id}.aigw.example.com`)],
  };
}

function bridge(namespace: string, registries: readonly Readonly<Record<string, unknown>>[]) {
  return {
    apiVersion: "networking.higress.io/v1",
    kind: "McpBridge",
    metadata: { name: "default", namespace, labels },
    spec: { registries },
  } as const;
}

function route(name: string, namespace: string, gateway: string, host: string) {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace, labels, annotations: { "higress.io/ssl-redirect": "true" } },
    spec: {
      ingressClassName: `higress-${gateway}`,
      rules: [
        {
          host,
          http: {
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "api", port: { number: 8080 } } } }],
          },
        },
      ],
    },
  } as const;
}

function policy(name: string, namespace: string): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace, labels },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}
