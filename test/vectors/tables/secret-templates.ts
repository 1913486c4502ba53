import { ingress, rule } from "../objects.ts";
import type { Manifest, Table } from "../vector.ts";

/** No namespace of the fleet. */
const namespace = "default";
const rules = [rule("old.example")];
const key = "higress.io/request-header-control-add";

const outside = (annotations: object, spec: object = {}, metadata: object = {}): Manifest =>
  ingress({ rules, ingressClassName: "higress-edge", ...spec }, { namespace, annotations, ...metadata });
const own = outside({});
const header = (...references: readonly string[]): Manifest =>
  outside({ [key]: `X-Key ${references.map((reference) => `\${secret.${reference}}`).join(" ")}` });
const foreign = header("globex-gateway/consul-token.consulToken");

const route = (value: string, place = namespace): Manifest => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "tried", namespace: place },
  spec: {
    hostnames: ["www.old.example"],
    parentRefs: [{ name: "shared", namespace: "higress-internal" }],
    rules: [
      {
        filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { add: [{ name: "X-Key", value }] } }],
        backendRefs: [{ name: "old", port: 80 }],
      },
    ],
  },
});
const path = (text: string): object => ({
  rules: [
    {
      host: "old.example",
      http: {
        paths: [
          {
            path: text,
            pathType: "ImplementationSpecific",
            backend: { service: { name: "old", port: { number: 80 } } },
          },
        ],
      },
    },
  ],
});

const plugin = (value: string, place = namespace): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "tried", namespace: place },
  spec: {
    url: "oci://registry.example.com/mirror/plugins/custom-response:1.0.0",
    matchRules: [{ domain: ["old.example"], config: { body: value, status_code: 200 } }],
  },
});
const registry = (value: string): Manifest => ({
  apiVersion: "networking.higress.io/v1",
  kind: "McpBridge",
  metadata: { name: "default", namespace: "higress-internal" },
  spec: {
    registries: [{ name: "old", type: "dns", domain: "old.example", port: 80, vport: {}, authSecretName: value }],
  },
});
const plugins = "no rule asks what the configuration of a plugin is filled with outside tenants";

export const table: Table = {
  statement: "secret-templates",
  rules: ["ingress-cross-namespace-ref", "secret-templates-own"],
  vectors: [
    { name: "an Ingress outside the fleet without a template", verdict: "accept", object: own },
    {
      name: "one without annotations",
      verdict: "accept",
      object: ingress({ rules, ingressClassName: "nginx" }, { namespace }),
    },
    { name: "a Secret of the Ingress's namespace", verdict: "accept", object: header("default/token.value") },
    { name: "two of them", verdict: "accept", object: header("default/token.value", "default/other.value") },
    {
      name: "what only looks like a template",
      verdict: "accept",
      object: outside({ [key]: "X-Key $secret.globex-gateway" }),
    },
    {
      name: "a route that takes a Secret of its namespace",
      verdict: "accept",
      object: route("${secret.default/token.value}"),
    },
    { name: "a plugin without a template", verdict: "accept", object: plugin("gone") },
    {
      name: "a plugin that takes a Secret of its namespace",
      verdict: "accept",
      object: plugin("${secret.default/token.value}"),
    },
    { name: "a Secret of a tenant", verdict: "refuse", object: foreign },
    {
      name: "the configuration of a plugin beside a gateway",
      verdict: "refuse",
      object: plugin("${secret.globex-gateway/consul-token.consulToken}", "higress-internal"),
      unseenByRules: plugins,
    },
    {
      name: "an update of a plugin to it",
      verdict: "refuse",
      before: plugin("gone"),
      object: plugin("${secret.kube-system/token.value}"),
      by: "apply",
      unseenByRules: plugins,
    },
    {
      name: "the configuration of a plugin that names no namespace",
      verdict: "refuse",
      object: plugin("${secret.istio-ca-secret.key}"),
      unseenByRules: plugins,
    },
    {
      name: "a registry beside a gateway",
      verdict: "refuse",
      object: registry("${secret.globex-gateway/consul-token.consulToken}"),
    },
    { name: "server-side apply of it", verdict: "refuse", by: "apply", object: foreign },
    { name: "an update to it", verdict: "refuse", before: own, object: foreign },
    {
      name: "an update of the status that adds it",
      verdict: "refuse",
      before: own,
      subresource: "status",
      object: foreign,
    },
    {
      name: "a Secret of another namespace behind one of the own",
      verdict: "refuse",
      object: header("default/token.value", "kube-system/token.value"),
    },
    {
      name: "a Secret of a namespace whose name begins alike",
      verdict: "refuse",
      object: header("default-2/token.value"),
    },
    {
      name: "a Secret without a namespace, which is one of the gateway's",
      verdict: "refuse",
      object: header("istio-ca-secret.key"),
    },
    {
      name: "a template under a key that is none of Higress's",
      verdict: "refuse",
      object: outside({ "example.com/note": "${secret.kube-system/token.value}" }),
    },
    {
      name: "a template in a path",
      verdict: "refuse",
      object: outside({}, path("/${secret.kube-system/token.value}")),
    },
    {
      name: "a template in the namespace of a gateway of the platform",
      verdict: "refuse",
      object: outside(
        { [key]: "X-Key ${secret.kube-system/token.value}" },
        { ingressClassName: "higress-internal" },
        { namespace: "higress-internal" },
      ),
    },
    {
      name: "a header of a route",
      verdict: "refuse",
      object: route("${secret.kube-system/token.value}"),
    },
  ],
};
