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

/** As the console writes every plugin: open when it fails. */
const plugin = (url: string, phase = "STATS"): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "tried", namespace },
  spec: { url, phase, priority: 310, failStrategy: "FAIL_OPEN", defaultConfig: { realm: "shop" } },
});
const builtIn = "plugins/key-auth:1.0.0";

export const plugins: readonly Vector[] = [
  {
    name: "a plugin of the fleet's registry by a tenant's console",
    verdict: "accept",
    object: plugin(`oci://registry.example.com/mirror/${builtIn}`),
    as,
  },
  ...["AUTHN", "AUTHZ"].map((phase): Vector => ({
    name: `a plugin in phase ${phase} by a tenant's console, which lets it fail open`,
    verdict: "refuse",
    object: plugin(`oci://registry.example.com/mirror/${builtIn}`, phase),
    as,
  })),
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
const console = "higress-console";
const label = { "app.kubernetes.io/name": console, "app.kubernetes.io/instance": console };
const secret = (name: string, tags: object = {}, data: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name, namespace, labels: tags },
  data,
});
const account = (name: string): Manifest => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace },
});
const service = (selector: object): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: console, namespace },
  spec: { selector, ports: [{ port: 8080 }] },
});
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
  {
    name: "its own password by a tenant's console",
    verdict: "refuse",
    before: secret("higress-console", labels, { adminPassword: "b25l" }),
    object: secret("higress-console", labels, { adminPassword: "dHdv" }),
    as,
    unseenByRules: live,
  },
  {
    name: "what Helm remembers of a console",
    verdict: "refuse",
    object: secret("sh.helm.release.v1.higress-console.v9"),
    unseenByRules: live,
  },
  {
    name: "what Helm remembers of a console, by its labels",
    verdict: "refuse",
    object: secret("tried", { owner: "helm", name: "higress-console" }),
    unseenByRules: live,
  },
  ...["higress-console", "higress-console-promtail"].map((name): Vector => ({
    name: `the account ${name} made by others`,
    verdict: "refuse",
    object: account(name),
    unseenByRules: live,
  })),
  {
    name: "an account of the console's removed",
    verdict: "refuse",
    before: account("higress-console-promtail"),
    object: account("higress-console-promtail"),
    by: "delete",
    unseenByRules: live,
  },
  {
    name: "the console's Service led elsewhere",
    verdict: "refuse",
    before: service(label),
    object: service({ app: "shop" }),
    unseenByRules: live,
  },
  {
    name: "an autoscaler of the console",
    verdict: "refuse",
    object: {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "tried", namespace },
      spec: { maxReplicas: 9, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "higress-console" } },
    },
    unseenByRules: live,
  },
];

const containers = [{ name: "console", image: "registry.example.com/mirror/higress/console:2.2.4" }];
const pod = (name: string, tags: object, serviceAccountName?: string, more: object = {}): Manifest => ({
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels: tags } },
  spec: { automountServiceAccountToken: false, containers, serviceAccountName, ...more },
});
const deployment = (tags: object, serviceAccountName: string, image = "console:2.2.4"): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "higress-console", namespace },
  spec: {
    replicas: 0,
    selector: { matchLabels: tags },
    template: {
      metadata: { labels: tags },
      spec: {
        containers: [{ name: "console", image: `registry.example.com/mirror/higress/${image}` }],
        serviceAccountName,
      },
    },
  },
});
const byChart = "the chart makes the console's Pods, and no rule tells others from them";

/** Who has the label that people of the allow-list are led by, and the account that writes routes. */
export const pods: readonly Vector[] = [
  { name: "a console by the platform", verdict: "accept", object: deployment(label, console), as: "platform" },
  {
    name: "the last step from a console's Deployment by the cluster",
    verdict: "accept",
    object: pod("tried", label, console),
    as: "system:serviceaccount:kube-system:replicaset-controller",
  },
  {
    name: "a Pod with another name for itself",
    verdict: "accept",
    object: pod("tried", { "app.kubernetes.io/name": "shop" }),
  },
  { name: "a Pod that says it is the console", verdict: "refuse", object: pod("tried", label), unseenByRules: byChart },
  {
    name: "a Pod that begins to say so",
    verdict: "refuse",
    before: pod("tried", { app: "shop" }),
    object: pod("tried", { app: "shop", ...label }),
    by: "apply",
    unseenByRules: byChart,
  },
  {
    name: "a Deployment whose Pods say so",
    verdict: "refuse",
    object: deployment(label, "shop"),
    unseenByRules: byChart,
  },
  {
    name: "a Pod with the console's account",
    verdict: "refuse",
    object: pod("tried", { app: "shop" }, console),
    unseenByRules: byChart,
  },
  {
    name: "a Pod with the account of the console's collector",
    verdict: "refuse",
    object: pod("tried", { app: "shop" }, "higress-console-promtail"),
    unseenByRules: byChart,
  },
  {
    name: "another image in the console",
    verdict: "refuse",
    before: deployment(label, console),
    object: deployment(label, console, "mine:1.0.0"),
    unseenByRules: byChart,
  },
  {
    name: "a console from inside",
    verdict: "refuse",
    before: pod("higress-console-0", label, console),
    object: { apiVersion: "v1", kind: "PodExecOptions", metadata: { namespace } },
    subresource: "exec",
    unseenByRules: "a stream is opened, never registered",
  },
];
