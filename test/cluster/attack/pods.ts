/** Reaching the node, and the accounts of others, through Pods. */
import type { Manifest } from "../../vectors/vector.ts";
import { create, made, may, other, own, patch, place, remove, type Attempt } from "./attempt.ts";

const containers = [{ name: "main", image: "registry.example.com/mirror/a:1.0.0" }];
const podOf = (spec: object, metadata: object = {}) => made("v1", "Pod", { spec: { containers, ...spec } }, metadata);
const pod = (spec: object, metadata: object = {}) => create(place("v1", "pods", own), podOf(spec, metadata));
const container = (change: object) => pod({ containers: [{ ...containers[0], ...change }] });
const deployment = (spec: object) =>
  create(
    place("apps/v1", "deployments", own),
    made("apps/v1", "Deployment", {
      spec: {
        selector: { matchLabels: { app: "mallory" } },
        template: { metadata: { labels: { app: "mallory" } }, spec: { containers, ...spec } },
      },
    }),
  );
const higress = place("apps/v1", "deployments", own, "higress-controller");

const baseline = { as: "editor", stoppedBy: "Pod Security" } as const;
const context = { as: "editor", stoppedBy: { admission: "pod-security-context" } } as const;
const identity = { as: "editor", stoppedBy: { admission: "pod-identity" } } as const;
const node = [{ name: "node", hostPath: { path: "/" } }];

export const attempts: readonly Attempt[] = [
  { tries: "runs a Pod", as: "operator", stoppedBy: "RBAC", request: pod({}) },
  { tries: "runs a Pod", as: "controller", stoppedBy: "RBAC", request: pod({}) },
  { tries: "runs a Pod", as: "gateway", stoppedBy: "RBAC", request: pod({}) },
  { tries: "runs a Pod on the node's network", ...baseline, request: pod({ hostNetwork: true }) },
  { tries: "runs a Pod among the node's processes", ...baseline, request: pod({ hostPID: true }) },
  { tries: "runs a Pod on the node's disk", ...baseline, request: pod({ volumes: node }) },
  { tries: "runs a privileged Pod", ...baseline, request: container({ securityContext: { privileged: true } }) },
  {
    tries: "opens a port of the node",
    ...baseline,
    request: container({ ports: [{ containerPort: 80, hostPort: 80 }] }),
  },
  {
    tries: "has a Deployment run Pods on the node's network",
    ...context,
    request: deployment({ hostNetwork: true }),
  },
  { tries: "has a Deployment run Pods on the node's disk", ...context, request: deployment({ volumes: node }) },
  {
    tries: "drives other tenants' Pods away by the cluster's own priority",
    ...context,
    request: deployment({ priorityClassName: "system-node-critical" }),
  },
  {
    tries: "runs a Pod as the node's root user",
    ...context,
    request: container({ securityContext: { runAsUser: 0 } }),
  },
  {
    tries: "runs a Pod with its controller's account",
    ...identity,
    request: pod({ serviceAccountName: "higress-controller" }),
  },
  {
    tries: "runs a Pod with its gateway's account",
    ...identity,
    request: pod({ serviceAccountName: "higress-gateway" }),
  },
  {
    tries: "runs a Pod to which the network is open as to the gateway",
    ...identity,
    request: pod({}, { labels: { app: "higress-gateway" } }),
  },
  {
    tries: "has its controller's Deployment run another image",
    ...identity,
    request: patch(higress, {
      spec: { template: { spec: { containers: [{ ...containers[0], name: "discovery" }] } } },
    }),
  },
  {
    tries: "has a running Pod of its controller run another image",
    ...identity,
    request: async (server) => {
      const query = { labelSelector: "app=higress-controller" };
      const { body } = await server.must({ method: "GET", path: place("v1", "pods", own), query });
      const [{ metadata }] = body["items"] as readonly [Manifest];
      const running = place("v1", "pods", own, metadata.name);
      const replace = [{ op: "replace", path: "/spec/containers/0/image", value: containers[0]?.image }];
      return { ...patch(running, replace), contentType: "application/json-patch+json" };
    },
  },
  {
    tries: "runs a Pod that mounts another tenant's Secret",
    as: "editor",
    stoppedBy: {
      nothing: "a volume names a Secret of the Pod's own namespace alone, where none has a slash in its name",
    },
    request: pod({ volumes: [{ name: "stolen", secret: { secretName: `${other}/consul-token` } }] }),
  },
  {
    tries: "runs a Pod in another tenant's namespace",
    as: "editor",
    stoppedBy: "RBAC",
    request: create(place("v1", "pods", other), podOf({})),
  },
  {
    tries: "chooses the node of its Pod, past the scheduler",
    as: "editor",
    stoppedBy: { limit: "a Pod may name its node and tolerate its taints: tenants are not kept apart by nodes" },
    request: pod({ nodeName: "node-000000", tolerations: [{ operator: "Exists" }] }),
  },
  {
    tries: "binds a Pod to a node",
    as: "editor",
    stoppedBy: "RBAC",
    request: may({ verb: "create", resource: "pods", subresource: "binding", namespace: own }),
  },
  {
    tries: "evicts another tenant's Pods",
    as: "operator",
    stoppedBy: "RBAC",
    request: may({ verb: "create", resource: "pods", subresource: "eviction", namespace: other }),
  },
  {
    tries: "deletes another tenant's Pods",
    as: "operator",
    stoppedBy: "RBAC",
    request: remove(place("v1", "pods", other)),
  },
  {
    tries: "sees devices of all tenants by a claim with administrator's access",
    as: "editor",
    stoppedBy: "the API",
    request: create(
      place("resource.k8s.io/v1", "resourceclaims", own),
      made("resource.k8s.io/v1", "ResourceClaim", {
        spec: {
          devices: { requests: [{ name: "all", exactly: { deviceClassName: "gpu", adminAccess: true } }] },
        },
      }),
    ),
  },
];
