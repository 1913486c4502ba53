/**
 * Kinds that a real cluster has when somebody installs Gateway API or Istio, with no more of a schema than expressions are
 * type-checked against. They let through what the real ones refuse, so that only admission is left to refuse it.
 */

const text = { type: "string" };
const list = (items: object) => ({ type: "array", items });
const object = (properties: object) => ({
  type: "object",
  properties,
  "x-kubernetes-preserve-unknown-fields": true,
});

const reference = object({ group: text, kind: text, namespace: text, name: text, sectionName: text });
const filter = object({ type: text, requestMirror: object({ backendRef: reference }) });
const routeRule = object({ backendRefs: list(reference), filters: list(filter) });
const route = object({ hostnames: list(text), parentRefs: list(reference), rules: list(routeRule) });
const listener = object({
  name: text,
  hostname: text,
  protocol: text,
  tls: object({ mode: text, certificateRefs: list(reference) }),
  allowedRoutes: object({ namespaces: object({ from: text, selector: object({}) }) }),
});
const gateway = object({
  gatewayClassName: text,
  parentRef: reference,
  listeners: list(listener),
  addresses: list(object({ type: text, value: text })),
});

/** Kind, plural, versions (the last is stored) and the schema of `spec`; absent: anything. */
type Stub = readonly [kind: string, plural: string, versions: readonly string[], spec?: object];

const groups: Readonly<Record<string, readonly Stub[]>> = {
  "gateway.networking.k8s.io": [
    ["Gateway", "gateways", ["v1beta1", "v1"], gateway],
    ["HTTPRoute", "httproutes", ["v1beta1", "v1"], route],
    ["GRPCRoute", "grpcroutes", ["v1alpha2", "v1"], route],
    ["TLSRoute", "tlsroutes", ["v1alpha2", "v1"], route],
    ["TCPRoute", "tcproutes", ["v1alpha2"], route],
    ["UDPRoute", "udproutes", ["v1alpha2"], route],
    ["ReferenceGrant", "referencegrants", ["v1beta1"]],
  ],
  "networking.istio.io": [
    ["DestinationRule", "destinationrules", ["v1alpha3", "v1"]],
    ["Gateway", "gateways", ["v1alpha3", "v1"]],
    ["ServiceEntry", "serviceentries", ["v1alpha3", "v1"]],
    ["Sidecar", "sidecars", ["v1alpha3", "v1"]],
    ["VirtualService", "virtualservices", ["v1alpha3", "v1"]],
  ],
  "security.istio.io": [
    ["AuthorizationPolicy", "authorizationpolicies", ["v1beta1", "v1"]],
    ["PeerAuthentication", "peerauthentications", ["v1beta1", "v1"]],
  ],
  "install.istio.io": [["IstioOperator", "istiooperators", ["v1alpha1"]]],
  "gateway.networking.x-k8s.io": [["XListenerSet", "xlistenersets", ["v1alpha1"], gateway]],
  // The local control plane has Certificates.
  "cert-manager.io": [["CertificateRequest", "certificaterequests", ["v1"]]],
  "acme.cert-manager.io": [
    ["Order", "orders", ["v1"]],
    ["Challenge", "challenges", ["v1"]],
  ],
  "cilium.io": [["CiliumNetworkPolicy", "ciliumnetworkpolicies", ["v2"]]],
  "crd.projectcalico.org": [["NetworkPolicy", "networkpolicies", ["v1"]]],
  "monitoring.coreos.com": [["PrometheusRule", "prometheusrules", ["v1"]]],
  "telemetry.istio.io": [["Telemetry", "telemetries", ["v1alpha1", "v1"]]],
  "extensions.istio.io": [["WasmPlugin", "wasmplugins", ["v1alpha1"]]],
};

export const stubCrds = Object.entries(groups).flatMap(([group, kinds]) =>
  kinds.map(([kind, plural, versions, spec]) => definition(group, kind, plural, versions, spec ?? object({}))),
);

function definition(group: string, kind: string, plural: string, versions: readonly string[], spec: object) {
  const approval = group.endsWith(".k8s.io") && {
    // The API server wants to know that names below k8s.io were approved.
    annotations: { "api-approved.kubernetes.io": "unapproved, a stub for tests" },
  };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}`, ...approval },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === versions.length - 1,
        schema: { openAPIV3Schema: object({ spec }) },
      })),
    },
  };
}
