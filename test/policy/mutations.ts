/** For each rule one change, as a careless person makes it, that it, and only it, must notice in any lawful world. */
import type { Facts } from "../../policy/facts.ts";
import { at, list, record, text } from "../../policy/model/shape.ts";
import { parseToken } from "../../policy/token.ts";
import type { Sketch } from "./harness.ts";
import { change } from "./harness.ts";

export type Mutation = (world: readonly Sketch[]) => readonly Sketch[];

/**
 * By id of the rule.
 * @param facts of the worlds to change; the first two tenants suffer, of whom the first needs a registry and a route
 */
export function mutationsOf(facts: Facts): Readonly<Record<string, Mutation>> {
  const [one, other] = facts.tenants;
  const [host] = one?.hosts ?? [];
  if (one === undefined || other === undefined || host === undefined) throw new Error("two tenants are needed");
  const release = `Release ${one.namespace}`;
  const controllerPolicy = `NetworkPolicy ${one.namespace}/controller`;
  const route = `Ingress ${facts.entry.namespace}/${one.id}`;
  return {
    "closed-world-ownership": added("ConfigMap", { name: "stray", namespace: "sandbox" }),
    "explicit-provider": altered(`ResourceQuota ${one.namespace}`, (quota) => ({
      ...quota,
      provider: "default_4_27_0",
    })),
    "namespace-explicit": added("ConfigMap", { name: "homeless" }),
    "tenant-namespace-naming": set(`Namespace ${one.namespace}`, label("higress-fleet.io/tenant"), other.id),
    "one-release-per-namespace": (world) => [
      ...world,
      change({ ...find(world, release), name: `${one.id}.internal` }, "name", "internal"),
    ],
    "ingress-class-unique": set(`Release ${other.namespace}`, "values.global.ingressClass", one.ingressClass),
    "ingress-class-not-catch-all": set(release, "values.global.ingressClass", ""),
    "watch-namespace-own": set(release, "values.global.watchNamespace", ""),
    "namespace-psa": set(`Namespace ${one.namespace}`, label("pod-security.kubernetes.io/enforce"), "privileged"),
    "tenant-bundle-complete": (world) => {
      const quota = find(world, `ResourceQuota ${other.namespace}`);
      return world.filter((sketch) => sketch !== quota);
    },
    "quota-compute-dimensions": set(`ResourceQuota ${other.namespace}`, 'spec.hard["limits.memory"]', undefined),
    "netpol-default-deny": set(`NetworkPolicy ${one.namespace}/default-deny`, "spec.ingress", [
      { from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": facts.entry.namespace } } }] },
    ]),
    "netpol-no-open-peer": set(controllerPolicy, "spec.ingress[0].from", undefined),
    "netpol-trusted-selectors": set(controllerPolicy, "spec.ingress[0].from[0].namespaceSelector", {
      matchLabels: { type: "monitoring" },
    }),
    "service-exposure": added(
      "Service",
      { name: "shop", namespace: one.namespace },
      { type: "NodePort", ports: [{ port: 80 }] },
    ),
    "host-required": set(route, "spec.defaultBackend", {
      resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
    }),
    "host-exclusive": extended(`Ingress ${facts.entry.namespace}/${other.id}`, "spec.tls", {
      hosts: [`${host}.`],
      secretName: `${other.id}-tls`,
    }),
    "host-owner-matches": set(`Ingress ${one.namespace}`, "spec.rules[0].host", "shop.example.org"),
    "tls-required-and-redirect": set(route, 'metadata.annotations["higress.io/ssl-redirect"]', "false"),
    "host-isolation-values": set(release, "values.gateway.service", undefined),
    "release-gateway-rbac-off": set(release, "values.gateway.rbac.enabled", "false"),
    "release-narrowed": set(release, "postrender", undefined),
    // Of a tenant, tenant-bundle-complete would miss the binding too.
    "release-narrowed-in-effect": set(
      `RoleBinding ${facts.entry.namespace}/higress-controller`,
      "roleRef.name",
      "higress-gateway-controller",
    ),
    "release-chart-pinned-source": set(release, "repositoryOpts.repo", "https://charts.example.org"),
    "release-resources-complete": set(release, "values.pilot.resources", undefined),
    "rbac-no-tenant-cluster-scope": extended("ClusterRole higress-fleet-controller", "rules", {
      apiGroups: [""],
      resources: ["pods"],
      verbs: ["list", "watch"],
    }),
    "rbac-secrets-scoped": extended(`RoleBinding ${other.namespace}/higress-gateway`, "subjects", {
      kind: "ServiceAccount",
      name: "higress-gateway",
      namespace: one.namespace,
    }),
    "mcpbridge-effective": set(`McpBridge ${one.namespace}`, "metadata.name", "registries"),
    "mcpbridge-target-safe": extended(`McpBridge ${one.namespace}`, "spec.registries", {
      name: "neighbour",
      type: "dns",
      domain: `higress-gateway.${other.namespace}.svc`,
      port: 80,
    }),
    "secret-hygiene": set(release, 'values.pilot.env["REGISTRY_TOKEN"]', "s3cr3t"),
  };
}

const label = (key: string): string => `metadata.labels["${key}"]`;

/** One object more. */
const added =
  (kind: string, metadata: Readonly<Record<string, string>>, spec?: unknown): Mutation =>
  (world) => [...world, { type: `kubernetes:core/v1:${kind}`, name: "added", props: { metadata, spec } }];

/** @param reference as `find` has it */
const altered =
  (reference: string, by: (sketch: Sketch) => Sketch): Mutation =>
  (world) => {
    const found = find(world, reference);
    return world.map((sketch) => (sketch === found ? by(found) : sketch));
  };

/** Another value at one path of one resource; `undefined` removes what is there. */
const set = (reference: string, path: string, value: unknown): Mutation =>
  altered(reference, (sketch) => change(sketch, path, value));

/** One item more at the end of the list that is at the path. */
const extended = (reference: string, path: string, item: unknown): Mutation =>
  altered(reference, (sketch) => change(sketch, path, [...list(at(sketch.props, ...path.split("."))), item]));

/**
 * The first resource of a kind, or the one of that name.
 * @param reference `Kind namespace/name` or `Kind namespace`; `Kind name` of what has no namespace
 */
function find(world: readonly Sketch[], reference: string): Sketch {
  const found = world.find(({ type, props }) => {
    const { kind } = parseToken(type);
    const place = kind === "Release" ? props : record(props.metadata);
    const path = [text(place.namespace), text(place.name)].filter((part) => part !== undefined).join("/");
    return `${kind} ${path}` === reference || `${kind} ${path}`.startsWith(`${reference}/`);
  });
  if (found === undefined) throw new Error(`the world has no ${reference}`);
  return found;
}
