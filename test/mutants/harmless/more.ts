/** More of what is lawful already: sizes, routes, plugins, and stricter fences. */
import { servedHosts } from "../../../policy/model/routing.ts";
import { list, record } from "../../../policy/model/shape.ts";
import { change, type Sketch } from "../../policy/harness.ts";
import { added, altered, annotated, extended, set, swapped, unfit, type ObjectSpot, type Spot } from "../edits.ts";
import { harmless, type Operator } from "../mutant.ts";
import { hubOf } from "../stages.ts";

const installed = "tenant,gateway,entry";
const quota = `ResourceQuota ${installed}`;
const limits = `LimitRange ${installed}`;
const digest = `sha256:${"fedcba9876543210".repeat(4)}`;
const allowed = {
  "rewrite-target": "/",
  "cors-allow-origin": "https://shop.example.org",
  timeout: "30",
  "use-regex": "false",
};

const own = (kind: string, name: string, body: Readonly<Record<string, unknown>>) => {
  const [version = "", last = ""] = kind.split(":");
  return ({ tenant }: Spot): Sketch => ({
    type: `kubernetes:${kind}`,
    name: `${tenant.id}.${name}`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    props: {
      apiVersion: version.replace("core/", ""),
      kind: last,
      metadata: { name, namespace: tenant.namespace },
      ...body,
    },
  });
};

/** A host of the tenant: one below a wildcard, or an exact one. */
const hosts = {
  "below its wildcard": (tenant: Spot["tenant"]) =>
    servedHosts(tenant)
      .find((one) => one.startsWith("*."))
      ?.replace("*", "more"),
  "deeper below its wildcard": (tenant: Spot["tenant"]) =>
    servedHosts(tenant)
      .find((one) => one.startsWith("*."))
      ?.replace("*", "v2.more"),
  "that is exactly its own": (tenant: Spot["tenant"]) => servedHosts(tenant).find((one) => !one.startsWith("*.")),
};
const route =
  (hostOf: (tenant: Spot["tenant"]) => string | undefined, path: string, pathType: string) =>
  (spot: Spot): Sketch | undefined => {
    const host = hostOf(spot.tenant);
    if (host === undefined) return undefined;
    const backend = { service: { name: "shop", port: { number: 8080 } } };
    return own("networking.k8s.io/v1:Ingress", "more", {
      spec: {
        ingressClassName: spot.tenant.ingressClass,
        rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
      },
    })(spot);
  };
const plus = (path: string, by: number) =>
  swapped(quota, path, ({ now }: ObjectSpot) => {
    const [, number = "", unit = ""] = /^(\d+)(\D*)$/.exec(String(now(path))) ?? [];
    return number === "" ? unfit : `${Number(number) + by}${unit}`;
  });

/** Tenants whose file gives them a quota for more than their gateway. */
const hasRoom = ({ stage, site }: ObjectSpot): boolean =>
  stage.sketches.some(({ type, props }) => {
    const { hard } = record(props.spec);
    const isOwn = type.endsWith(":ResourceQuota") && record(props.metadata).namespace === site.namespace;
    return isOwn && Number(record(hard).pods) >= 20;
  });

export const more: readonly Operator[] = harmless({
  ...Object.fromEntries(
    ["requests.cpu", "limits.cpu", "requests.memory", "limits.memory", "pods"].map((key) => [
      `has a larger quota of ${key}`,
      plus(key === "pods" ? "spec.hard.pods" : `spec.hard["${key}"]`, 2),
    ]),
  ),
  "has a smaller quota of Services": set("ResourceQuota tenant", "spec.hard.services", "15"),
  "bounds one kind more": set(quota, 'spec.hard["count/jobs.batch"]', "5"),
  "lets a container have more": swapped(limits, "spec.limits[0].max", { cpu: "3", memory: "6Gi" }),
  "sets a minimum for containers": set(limits, "spec.limits[0].min", { cpu: "1m", memory: "1Mi" }),
  "bounds volumes too": extended(limits, "spec.limits", { type: "PersistentVolumeClaim", max: { storage: "5Gi" } }),
  "scales down more slowly": swapped(
    "HorizontalPodAutoscaler tenant,entry",
    "spec.behavior.scaleDown.stabilizationWindowSeconds",
    900,
  ),
  "lets its gateway use more": set("Release tenant", "values.gateway.resources.limits.memory", (spot: ObjectSpot) =>
    hasRoom(spot) ? "2560Mi" : unfit,
  ),
  "surges by two": set("Release tenant", "values.gateway.rollingMaxSurge", (spot: ObjectSpot) =>
    hasRoom(spot) ? 2 : unfit,
  ),
  "notes something on its pods": set(
    "Release tenant,gateway,entry",
    'values.gateway.podAnnotations["example.com/team"]',
    "x",
  ),
  "says in all places that its cluster is called like its region": altered(
    "Release tenant,gateway,entry",
    ({ sketch, facts }) =>
      ["global.multiCluster.clusterName", "clusterName", "controller.env.CLUSTER_ID"].reduce(
        (told, path) => change(told, `values.${path}`, facts.region),
        sketch,
      ),
  ),
  "logs more": set("Release tenant,gateway,entry", "values.global.logging.level", "default:info"),
  "lets a tenant's pods be as strict as can be": set(
    "Deployment tenant",
    "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
    true,
  ),
  "runs as a user of its own": set("Deployment tenant", "spec.template.spec.securityContext.runAsUser", 10_001),
  "has two pods": set("Deployment tenant", "spec.replicas", 2),
  ...Object.fromEntries(
    Object.entries(hosts).flatMap(([what, hostOf]) =>
      [
        ["/more", "Prefix"],
        ["/more", "Exact"],
        ["/more/(v1|v2)", "ImplementationSpecific"],
      ].map(([path = "", type = ""]) => [
        `has a route more for a host ${what}, ${type}`,
        added(route(hostOf, path, type)),
      ]),
    ),
  ),
  "has a path more": set("Ingress tenant", "spec.rules[0].http.paths", ({ now }: ObjectSpot) => {
    const paths = list(now("spec.rules[0].http.paths"));
    return [...paths, { ...record(paths[0]), path: "/more" }];
  }),
  "has another path": set("Ingress tenant", "spec.rules[0].http.paths[0].path", "/other"),
  ...Object.fromEntries(
    Object.entries(allowed).map(([key, value]) => [
      `has an annotation that is allowed: ${key}`,
      annotated("Ingress tenant", `higress.io/${key}`, value),
    ]),
  ),
  "asks for a newer TLS": annotated("Ingress entry", "higress.io/tls-min-protocol-version", "TLSv1.3"),
  "leads to HTTPS twice": annotated("Ingress entry", "higress.io/force-ssl-redirect", "true"),
  "weighs its destinations otherwise": annotated("Ingress tenant", "higress.io/destination", ({ now }: ObjectSpot) => {
    const destination = now('metadata.annotations["higress.io/destination"]');
    if (typeof destination !== "string" || !destination.includes("\n")) return unfit;
    const [first = "", ...others] = destination.split("\n").map((line) => line.replace(/^\d+%/, "1%"));
    return [first.replace(/^1%/, `${100 - others.length}%`), ...others].join("\n");
  }),
  "adds a policy that denies everything again": added(
    own("networking.k8s.io/v1:NetworkPolicy", "deny-again", {
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    }),
  ),
  "adds a policy between its own pods": added(
    own("networking.k8s.io/v1:NetworkPolicy", "shop-to-store", {
      spec: {
        podSelector: { matchLabels: { app: "store" } },
        policyTypes: ["Ingress"],
        ingress: [
          { from: [{ podSelector: { matchLabels: { app: "shop" } } }], ports: [{ protocol: "TCP", port: 5432 }] },
        ],
      },
    }),
  ),
  "adds an account": added(own("core/v1:ServiceAccount", "shop", { automountServiceAccountToken: false })),
  "adds a Service without an address": added(
    own("core/v1:Service", "store", {
      spec: { clusterIP: "None", selector: { app: "store" }, ports: [{ port: 5432 }] },
    }),
  ),
  "adds a ConfigMap": added(own("core/v1:ConfigMap", "flags", { data: { "new-basket": "true" } })),
  "adds a budget": added(
    own("policy/v1:PodDisruptionBudget", "shop", {
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "shop" } } },
    }),
  ),
  "lets people read less": swapped("Role tenant/viewer", "rules[0].verbs", ["get", "list"]),
  "lets people read fewer kinds": swapped("Role tenant/viewer", "rules[0].resources", ["pods"]),
  "lets fewer people read": swapped("RoleBinding tenant/viewer", "subjects", ({ now }: ObjectSpot) =>
    list(now("subjects")).slice(0, 1),
  ),
  "adds a role that reads its own": added(
    own("rbac.authorization.k8s.io/v1:Role", "pods", {
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }],
    }),
  ),
  "takes another plugin": set(
    "WasmPlugin tenant",
    "spec.url",
    ({ facts }: ObjectSpot) => `oci://${hubOf(facts)}/plugins/cors@${digest}`,
  ),
  "runs it later": set("WasmPlugin tenant", "spec.priority", 100),
  "runs it in another phase": set("WasmPlugin tenant", "spec.phase", "AUTHZ"),
  "configures it otherwise": set("WasmPlugin tenant", "spec.defaultConfig.keys", ["x-other-key"]),
  "has it for one host only": set("WasmPlugin tenant", "spec.matchRules[0].domain", ({ tenant }: ObjectSpot) =>
    tenant.hosts.slice(0, 1),
  ),
  "has it for one route only": set("WasmPlugin tenant", "spec.matchRules[0].ingress", ["guest"]),
  "enforces the stricter standard": set(
    "Namespace tenant,gateway,entry",
    'metadata.labels["pod-security.kubernetes.io/warn-version"]',
    "latest",
  ),
  "notes its hosts in another order": annotated(
    "Namespace tenant",
    "higress-fleet.io/hosts",
    ({ tenant }: ObjectSpot) => servedHosts(tenant).toReversed().join(),
  ),
  "asks its registry more often": swapped(
    "McpBridge tenant",
    "spec.registries[0].nacosRefreshInterval",
    10_000_000_000,
  ),
});
