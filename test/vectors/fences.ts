/** What fences a tenant in, under other names than the program registers. */
import { ingress, rule } from "./objects.ts";
import type { Manifest } from "./vector.ts";

export const namespace = "acme-gateway";
export const fleet = {
  "higress-fleet.io/fleet": "test",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "acme",
};
/** Others than the program registers: it has the same kinds under other names. */
export const own = { name: "tried", namespace };
export const ours = { ...own, labels: fleet };

export const rbac = "rbac.authorization.k8s.io/v1";
export const make = (apiVersion: string, kind: string, rest: object, metadata: object = own): Manifest => ({
  apiVersion,
  kind,
  metadata: metadata as Manifest["metadata"],
  ...rest,
});
export const quota = (pods: string, metadata: object = ours): Manifest =>
  make("v1", "ResourceQuota", { spec: { hard: { pods } } }, metadata);
export const limits = (cpu: string, metadata: object = ours): Manifest =>
  make("v1", "LimitRange", { spec: { limits: [{ type: "Container", max: { cpu } }] } }, metadata);
export const open = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
export const closed = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
export const network = (spec: object, metadata: object = ours): Manifest =>
  make("networking.k8s.io/v1", "NetworkPolicy", { spec }, metadata);
export const role = (verbs: readonly string[], metadata: object = ours): Manifest =>
  make(rbac, "Role", { rules: [{ apiGroups: [""], resources: ["services"], verbs }] }, metadata);
export const binding = (name: string, metadata: object = ours): Manifest =>
  make(
    rbac,
    "RoleBinding",
    {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "viewer" },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    metadata,
  );
export const budget = (
  minAvailable: number | string,
  metadata: object = ours,
  matchLabels: object = { app: "shop" },
): Manifest =>
  make("policy/v1", "PodDisruptionBudget", { spec: { minAvailable, selector: { matchLabels } } }, metadata);
export const account = (metadata: object, rest: object = { automountServiceAccountToken: false }): Manifest =>
  make("v1", "ServiceAccount", rest, metadata);
export const secret = (metadata: object, type = "Opaque"): Manifest =>
  make("v1", "Secret", { type }, { ...own, ...metadata });

export const gone = { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "d9607e19-f88f-11e6-a518-42010a800195" };
export const route = (host: string, metadata: object = ours): Manifest => ingress({ rules: [rule(host)] }, metadata);
export const bridge = (metadata: object = {}, listenerPort?: number): Manifest =>
  make(
    "networking.higress.io/v1",
    "McpBridge",
    { spec: { proxies: [{ name: "out", type: "HTTP", serverAddress: "192.0.2.8", serverPort: 3128, listenerPort }] } },
    { ...ours, name: "default", ...metadata },
  );
/** The release's own, whose labels are Helm's. */
export const configuration = (of: string, mesh: string): Manifest =>
  make("v1", "ConfigMap", { data: { mesh } }, { name: "higress-config", namespace: of });
