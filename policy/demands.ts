/**
 * What the pack demands of the program's names. Stated here once more, since the pack is published without the
 * program; a house test compares it with plan/names.ts.
 */
const prefix = "higress-fleet.io";

export const labelKeys = {
  fleet: `${prefix}/fleet`,
  region: `${prefix}/region`,
  role: `${prefix}/role`,
  tenant: `${prefix}/tenant`,
  managedBy: "app.kubernetes.io/managed-by",
} as const;

/** Annotations of a namespace that admission policies believe, each a list with commas: the first the entry's, the others a tenant's. */
export const annotationKeys = {
  ingressClass: `${prefix}/ingress-class`,
  certManager: `${prefix}/cert-manager`,
  hosts: `${prefix}/hosts`,
  dnsDomain: `${prefix}/dns-domain`,
  clusterCidrs: `${prefix}/cluster-cidrs`,
  platformNamespaces: `${prefix}/platform-namespaces`,
  hub: `${prefix}/hub`,
  plugins: `${prefix}/plugins`,
} as const;

export const tenantNamespace = (id: string): string => `${id}-gateway`;
export const gatewayNamespace = (id: string): string => `higress-${id}`;
export const ingressClass = (id: string): string => `higress-${id}`;

/** The class of ingress-nginx, which one gateway of the platform may serve. */
export const nginxClass = "nginx";

/** The chart's names and pod labels (chart 2.2.4, `_helpers.tpl`), which NetworkPolicies and disruption budgets select. */
export const gatewayName = "higress-gateway";
export const controllerName = "higress-controller";
export const gatewayPods = (namespace: string): Readonly<Record<string, string>> => ({
  app: gatewayName,
  higress: `${namespace}-${gatewayName}`,
});
export const controllerPods: Readonly<Record<string, string>> = { app: controllerName, higress: controllerName };

/** Servers beside a gateway, which it alone reaches. */
export const pluginServerName = "higress-plugin-server";
export const redisName = "redis-stack-server";
export const pluginServerPods: Readonly<Record<string, string>> = {
  app: pluginServerName,
  higress: pluginServerName,
};
export const redisPods: Readonly<Record<string, string>> = { app: redisName };
/** The console: its chart, its release and everything in it have this name, and its pods no label `app`. */
export const consoleName = "higress-console";
export const consolePods: Readonly<Record<string, string>> = {
  "app.kubernetes.io/name": consoleName,
  "app.kubernetes.io/instance": consoleName,
};
/** Of the entry: answers for tenants that are away. Its registry there has the entry's id, which is no tenant's. */
export const pageServerName = "higress-fleet-pages";
export const pageServerPods: Readonly<Record<string, string>> = { app: pageServerName };
export const pageServerPort = 8080;
export const pageServerHost = (namespace: string, dnsDomain: string): string =>
  `${pageServerName}.${namespace}.svc.${dnsDomain}`;

/** Where the plugin server of a namespace has its plugins, as `<name>/<version>/plugin.wasm` below it. */
export const pluginServerUrl = (namespace: string, dnsDomain: string): string =>
  `http://${pluginServerName}.${namespace}.svc.${dnsDomain}/plugins/`;

/** The only McpBridge that a controller reads. */
export const bridgeName = "default";

/**
 * ClusterRoles of the program: the read-only one of every controller, that of gateways with `watch: all`, that of gateways that
 * serve the Gateway API, and that of those that do both.
 */
export const clusterRoles = [
  "higress-fleet-controller",
  "higress-fleet-watch-all",
  "higress-fleet-gateway-api",
  "higress-fleet-watch-all-gateway-api",
] as const;
export const clusterRoleBinding = (namespace: string, role: string): string => `${role}:${namespace}`;

/** ClusterRole of whoever runs the fleet; what it grants exists nowhere, and admission policies ask for it. */
export const platformRole = { name: "higress-fleet-platform", resource: "fleets", verb: "manage" } as const;
export const platformGroup = prefix;

/** Begins the name of every admission policy and of its binding. */
export const admissionPrefix = "higress-fleet-";
/** What follows it: the statements about isolation that the API server enforces. */
export const admissionStatements = [
  ...[
    "bridge",
    "certificate-requests",
    "console-writes",
    "entry-writers",
    "guard-rails",
    "ingress-annotations",
    "ingress-class",
    "ingress-hosts",
    "istio-objects",
  ],
  ...["namespace-facts", "pod-identity", "pod-security-context", "rbac-escalation", "route-hosts", "service-exposure"],
  "wasm-plugin",
] as const;
/** Those that a fleet has beside them where one of its gateways watches all namespaces. */
export const watchAllStatements = ["secret-templates"] as const;

/** API groups whose CRDs come with the chart, or that a controller reads when someone installed them. */
export const crdGroups = [
  "extensions.higress.io",
  "networking.higress.io",
  "extensions.istio.io",
  "networking.istio.io",
  "security.istio.io",
  "telemetry.istio.io",
  "gateway.networking.k8s.io",
] as const;

/** The post-renderer that narrows every release, as the program names it. */
export const postRenderer = "./components/narrow.ts";
