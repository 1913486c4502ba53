/**
 * What somebody tries through Higress's console, which writes in the name of its own ServiceAccount (chart higress-console,
 * `{name}` in the release's namespace). Here it has every right in its namespace, as the chart gives it: only admission refuses.
 */
import { ingress, ingressFor, rule } from "./objects.ts";
import type { Manifest, Vector } from "./vector.ts";

const namespace = "acme-gateway";
const as = `system:serviceaccount:${namespace}:higress-console`;
const own = "shop.acme.example";
const live = "what the console writes is never registered";

export const hosts: readonly Vector[] = [
  { name: "a host of the tenant by its console", verdict: "accept", object: ingressFor(own), as },
  ...[
    ["a host of another tenant by a tenant's console", "a.globex.aigw.example.com"],
    ["another tenant's wildcard by a tenant's console", "*.globex.aigw.example.com"],
    ["the whole domain by a tenant's console", "*.aigw.example.com"],
    ["a host of nobody by a tenant's console", "console.higress.io"],
  ].map(([name = "", host = ""]): Vector => ({ name, verdict: "refuse", object: ingressFor(host), as })),
  {
    name: "a route for every host by a tenant's console",
    verdict: "refuse",
    object: ingress({ rules: [rule()] }),
    as,
  },
  {
    name: "a route of the tenant's that its console moves to another's host",
    verdict: "refuse",
    before: ingressFor(own),
    object: ingressFor("a.globex.aigw.example.com"),
    as,
  },
];

const classed = (ingressClassName: string): Manifest => ingress({ rules: [rule(own)], ingressClassName });

export const classes: readonly Vector[] = [
  { name: "the tenant's class by its console", verdict: "accept", object: classed("higress-acme"), as },
  ...["higress-entry", "higress-globex", "higress", "nginx"].map((name): Vector => ({
    ...{ name: `class ${name} by a tenant's console`, verdict: "refuse" },
    ...{ object: classed(name), as },
  })),
];

const plugin = (url: string): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "tried", namespace },
  spec: { url, phase: "AUTHN", priority: 310, failStrategy: "FAIL_CLOSE", defaultConfig: { realm: "shop" } },
});
const builtIn = "plugins/key-auth:1.0.0";

export const plugins: readonly Vector[] = [
  {
    name: "a plugin of the fleet's registry by a tenant's console",
    verdict: "accept",
    object: plugin(`oci://registry.example.com/mirror/${builtIn}`),
    as,
  },
  ...[
    ["the publisher's registry by a tenant's console", `oci://higress-registry.cn-hangzhou.cr.aliyuncs.com/${builtIn}`],
    [
      "the plugin server that the console's chart names",
      "http://higress-plugin-server.higress-system.svc/plugins/key-auth/1.0.0/plugin.wasm",
    ],
  ].map(([name = "", url = ""]): Vector => ({ name, verdict: "refuse", object: plugin(url), as })),
];

const configuration = (higress: string, name = "higress-config"): Manifest => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace },
  data: { higress },
});
const labels = {
  "higress-fleet.io/fleet": "test",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "acme",
};
const route = (host: string): Manifest => ingress({ rules: [rule(host)] }, { labels });

/** The fleet file's own objects, which the console lists beside those that it made. */
export const fleets: readonly Vector[] = [
  { name: "a ConfigMap of the console's own", verdict: "accept", object: configuration("{}", "higress-console"), as },
  {
    name: "the gateway's configuration by a tenant's console",
    verdict: "refuse",
    before: configuration("{}"),
    object: configuration("gzip: { enable: false }"),
    as,
    unseenByRules: live,
  },
  {
    name: "a route of the fleet file by a tenant's console",
    verdict: "refuse",
    before: route(own),
    object: route("a.acme.aigw.example.com"),
    as,
    unseenByRules: live,
  },
  {
    name: "a route of the fleet file removed by a tenant's console",
    verdict: "refuse",
    before: route(own),
    object: route(own),
    by: "delete",
    as,
    unseenByRules: live,
  },
];
