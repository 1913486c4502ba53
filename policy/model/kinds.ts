/** Kinds by API group and name, since `Gateway` or `NetworkPolicy` is a kind of several groups. */
import type { Resource } from "../rule.ts";

/** `core` for the group without a name. Ingress and NetworkPolicy were kinds of `extensions` first. */
export function groupOf({ apiVersion }: Resource): string {
  const group = apiVersion.slice(0, apiVersion.lastIndexOf("/"));
  return group === "extensions" ? "networking.k8s.io" : group;
}

const of =
  (group: string, kind: string) =>
  (resource: Resource): boolean =>
    resource.kind === kind && groupOf(resource) === group;

const rbac = "rbac.authorization.k8s.io";

export const isNamespace = of("core", "Namespace");
export const isService = of("core", "Service");
export const isSecret = of("core", "Secret");
export const isConfigMap = of("core", "ConfigMap");
export const isResourceQuota = of("core", "ResourceQuota");
export const isLimitRange = of("core", "LimitRange");
export const isServiceAccount = of("core", "ServiceAccount");
export const isDeployment = of("apps", "Deployment");
export const isNetworkPolicy = of("networking.k8s.io", "NetworkPolicy");
export const isIngressClass = of("networking.k8s.io", "IngressClass");
export const isIngress = of("networking.k8s.io", "Ingress");
export const isDisruptionBudget = of("policy", "PodDisruptionBudget");
export const isAutoscaler = of("autoscaling", "HorizontalPodAutoscaler");
export const isRole = of(rbac, "Role");
export const isRoleBinding = of(rbac, "RoleBinding");
export const isClusterRole = of(rbac, "ClusterRole");
export const isClusterRoleBinding = of(rbac, "ClusterRoleBinding");
const gatewayApi = "gateway.networking.k8s.io";
export const isGateway = of(gatewayApi, "Gateway");
export const isHttpRoute = of(gatewayApi, "HTTPRoute");
export const isGrpcRoute = of(gatewayApi, "GRPCRoute");
export const isTlsRoute = of(gatewayApi, "TLSRoute");
export const isGatewayClass = of(gatewayApi, "GatewayClass");
export const isReferenceGrant = of(gatewayApi, "ReferenceGrant");
/** Listeners that somebody adds to a Gateway; in the experimental channel under its first name. */
export const isListenerSet = (resource: Resource): boolean =>
  of(gatewayApi, "ListenerSet")(resource) || of("gateway.networking.x-k8s.io", "XListenerSet")(resource);
export const isCertificate = of("cert-manager.io", "Certificate");
/** What has cert-manager sign: a Certificate, or one of the objects that it makes of one. */
export const isSigning = (resource: Resource): boolean =>
  isCertificate(resource) ||
  of("cert-manager.io", "CertificateRequest")(resource) ||
  ["Order", "Challenge"].some((kind) => of("acme.cert-manager.io", kind)(resource));
export const isBridge = of("networking.higress.io", "McpBridge");
/** Of HTTP into Dubbo. */
export const isTranslation = of("networking.higress.io", "Http2Rpc");
export const isWasmPlugin = of("extensions.higress.io", "WasmPlugin");
export const isRelease = of("helm.sh", "Release");

/** Any kind of the Gateway API. */
export const isGatewayApi = (resource: Resource): boolean => groupOf(resource) === gatewayApi;
/** Admission policies, their bindings, and webhooks. */
export const isAdmission = (resource: Resource): boolean => groupOf(resource) === "admissionregistration.k8s.io";
export const isCustomResourceDefinition = of("apiextensions.k8s.io", "CustomResourceDefinition");
export const isPod = of("core", "Pod");
export const isPodTemplate = of("core", "PodTemplate");
export const isReplicationController = of("core", "ReplicationController");
export const isCronJob = of("batch", "CronJob");
/** Makes pods from a template at `spec.template`. */
export const isWorkload = (resource: Resource): boolean =>
  ["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "Job"].includes(resource.kind) &&
  ["apps", "batch"].includes(groupOf(resource));

/** Whether the resource is a Kubernetes object at all, releases included. */
export const isObject = ({ kind }: Resource): boolean => kind !== "";

/** Cluster-scoped kinds of Kubernetes 1.35 by group, and those of extensions that gateways meet. */
const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  core: ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
  "admissionregistration.k8s.io": [
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
  ],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "apiregistration.k8s.io": ["APIService"],
  "authentication.k8s.io": ["SelfSubjectReview", "TokenReview"],
  "authorization.k8s.io": ["SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
  "cert-manager.io": ["ClusterIssuer"],
  "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
  "gateway.networking.k8s.io": ["GatewayClass"],
  "internal.apiserver.k8s.io": ["StorageVersion"],
  "networking.k8s.io": ["IPAddress", "IngressClass", "ServiceCIDR"],
  "node.k8s.io": ["RuntimeClass"],
  "policy.networking.k8s.io": ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"],
  [rbac]: ["ClusterRole", "ClusterRoleBinding"],
  "resource.k8s.io": ["DeviceClass", "ResourceSlice"],
  "scheduling.k8s.io": ["PriorityClass"],
  "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
  "storagemigration.k8s.io": ["StorageVersionMigration"],
};

/** A kind that nobody listed counts as namespaced, so that it needs a namespace. */
export const isClusterScoped = (resource: Resource): boolean =>
  clusterScoped[groupOf(resource)]?.includes(resource.kind) ?? false;
