/** Gateways of the platform, plugins and destinations: what their owners may write without asking anybody. */
import { list, record } from "../../../policy/model/shape.ts";
import { added, altered, annotated, extended, set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmless, type Operator } from "../mutant.ts";
import { hubOf } from "../stages.ts";

const gateway = "Gateway gateway";
const listener = "spec.listeners[0]";
const routes = "HTTPRoute,GRPCRoute gateway";
const ingress = "Ingress gateway";
const plugin = "WasmPlugin tenant";
const backends = "spec.rules[0].backendRefs";
const key = "higress.io/destination";
const digest = `sha256:${"fedcba9876543210".repeat(4)}`;

const linesOf = ({ now }: ObjectSpot): readonly string[] => {
  const written = now(`metadata.annotations["${key}"]`);
  return typeof written === "string" ? written.split("\n") : [];
};
const rewritten = (least: number, by: (lines: readonly string[]) => readonly string[]) =>
  annotated("Ingress tenant", key, (spot: ObjectSpot) => {
    const lines = linesOf(spot);
    return lines.length < least ? unfit : by(lines).join("\n");
  });
const targetOf = (line: string): string => line.trim().replace(/^\d+%\s+/, "");
const shareOf = (line: string): string => /^\d+%/.exec(line.trim())?.[0] ?? "100%";

/** The same field of a reference with what it has by default. */
const spelledOut = (where: string, path: string, more: Readonly<Record<string, unknown>>) =>
  swapped(where, path, ({ now }: ObjectSpot) => ({ ...record(now(path)), ...more }));

export const traffic: readonly Operator[] = harmless({
  "listens for one host more that is nobody's": extended(gateway, "spec.listeners", ({ now }: ObjectSpot) =>
    now(`${listener}.allowedRoutes.namespaces.from`) === "Same"
      ? { ...record(now(listener)), name: "more", hostname: "more.corp.example" }
      : unfit,
  ),
  "lets its own routes in by the name of their namespace": swapped(
    gateway,
    `${listener}.allowedRoutes.namespaces`,
    ({ now, site }: ObjectSpot) =>
      now(`${listener}.allowedRoutes.namespaces.from`) === "Same"
        ? { from: "Selector", selector: { matchLabels: { "kubernetes.io/metadata.name": site.namespace } } }
        : unfit,
  ),
  "lets no routes in but its own": set(gateway, `${listener}.allowedRoutes`, undefined),
  "ends TLS, as a listener does anyway": swapped(gateway, `${listener}.tls.mode`, undefined),
  "says that a certificate is a Secret": spelledOut(gateway, `${listener}.tls.certificateRefs[0]`, {
    group: "",
    kind: "Secret",
  }),
  "says that a backend is a Service": spelledOut(routes, `${backends}[0]`, { group: "", kind: "Service" }),
  "says that a listener is a Gateway's": spelledOut(routes, "spec.parentRefs[0]", {
    group: "gateway.networking.k8s.io",
    kind: "Gateway",
  }),
  "says in which namespace its Gateway is": set(
    routes,
    "spec.parentRefs[0].namespace",
    ({ site }: ObjectSpot) => site.namespace,
  ),
  "leads a platform's route to another Service of its namespace": altered(routes, (spot) => {
    const first = record(spot.now(`${backends}[0]`));
    if (first.name === undefined || first.namespace !== undefined) return undefined;
    return set(routes, `${backends}[0].name`, "other")({ ...spot.stage, places: [spot.sketch] })[0]?.becomes;
  }),
  "moves the weights of a platform's route": swapped("HTTPRoute gateway", backends, ({ now }: ObjectSpot) => {
    const references = list(now(backends)).map(record);
    if (references.length < 2) return unfit;
    return references.map((one, index) => ({ ...one, weight: index === 0 ? 51 : 49 }));
  }),
  "takes a Secret of its own namespace into a header": set(
    "HTTPRoute gateway",
    "spec.rules[0].filters",
    ({ site }: ObjectSpot) => [
      {
        type: "RequestHeaderModifier",
        requestHeaderModifier: { set: [{ name: "x-note", value: `\${secret.${site.namespace}/own.key}` }] },
      },
    ],
  ),
  "waits longer": set("HTTPRoute gateway", "spec.rules[0].timeouts", { request: "90s" }),
  "grants one Service more, by its name": extended("ReferenceGrant base", "spec.to", {
    group: "",
    kind: "Service",
    name: "more",
  }),
  "has another path at a platform's gateway": set(ingress, "spec.rules[0].http.paths[0].path", "/other"),
  "has a certificate for its host there": set(ingress, "spec.tls", ({ now }: ObjectSpot) => [
    { hosts: [now("spec.rules[0].host")], secretName: "billing-tls" },
  ]),
  "takes a Secret of its own": set(
    plugin,
    "spec.defaultConfig.note",
    ({ tenant }: ObjectSpot) => `\${secret.${tenant.namespace}/own.key}`,
  ),
  "takes two of its own in one text": set(plugin, "spec.matchRules[0].config.note", ({ tenant, now }: ObjectSpot) =>
    now("spec.matchRules[0]") === undefined
      ? unfit
      : `\${secret.${tenant.namespace}/own.user}:\${secret.${tenant.namespace}/own.key}`,
  ),
  "takes a plugin of a registry that the fleet names besides": set(plugin, "spec.url", ({ facts }: ObjectSpot) => {
    const [first] = facts.pluginRegistries ?? [];
    return first === undefined ? unfit : `oci://${first}/own@${digest}`;
  }),
  "holds a plugin by the digest of its code": set(plugin, "spec.sha256", ({ now }: ObjectSpot) =>
    now("spec.sha256") === undefined ? digest.slice("sha256:".length) : unfit,
  ),
  "takes it by a digest behind a tag": set(
    plugin,
    "spec.url",
    ({ facts }: ObjectSpot) => `oci://${hubOf(facts)}/plugins/cors:2.0.0@${digest}`,
  ),
  "has a variable of its own": set(plugin, "spec.vmConfig", {
    env: [{ name: "LEVEL", valueFrom: "INLINE", value: "info" }],
  }),
  "works besides on a host of its own": extended(plugin, "spec.matchRules", ({ tenant }: ObjectSpot) => ({
    domain: [(tenant.hosts[0] ?? "").replace("*", "more")],
    config: {},
  })),
  "works besides on a route of its own": extended(plugin, "spec.matchRules", { ingress: ["more"], config: {} }),
  "works besides on a Service of its own": extended(plugin, "spec.matchRules", ({ tenant, facts }: ObjectSpot) => ({
    service: [`shop.${tenant.namespace}.svc.${facts.dnsDomain}`],
    config: {},
  })),
  "sends everything to the first of its destinations": rewritten(2, ([first = "", ...others]) => [
    `100% ${targetOf(first)}`,
    ...others.map((line) => `0% ${targetOf(line)}`),
  ]),
  "gives its destinations the shares of each other": rewritten(2, (lines) =>
    lines.map((line, index) => `${shareOf(lines[(index + 1) % lines.length] ?? "")} ${targetOf(line)}`),
  ),
  "names its destinations in another order": rewritten(2, (lines) => lines.toReversed()),
  "leads to one destination by two lines": rewritten(1, ([first = "", ...others]) => [
    `${Number.parseInt(shareOf(first), 10) - 10}% ${targetOf(first)}`,
    `10% ${targetOf(first)}`,
    ...others,
  ]),
  "says how much of one destination it is": annotated("Ingress tenant", key, (spot: ObjectSpot) => {
    const [only = "", ...others] = linesOf(spot);
    return only === "" || others.length > 0 || !only.startsWith("100%") ? unfit : targetOf(only);
  }),
  "has a translation to Dubbo of its own": added(({ tenant }) => ({
    type: "kubernetes:networking.higress.io/v1:Http2Rpc",
    name: `${tenant.id}.rates`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    props: {
      metadata: { name: "rates", namespace: tenant.namespace },
      spec: { dubbo: { service: "com.example.Rates", version: "1.0.0", group: "" } },
    },
  })),
});
