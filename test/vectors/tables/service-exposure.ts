import type { Manifest, Table } from "../vector.ts";

const metadata = { name: "tried", namespace: "acme-gateway" };
const ports = [{ name: "http", port: 80, protocol: "TCP", targetPort: 8080 }];
const selector = { app: "shop" };

const service = (spec: object, extra: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { ...metadata, ...extra },
  spec: { ports, selector, ...spec },
});

const slice = (addressType: string, address: string): Manifest => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { ...metadata, labels: { "kubernetes.io/service-name": "tried" } },
  addressType,
  endpoints: [{ addresses: [address] }],
  ports: [{ name: "http", port: 80, protocol: "TCP" }],
});

const endpoints: Manifest = {
  apiVersion: "v1",
  kind: "Endpoints",
  metadata,
  subsets: [{ addresses: [{ ip: "10.244.7.7" }], ports: [{ name: "http", port: 80 }] }],
};

/** The chart's own, as it renders it. */
const chart: Manifest = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "higress-gateway", namespace: "acme-gateway", labels: { app: "higress-gateway" } },
  spec: {
    type: "ClusterIP",
    ports: [
      { name: "http2", port: 80, protocol: "TCP", targetPort: 80 },
      { name: "https", port: 443, protocol: "TCP", targetPort: 443 },
    ],
    selector: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" },
  },
};

const byHand = "no rule speaks of endpoints: the program registers none";
const controller = (name: string): string => `system:serviceaccount:kube-system:${name}`;

export const table: Table = {
  statement: "service-exposure",
  rules: ["service-exposure", "externalname-allowlist"],
  vectors: [
    { name: "a Service of the default type", verdict: "accept", object: service({}) },
    {
      name: "a ClusterIP Service with an empty list of externalIPs",
      verdict: "accept",
      object: service({ externalIPs: [] }),
    },
    {
      name: "a ClusterIP Service whose externalIPs are null",
      verdict: "accept",
      object: service({ externalIPs: null, loadBalancerIP: null }),
    },
    { name: "a headless Service", verdict: "accept", object: service({ clusterIP: "None" }) },
    {
      name: "a Service for two families of addresses",
      verdict: "accept",
      object: service({ ipFamilyPolicy: "PreferDualStack" }),
    },
    {
      name: "a Service under a generated name",
      verdict: "accept",
      object: service({ type: "ClusterIP" }, { name: undefined, generateName: "shop-" }),
    },
    { name: "the chart's Service", verdict: "accept", object: chart },
    { name: "a Service by server-side apply", verdict: "accept", object: service({}), by: "apply" },
    {
      name: "another port of a Service",
      verdict: "accept",
      before: service({}),
      object: service({ ports: [{ name: "http", port: 81, protocol: "TCP" }] }),
    },
    {
      name: "endpoints by the cluster's controller",
      verdict: "accept",
      object: slice("IPv4", "10.244.1.1"),
      as: controller("endpointslice-controller"),
    },
    {
      name: "old endpoints by the cluster's controller",
      verdict: "accept",
      object: endpoints,
      as: controller("endpoint-controller"),
    },
    {
      name: "a load balancer by the platform",
      verdict: "accept",
      object: service({ type: "LoadBalancer" }),
      as: "platform",
      unseenByRules: "they ask no less of the platform",
    },

    { name: "a LoadBalancer", verdict: "refuse", object: service({ type: "LoadBalancer" }) },
    { name: "a NodePort", verdict: "refuse", object: service({ type: "NodePort" }) },
    {
      name: "a NodePort with its number",
      verdict: "refuse",
      object: service({ type: "NodePort", ports: [{ name: "http", port: 80, nodePort: 30080 }] }),
    },
    {
      name: "a LoadBalancer without node ports",
      verdict: "refuse",
      object: service({ type: "LoadBalancer", allocateLoadBalancerNodePorts: false }),
    },
    {
      name: "an ExternalName of the API server",
      verdict: "refuse",
      object: service({
        type: "ExternalName",
        externalName: "kubernetes.default.svc.cluster.local",
        selector: undefined,
      }),
    },
    {
      name: "an ExternalName of the tenant's own Service",
      verdict: "refuse",
      object: service({
        type: "ExternalName",
        externalName: "shop.acme-gateway.svc.cluster.local",
        selector: undefined,
      }),
    },
    { name: "an external address", verdict: "refuse", object: service({ externalIPs: ["192.0.2.7"] }) },
    { name: "an external address of IPv6", verdict: "refuse", object: service({ externalIPs: ["2001:db8::7"] }) },
    {
      name: "an external address of a headless Service",
      verdict: "refuse",
      object: service({ clusterIP: "None", externalIPs: ["192.0.2.7"] }),
    },
    {
      name: "a Service that becomes a NodePort",
      verdict: "refuse",
      before: service({ type: "ClusterIP" }),
      object: service({ type: "NodePort" }),
    },
    {
      name: "a Service that becomes a LoadBalancer by server-side apply",
      verdict: "refuse",
      before: service({ type: "ClusterIP" }),
      object: service({ type: "LoadBalancer" }),
      by: "apply",
    },
    { name: "a NodePort by server-side apply", verdict: "refuse", object: service({ type: "NodePort" }), by: "apply" },
    {
      name: "a LoadBalancer under a generated name",
      verdict: "refuse",
      object: service({ type: "LoadBalancer" }, { name: undefined, generateName: "lb-" }),
    },
    {
      name: "a NodePort by the tenant's controller",
      verdict: "refuse",
      object: service({ type: "NodePort" }),
      as: "system:serviceaccount:acme-gateway:higress-controller",
    },
    {
      name: "a NodePort by the controller of endpoints",
      verdict: "refuse",
      object: service({ type: "NodePort" }),
      as: controller("endpointslice-controller"),
    },
    { name: "endpoints of another tenant by hand", verdict: "refuse", object: endpoints, unseenByRules: byHand },
    {
      name: "an EndpointSlice of another tenant by hand",
      verdict: "refuse",
      object: slice("IPv4", "10.244.7.7"),
      unseenByRules: byHand,
    },
    {
      name: "an EndpointSlice of IPv6 by hand",
      verdict: "refuse",
      object: slice("IPv6", "fd00:10:244::7"),
      unseenByRules: byHand,
    },
    {
      name: "an EndpointSlice of a name by hand",
      verdict: "refuse",
      object: slice("FQDN", "globex.example"),
      unseenByRules: byHand,
    },
    {
      name: "an EndpointSlice by the account of the same name in the tenant's namespace",
      verdict: "refuse",
      object: slice("IPv4", "10.244.7.7"),
      as: "system:serviceaccount:acme-gateway:endpointslice-controller",
      unseenByRules: byHand,
    },
    {
      name: "a headless Service that external-dns publishes as another tenant's host",
      verdict: "refuse",
      object: service(
        { clusterIP: "None" },
        { annotations: { "external-dns.alpha.kubernetes.io/hostname": "accounts.globex.aigw.example.com" } },
      ),
      unseenByRules: "the program gives no object such an annotation",
    },
    {
      name: "a Service that is published by an update",
      verdict: "refuse",
      before: service({}),
      object: service({}, { annotations: { "external-dns.alpha.kubernetes.io/internal-hostname": "shop.example" } }),
      unseenByRules: "the program gives no object such an annotation",
    },

    { name: "a Service without a selector", verdict: "accept", object: service({ selector: undefined }) },
    {
      name: "an external address of IPv4 inside IPv6",
      verdict: "refuse",
      object: service({ externalIPs: ["::ffff:c000:207"] }),
    },
    {
      name: "another tenant's address by an update of a load balancer's status (CVE-2020-8554)",
      verdict: "refuse",
      before: service({ type: "LoadBalancer" }),
      object: { ...service({ type: "LoadBalancer" }), status: { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } } },
      subresource: "status",
    },
    {
      name: "endpoints of another tenant in place of what the cluster's controller wrote (CVE-2021-25740)",
      verdict: "refuse",
      before: slice("IPv4", "10.244.1.1"),
      object: slice("IPv4", "10.244.7.7"),
      by: "apply",
      unseenByRules: byHand,
    },
    {
      name: "a Service that the controller of kOps publishes as another tenant's host",
      verdict: "refuse",
      object: service({}, { annotations: { "dns.alpha.kubernetes.io/external": "accounts.globex.aigw.example.com" } }),
      unseenByRules: "the program gives no object such an annotation",
    },
  ],
};
