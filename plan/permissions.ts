/**
 * What a narrowed controller may do, in place of the chart's near cluster-admin rights. The rules were found by running the
 * controller and reading the API server's audit log (chart 2.2.4, Kubernetes 1.35.4): nothing was refused
 * and nothing is granted that it never asked for. They are minima that look optional: without some of them both containers
 * still turn ready, and no gateway starts or no certificate is served.
 */
import type { PolicyRule } from "./manifests.ts";
import { chartNames, labelPrefix, platformRole } from "./names.ts";

/** All it may do outside its namespace; it can read no object there that holds a tenant's data. */
export const clusterRules: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["namespaces", "nodes"], verbs: ["list", "watch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: ["list", "watch"] },
  { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["list", "watch"] },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    verbs: ["list", "watch"],
  },
  // Without it every gateway is "Unauthenticated".
  { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
  // Without it no TLS certificate is served.
  { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
];

/**
 * What tells the platform from everybody else. The resource exists nowhere: admission policies ask whether one may `manage` it,
 * and it allows nothing else.
 */
export const platformRules: readonly PolicyRule[] = [
  { apiGroups: [labelPrefix], resources: [platformRole.resource], verbs: [platformRole.verb] },
];

/** In its own namespace. */
const namespaceRules: readonly PolicyRule[] = [
  // Create: the root certificate that gateways mount, and election locks.
  { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch", "create", "update"] },
  // Create: its CA. Update: rotation of that CA only. Get: a registry's `authSecretName`.
  { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch", "create", "update"] },
  { apiGroups: [""], resources: ["services", "pods"], verbs: ["list", "watch"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["list", "watch"] },
  // Update: it writes a missing `proxies[].listenerPort` back.
  { apiGroups: ["networking.higress.io"], resources: ["mcpbridges"], verbs: ["list", "watch", "update"] },
  { apiGroups: ["networking.higress.io"], resources: ["http2rpcs"], verbs: ["list", "watch"] },
  { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: ["list", "watch"] },
  // Granted although nothing of the kind is used: a CRD that somebody installs later makes the next start of pilot fail.
  {
    apiGroups: ["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"],
    resources: ["*"],
    verbs: ["list", "watch"],
  },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["gateways"], verbs: ["list", "watch"] },
];

/** Asked for with `global.enableStatus` only. */
const statusRule: PolicyRule = { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["update"] };

const gatewayApi = "gateway.networking.k8s.io";

/** Kinds of the Gateway API that a controller puts its verdict on. */
const judged = [
  "backendtlspolicies",
  "gateways",
  "grpcroutes",
  "httproutes",
  "listenersets",
  "tcproutes",
  "tlsroutes",
] as const;

/** What it reads of the Gateway API, found in the same way. */
const gatewayApiReads: PolicyRule = {
  apiGroups: [gatewayApi],
  resources: [...judged, "referencegrants"],
  verbs: ["list", "watch"],
};

/** Of the Gateway API in its namespace. */
const gatewayApiRules: readonly PolicyRule[] = [
  // The Service whose ports listeners bind to.
  { apiGroups: [""], resources: ["services"], verbs: ["get"] },
  gatewayApiReads,
  { apiGroups: [gatewayApi], resources: judged.map((kind) => `${kind}/status`), verbs: ["update"] },
];

/** Cluster-wide, where it serves the Gateway API. No `create`: the class is the stack's (base.ts), and stands before the controller. */
export const gatewayApiClusterRules: readonly PolicyRule[] = [
  { apiGroups: [gatewayApi], resources: ["gatewayclasses"], verbs: ["list", "watch"] },
  { apiGroups: [gatewayApi], resources: ["gatewayclasses/status"], verbs: ["update"] },
];

/** Of the controller in its namespace. */
export const controllerRules = ({
  writesStatus,
  servesGatewayApi,
}: {
  readonly writesStatus: boolean;
  readonly servesGatewayApi: boolean;
}): readonly PolicyRule[] => [
  ...namespaceRules,
  ...(writesStatus ? [statusRule] : []),
  ...(servesGatewayApi ? gatewayApiRules : []),
];

/**
 * Of a gateway with `watch: all`, cluster-wide on top of the rest: it reads the same kinds in every namespace, Secrets
 * with TLS keys included, and still writes in its own only.
 */
export const watchAllRules: readonly PolicyRule[] = namespaceRules.map((rule) => ({
  ...rule,
  verbs: ["list", "watch"],
}));

/**
 * Of one that serves the Gateway API as well: routes of every namespace. Their status it writes in its own namespace only, as it
 * does with Ingresses (status.ts).
 */
export const watchAllGatewayApiRules: readonly PolicyRule[] = [gatewayApiReads];

/**
 * Of the gateway's ServiceAccount. The pod itself never calls the API server; its controller asks in its name whether it may
 * list Secrets in its namespace before it hands out certificates (istio 1.27.1, pilot/pkg/credentials/kube/secrets.go:190-210).
 */
export const gatewayRules: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] },
];

const read = ["get", "list", "watch"];
const write = ["create", "update", "delete"];

/**
 * Of the console, in place of the chart's `*` on Ingresses, plugins and registries of every namespace: what its pages
 * write, in its namespace, where admission policies judge it. Services it lists by its controller. No Secret but its own: with the others
 * its people would have the gateway's keys and the registries' credentials. Registries are the fleet file's.
 */
export const consoleRules: readonly PolicyRule[] = [
  { apiGroups: [""], resources: ["secrets"], resourceNames: [chartNames.console], verbs: ["get"] },
  { apiGroups: [""], resources: ["configmaps"], verbs: [...read, ...write] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: [...read, ...write] },
  { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: [...read, ...write] },
  { apiGroups: ["networking.higress.io"], resources: ["mcpbridges"], verbs: read },
];

/** People who look: everything that tells how the gateway is doing. No Secrets, and no writing at all. */
export const viewerRules: readonly PolicyRule[] = [
  {
    apiGroups: [""],
    resources: ["configmaps", "events", "limitranges", "pods", "resourcequotas", "services"],
    verbs: read,
  },
  { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: read },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: read },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["events.k8s.io"], resources: ["events"], verbs: read },
  { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: read },
  { apiGroups: ["networking.higress.io"], resources: ["http2rpcs", "mcpbridges"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "networkpolicies"], verbs: read },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: read },
];

/**
 * People on call: they also read logs and restart a pod by deleting it. No exec, which is a shell beside the gateway's keys, and
 * no write to quota, network, roles or routes: those are changed in the fleet file, where they are judged.
 */
export const operatorRules: readonly PolicyRule[] = [
  ...viewerRules,
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
];
