/** Taking the fences down: the Namespace, its limits and its network. */
import { create, entry, made, other, own, patch, place, remove, rewrite, seize, type Attempt } from "./attempt.ts";

const networking = "networking.k8s.io/v1";
const policy = (name?: string): string => place(networking, "networkpolicies", own, name);
const namespace = place("v1", "namespaces", undefined, own);
const quota = place("v1", "resourcequotas", own, "quota");
const limits = place("v1", "limitranges", own, "limits");
const open = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
const lost = { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "00000000-0000-0000-0000-000000000000" };

const operator = { as: "operator", stoppedBy: "RBAC" } as const;
const controller = { as: "controller", stoppedBy: "RBAC" } as const;
const editor = { as: "editor", stoppedBy: "RBAC" } as const;
const rails = { as: "editor", stoppedBy: { admission: "guard-rails" } } as const;
const exposure = { as: "editor", stoppedBy: { admission: "service-exposure" } } as const;

const service = (spec: object) => create(place("v1", "services", own), made("v1", "Service", { spec }));
const ports = [{ port: 80 }];

const relabelled = (labels: object) => patch(namespace, { metadata: { labels } });

export const attempts: readonly Attempt[] = [
  {
    tries: "switches Pod Security off for its Namespace",
    ...operator,
    request: relabelled({ "pod-security.kubernetes.io/enforce": "privileged" }),
  },
  {
    tries: "switches Pod Security off for its Namespace",
    ...editor,
    request: relabelled({ "pod-security.kubernetes.io/enforce": "privileged" }),
  },
  {
    tries: "labels its Namespace as another tenant's",
    ...controller,
    request: relabelled({ "higress-fleet.io/tenant": "globex" }),
  },
  { tries: "takes its Namespace out of the fleet", ...editor, request: relabelled({ "higress-fleet.io/fleet": null }) },
  {
    tries: "writes another tenant's hosts on its Namespace",
    ...editor,
    request: patch(namespace, { metadata: { annotations: { "higress-fleet.io/hosts": "*.globex.aigw.example.com" } } }),
  },
  {
    tries: "deletes another tenant's Namespace",
    ...editor,
    request: remove(place("v1", "namespaces", undefined, other)),
  },
  {
    tries: "makes a Namespace outside the fleet",
    ...editor,
    request: create(place("v1", "namespaces"), made("v1", "Namespace", {})),
  },
  {
    tries: "deletes the NetworkPolicy that closes its namespace",
    ...operator,
    request: remove(policy("default-deny")),
  },
  {
    tries: "deletes the NetworkPolicy that closes its namespace",
    ...controller,
    request: remove(policy("default-deny")),
  },
  { tries: "deletes the NetworkPolicy that closes its namespace", ...rails, request: remove(policy("default-deny")) },
  { tries: "deletes all NetworkPolicies of its namespace at once", ...rails, request: remove(policy()) },
  {
    tries: "widens the NetworkPolicy that closes its namespace",
    ...rails,
    request: rewrite(policy("default-deny"), (object) => ({ ...object, spec: open })),
  },
  {
    tries: "adds a NetworkPolicy that opens its namespace",
    ...rails,
    request: create(policy(), made(networking, "NetworkPolicy", { spec: open })),
  },
  {
    tries: "has the garbage collector delete a NetworkPolicy",
    ...rails,
    request: patch(policy("default-deny"), { metadata: { ownerReferences: [lost] } }),
  },
  {
    tries: "takes the fields of a NetworkPolicy from the platform",
    ...rails,
    request: seize(policy("default-deny"), {
      ...made(networking, "NetworkPolicy", { spec: open }, { name: "default-deny" }),
    }),
  },
  {
    tries: "opens another tenant's network",
    ...editor,
    request: remove(place(networking, "networkpolicies", other, "default-deny")),
  },
  { tries: "deletes its quota", ...operator, request: remove(quota) },
  { tries: "raises its quota", ...editor, request: patch(quota, { spec: { hard: { pods: "1000" } } }) },
  {
    tries: "resets what its quota has counted",
    ...editor,
    request: patch(`${quota}/status`, { status: { used: { pods: "0" } } }),
  },
  { tries: "deletes its LimitRange", ...editor, request: remove(limits) },
  {
    tries: "keeps its Namespace from being deleted, by a finalizer on it",
    ...editor,
    request: patch(namespace, { metadata: { finalizers: ["mallory.example/kept"] } }),
  },
  {
    tries: "keeps its Namespace from being deleted, by a finalizer on a ConfigMap in it",
    as: "editor",
    stoppedBy: {
      limit: "a finalizer on an object inside keeps a Namespace from going until the platform removes it",
    },
    request: create(
      place("v1", "configmaps", own),
      made("v1", "ConfigMap", {}, { finalizers: ["mallory.example/kept"] }),
    ),
  },
  { tries: "opens its Service on every node", ...exposure, request: service({ type: "NodePort", ports }) },
  { tries: "gets a load balancer of its own", ...exposure, request: service({ type: "LoadBalancer", ports }) },
  {
    tries: "leads a Service to another tenant by its name",
    ...exposure,
    request: service({ type: "ExternalName", externalName: `higress-gateway.${other}.svc.cluster.local` }),
  },
  {
    tries: "takes the traffic of the cluster's DNS by external addresses",
    ...exposure,
    request: service({ ports, externalIPs: ["10.96.0.10"] }),
  },
  {
    tries: "turns the gateway's Service into a load balancer past the entry",
    ...exposure,
    request: patch(place("v1", "services", own, "higress-gateway"), { spec: { type: "LoadBalancer" } }),
  },
  {
    tries: "has external-dns publish its Pods under another tenant's host",
    ...exposure,
    request: create(
      place("v1", "services", own),
      made(
        "v1",
        "Service",
        { spec: { clusterIP: "None", ports } },
        { annotations: { "external-dns.alpha.kubernetes.io/hostname": "accounts.globex.aigw.example.com" } },
      ),
    ),
  },
  {
    tries: "takes the address of another tenant's Service",
    as: "editor",
    stoppedBy: "the API",
    request: async (server) => {
      const { body } = await server.must({ method: "GET", path: place("v1", "services", other, "higress-gateway") });
      const { clusterIP } = body["spec"] as { readonly clusterIP: string };
      // Nothing is taken in a dry run, so nothing is refused either.
      return { ...service({ ports, clusterIP }), query: {} };
    },
  },
  {
    tries: "leads a Service to another tenant's Pods by an EndpointSlice",
    ...editor,
    request: create(
      place("discovery.k8s.io/v1", "endpointslices", own),
      made("discovery.k8s.io/v1", "EndpointSlice", { addressType: "IPv4", endpoints: [{ addresses: ["10.244.0.9"] }] }),
    ),
  },
  {
    tries: "leads a Service to another tenant's Pods by Endpoints",
    ...editor,
    request: create(
      place("v1", "endpoints", own),
      made("v1", "Endpoints", { subsets: [{ addresses: [{ ip: "10.244.0.9" }], ports: [{ port: 80 }] }] }),
    ),
  },
  {
    tries: "changes the entry's Service",
    ...editor,
    request: patch(place("v1", "services", entry, "higress-gateway"), { spec: { selector: { app: "mallory" } } }),
  },
];
