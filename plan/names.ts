/**
 * Every name, label and annotation key that the fleet gives, made in one place.
 * Names are rejected when they do not fit, never shortened: two tenants must not end up with one object.
 */

/** Prefix of the labels and annotations that are ours. */
export const labelPrefix = "higress-fleet.io";

export const labels = {
  /** Value: the environment. Whatever carries it belongs to the fleet. */
  fleet: `${labelPrefix}/fleet`,
  region: `${labelPrefix}/region`,
  /** Value: `entry`, `gateway` or `tenant`. */
  role: `${labelPrefix}/role`,
  /** Value: the tenant's id; on everything that belongs to one tenant, in its namespace or the entry's. */
  tenant: `${labelPrefix}/tenant`,
  managedBy: "app.kubernetes.io/managed-by",
} as const;

export const annotations = {
  owner: `${labelPrefix}/owner`,
  /** On the entry's Namespace: user name of cert-manager, which may write TLS Secrets there. Admission policies read it. */
  certManager: `${labelPrefix}/cert-manager`,
  /** On the Namespace of a gateway that serves another class than its own: that class. Admission policies read it. */
  ingressClass: `${labelPrefix}/ingress-class`,
  /** On a tenant's Namespace: every host that leads to it, sorted, comma separated. Admission policies read it. */
  hosts: `${labelPrefix}/hosts`,
  /** Likewise: the DNS domain of the cluster. */
  dnsDomain: `${labelPrefix}/dns-domain`,
  /** Likewise: networks of pods, services and the API server, comma separated. */
  clusterCidrs: `${labelPrefix}/cluster-cidrs`,
  /** Likewise: namespaces whose Services every tenant may call, comma separated. */
  platformNamespaces: `${labelPrefix}/platform-namespaces`,
  /** Likewise: registries that plugins come from, comma separated. */
  hub: `${labelPrefix}/hub`,
  /** Likewise: where its own plugin server has plugins; absent where it runs none. */
  plugins: `${labelPrefix}/plugins`,
} as const;

export const managedBy = "higress-fleet";

/**
 * Longest tenant or gateway id. The longest thing derived from one is a label value, of which Kubernetes takes 63 characters: the
 * chart's `<id>-gateway-higress-gateway` on a tenant's pods, or `higress-<id>-higress-gateway` (gatewayPods).
 */
export const maxIdLength = 39;

/** A DNS label, lower case (RFC 1123). */
export const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Secrets that Helm and the controller make in the namespace. */
export const higressSecret = /^(istio-ca-secret|higress-.*|sh\.helm\.release\..*)$/;

export const entryId = "entry";
export const entryNamespace = "higress-system";

export const tenantNamespace = (id: string): string => `${id}-gateway`;
export const gatewayNamespace = (id: string): string => `higress-${id}`;

/** The entry's Ingress for the hosts of a certificate whose clients show one of their own. No tenant's id has a dot, so no two are the same. */
export const askingIngress = (tenant: string, secret: string): string => `${tenant}.${secret}`;

/** Class of an installation: `higress-entry`, `higress-<gateway>`, `higress-<tenant>`. */
export const ingressClass = (id: string): string => `higress-${id}`;

/**
 * Class of a gateway that serves the Gateway API, and the controller of that class (higress v2.2.4,
 * pkg/ingress/kube/gateway/istio/deploymentcontroller.go:52-77).
 */
export const gatewayClass = (id: string): string => `higress-${id}`;
export const gatewayController = (id: string): string => `higress.io/gateway-controller-${gatewayClass(id)}`;

/**
 * The class of ingress-nginx. Whoever serves it also takes Ingresses that name none (higress v2.2.4,
 * pkg/ingress/kube/ingressv1/controller.go:1286-1340).
 */
export const nginxClass = "nginx";

export const systemHost = (id: string, domain: string): string => `*.${id}.${domain}`;

/** One release per namespace, so its name needs no tenant in it. */
export const releaseName = "higress";

/** Names that the chart gives (higress v2.2.4, helm/core/values.yaml). The controller counts on them. */
export const chartNames = {
  gateway: "higress-gateway",
  controller: "higress-controller",
  /** The only McpBridge the controller reads. */
  bridge: "default",
  /** ConfigMap of the controller and the gateways. */
  configuration: "higress-config",
  pluginServer: "higress-plugin-server",
  redis: "redis-stack-server",
  /** Of chart higress-console, and that chart's own name. */
  console: "higress-console",
} as const;

/** Services of Higress that no traffic leads to: one hands the whole configuration out, the other writes it. */
export const closedServices = [chartNames.controller, chartNames.console] as const;

/** The console has a release of its own, named as everything in it. */
export const consoleRelease = chartNames.console;

/** Its chart has an account for log collectors too, whether there are any or not. */
export const consoleAccounts = [chartNames.console, `${chartNames.console}-promtail`] as const;

/** Registry of images and plugins where the fleet names none: the chart's default for `global.hub`. */
export const chartHub = "higress-registry.cn-hangzhou.cr.aliyuncs.com";

/** Labels of the chart's pods (chart `_helpers.tpl`). */
export const gatewayPods = (namespace: string): Readonly<Record<string, string>> => ({
  app: chartNames.gateway,
  higress: `${namespace}-${chartNames.gateway}`,
});
export const controllerPods: Readonly<Record<string, string>> = {
  app: chartNames.controller,
  higress: chartNames.controller,
};

export const pluginServerPods: Readonly<Record<string, string>> = {
  app: chartNames.pluginServer,
  higress: chartNames.pluginServer,
};
export const redisPods: Readonly<Record<string, string>> = { app: chartNames.redis };

/** Not label `app`, by which all other pods of Higress are known. */
export const consoleLabel = "app.kubernetes.io/name";
export const consolePods: Readonly<Record<string, string>> = {
  [consoleLabel]: chartNames.console,
  "app.kubernetes.io/instance": consoleRelease,
};

/** Server of the entry that answers for tenants that are away: the program's own Deployment, Service and ConfigMap. */
export const pageServerName = "higress-fleet-pages";
export const pageServerPods: Readonly<Record<string, string>> = { app: pageServerName };
export const pageServerPort = 8080;

/** Where the plugin server of a namespace has its plugins, as `<name>/<version>/plugin.wasm` below it. */
export const pluginServerUrl = (namespace: string, dnsDomain: string): string =>
  `http://${chartNames.pluginServer}.${namespace}.svc.${dnsDomain}/plugins/`;

/** A Service in the cluster's DNS, in full. */
export const serviceHost = (service: string, namespace: string, dnsDomain: string): string =>
  `${service}.${namespace}.svc.${dnsDomain}`;

/** The Service that the entry sends a tenant's traffic to. */
export const gatewayServiceHost = (namespace: string, dnsDomain: string): string =>
  serviceHost(chartNames.gateway, namespace, dnsDomain);

/** The page server's Service. */
export const pageServerHost = (dnsDomain: string): string => `${pageServerName}.${entryNamespace}.svc.${dnsDomain}`;

/** Read-only ClusterRole shared by every controller. */
export const controllerClusterRole = "higress-fleet-controller";
/** ClusterRole of gateways with `watch: all`. */
export const watchAllClusterRole = "higress-fleet-watch-all";
/** ClusterRole of gateways that serve the Gateway API, and on top of it of those with `watch: all`. */
export const gatewayApiClusterRole = "higress-fleet-gateway-api";
export const watchAllGatewayApiClusterRole = "higress-fleet-watch-all-gateway-api";
/** Binding of one installation to one of these. */
export const clusterRoleBinding = (namespace: string, role: string): string => `${role}:${namespace}`;
/** Name of the ClusterRole and ClusterRoleBinding that make somebody the platform, and the right that does. */
export const platformRole = { name: "higress-fleet-platform", resource: "fleets", verb: "manage" } as const;

/**
 * Section of a Gateway for one host, by which routes name it: a DNS subdomain, and one without dots, which Istio joins such names by.
 * A dot becomes one hyphen and a hyphen two, so that no two hosts have the same; a wildcard begins with the dot.
 */
export const sectionName = (protocol: "http" | "https", host: string): string =>
  `${protocol}-${host.replace("*", "").replaceAll("-", "--").replaceAll(".", "-")}`;

/** HTTPRoute that sends a listener's clients from HTTP to HTTPS. Names of routes and of their variants have one dot at the most. */
export const toHttpsRoute = (listener: string): string => `${listener}.to.https`;

/**
 * ReferenceGrant in another namespace than the gateway's, which is in front of it: a cluster has one namespace of a name, so that no other
 * gateway's is called so. Names of namespaces and Services have no dots.
 */
export const referenceGrant = (gateway: string, kind: string, service: string): string =>
  `${gateway}.${kind.toLowerCase()}.${service}`;

/** Ingress of a route's variant. Names of routes and variants have no dots, so no two are the same. */
export const variantName = (route: string, variant: string): string => `${route}.${variant}`;

/** Name of a statement's admission policy, and of the policy's binding. */
export const admissionPolicy = (statement: string): string => `higress-fleet-${statement}`;
