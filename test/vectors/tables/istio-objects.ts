import type { Manifest, Table } from "../vector.ts";

const metadata = { name: "tried", namespace: "acme-gateway" };
const istio = (apiVersion: string, kind: string, spec: object = {}, extra: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { ...metadata, ...extra },
  spec,
});

const filter = (extra: object = {}): Manifest =>
  istio(
    "networking.istio.io/v1alpha3",
    "EnvoyFilter",
    { configPatches: [{ applyTo: "LISTENER", patch: { operation: "REMOVE" } }] },
    extra,
  );
const chartName = { name: "higress-gateway-global-custom-response" };

const unseen = "the rules judge what a program registers, and this one is the chart's";
const gone = "what goes away is registered by nobody";

export const table: Table = {
  statement: "istio-objects",
  rules: ["istio-objects-absent"],
  vectors: [
    {
      name: "the chart's EnvoyFilter by the platform",
      verdict: "accept",
      object: filter(chartName),
      as: "platform",
      unseenByRules: unseen,
    },
    {
      name: "a change of the chart's EnvoyFilter by the platform",
      verdict: "accept",
      before: filter(chartName),
      object: filter({ ...chartName, labels: { app: "higress-gateway" } }),
      as: "platform",
      unseenByRules: unseen,
    },
    {
      name: "the end of an EnvoyFilter when the namespace ends",
      verdict: "accept",
      before: filter(),
      object: filter(),
      by: "delete",
      as: "system:serviceaccount:kube-system:namespace-controller",
      unseenByRules: gone,
    },
    {
      name: "the removal of an EnvoyFilter",
      verdict: "accept",
      before: filter(),
      object: filter(),
      by: "delete",
      unseenByRules: gone,
    },
    {
      name: "a plugin of Higress, whose group sounds alike",
      verdict: "accept",
      object: istio("extensions.higress.io/v1alpha1", "WasmPlugin", {
        url: "oci://registry.example.com/mirror/plugins/cors:1.0.0",
      }),
    },

    { name: "an EnvoyFilter", verdict: "refuse", object: filter() },
    {
      name: "an EnvoyFilter by server-side apply",
      verdict: "refuse",
      object: filter(),
      by: "apply",
    },
    {
      name: "an EnvoyFilter under a generated name",
      verdict: "refuse",
      object: filter({ name: undefined, generateName: "f-" }),
    },
    {
      name: "an EnvoyFilter named like the chart's",
      verdict: "refuse",
      object: filter(chartName),
    },
    {
      name: "an EnvoyFilter with the platform's labels",
      verdict: "refuse",
      object: filter({ labels: { "app.kubernetes.io/managed-by": "Helm", "higress-fleet.io/fleet": "test" } }),
    },
    {
      name: "a change of the chart's EnvoyFilter",
      verdict: "refuse",
      before: filter(chartName),
      object: filter({ ...chartName, labels: { app: "mine" } }),
    },
    {
      name: "an EnvoyFilter by the tenant's controller",
      verdict: "refuse",
      object: filter(),
      as: "system:serviceaccount:acme-gateway:higress-controller",
    },
    {
      name: "an EnvoyFilter in the entry's namespace",
      verdict: "refuse",
      object: filter({ namespace: "higress-system" }),
    },
    {
      name: "a Gateway of Istio that takes every gateway",
      verdict: "refuse",
      object: istio("networking.istio.io/v1", "Gateway", { selector: { app: "higress-gateway" } }),
    },
    {
      name: "a ServiceEntry in an old version",
      verdict: "refuse",
      object: istio("networking.istio.io/v1alpha3", "ServiceEntry", { hosts: ["globex.example"] }),
    },
    { name: "a Sidecar", verdict: "refuse", object: istio("networking.istio.io/v1", "Sidecar") },
    {
      name: "a PeerAuthentication",
      verdict: "refuse",
      object: istio("security.istio.io/v1beta1", "PeerAuthentication"),
    },
    {
      name: "a Telemetry",
      verdict: "refuse",
      object: istio("telemetry.istio.io/v1", "Telemetry"),
    },
    {
      name: "a WasmPlugin of Istio",
      verdict: "refuse",
      object: istio("extensions.istio.io/v1alpha1", "WasmPlugin", { url: "oci://registry.example.com/mirror/x:1.0.0" }),
    },

    {
      name: "the removal of a VirtualService",
      verdict: "accept",
      before: istio("networking.istio.io/v1", "VirtualService"),
      object: istio("networking.istio.io/v1", "VirtualService"),
      by: "delete",
      unseenByRules: gone,
    },
    {
      name: "a VirtualService for every host of every gateway",
      verdict: "refuse",
      object: istio("networking.istio.io/v1", "VirtualService", {
        hosts: ["*"],
        gateways: ["higress-system/higress-gateway"],
        exportTo: ["*"],
      }),
    },
    {
      name: "an AuthorizationPolicy that allows everybody",
      verdict: "refuse",
      object: istio("security.istio.io/v1", "AuthorizationPolicy", { rules: [{}] }),
    },
    {
      name: "a change of a DestinationRule that somebody left behind",
      verdict: "refuse",
      before: istio("networking.istio.io/v1", "DestinationRule", { host: "shop" }),
      object: istio("networking.istio.io/v1", "DestinationRule", { host: "*.globex-gateway.svc.cluster.local" }),
    },
    {
      name: "an installation of Istio, which its operator would make with all rights",
      verdict: "refuse",
      object: istio("install.istio.io/v1alpha1", "IstioOperator", { profile: "demo" }),
    },
  ],
};
