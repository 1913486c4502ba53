/**
 * Gateway API as a fleet would use it: the entry's Gateway with one listener for each of a tenant's hosts, that tenant's routes, and a
 * grant for what they reach outside their namespace. The program registers none of it.
 */
import type { Facts } from "../../policy/facts.ts";
import { covers, fold } from "../../policy/model/hosts.ts";
import { record } from "../../policy/model/shape.ts";
import type { Given } from "../../policy/rule.ts";
import { change, type Sketch } from "./harness.ts";

type Tenant = Facts["tenants"][number];

const group = "gateway.networking.k8s.io";
const byName = (namespace: string) => ({
  from: "Selector",
  selector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
});

const object = (kind: string, version: string, namespace: string, name: string, spec: unknown): Sketch => ({
  type: `kubernetes:${group}/${version}:${kind}`,
  name: `${namespace}.${kind}.${name}`,
  props: { apiVersion: `${group}/${version}`, kind, metadata: { name, namespace }, spec },
});

/** The entry's, for the names on the tenant's first certificate. */
export const platformGateway = ({ entry }: Facts, tenant: Tenant): Sketch =>
  object("Gateway", "v1", entry.namespace, "tenants", {
    gatewayClassName: "higress",
    listeners: [
      {
        name: tenant.id,
        port: 443,
        protocol: "HTTPS",
        hostname: hostOf(tenant),
        tls: { mode: "Terminate", certificateRefs: [{ name: tenant.certificates[0]?.secret }] },
        allowedRoutes: { namespaces: byName(tenant.namespace) },
      },
    ],
  });

/** A host that the tenant's first certificate covers. */
function hostOf({ hosts, certificates }: Tenant): string {
  const [first] = certificates;
  const host = hosts.find((one) => first?.names.some((name) => covers(fold(name), fold(one))));
  if (host === undefined) throw new Error("no certificate covers a host of the tenant");
  return host;
}

const below = (host: string, label: string): string => host.replace("*", label);

const route = (kind: string, name: string, { entry }: Facts, tenant: Tenant, rules: readonly unknown[]): Sketch =>
  object(kind, "v1", tenant.namespace, name, {
    parentRefs: [{ name: "tenants", namespace: entry.namespace, sectionName: tenant.id }],
    hostnames: [below(hostOf(tenant), name)],
    rules,
  });

export const httpRoute = (facts: Facts, tenant: Tenant): Sketch =>
  route("HTTPRoute", "web", facts, tenant, [
    {
      matches: [{ path: { type: "PathPrefix", value: "/web" } }],
      backendRefs: [
        { name: "higress-gateway", port: 80, weight: 9 },
        { name: "next", port: 80, weight: 1 },
      ],
    },
  ]);

const grpcRoute = (facts: Facts, tenant: Tenant): Sketch =>
  route("GRPCRoute", "rpc", facts, tenant, [
    { backendRefs: [{ name: "errors", namespace: facts.entry.namespace, port: 8080 }] },
  ]);

/** Lets the tenant's routes lead to a Service of the entry. */
export const grant = ({ entry }: Facts, tenant: Tenant): Sketch =>
  object("ReferenceGrant", "v1beta1", entry.namespace, "errors", {
    from: [{ group, kind: "GRPCRoute", namespace: tenant.namespace }],
    to: [{ group: "", kind: "Service", name: "errors" }],
  });

/** What else the rules must be told of such a fleet. */
export const gatewayApiSettings: Readonly<Record<string, Given>> = {
  "release-features-minimal": { optIn: { entry: ["global.enableGatewayAPI"] } },
  "entry-namespace-writers": {
    kinds: [
      ...[
        "Certificate",
        "ConfigMap",
        "Gateway",
        "HorizontalPodAutoscaler",
        "Ingress",
        "LimitRange",
        "McpBridge",
        "Namespace",
        "NetworkPolicy",
      ],
      ...[
        "PodDisruptionBudget",
        "PodMonitor",
        "ReferenceGrant",
        "Release",
        "ResourceQuota",
        "Role",
        "RoleBinding",
        "Secret",
      ],
      ...["Service", "ServiceAccount", "WasmPlugin"],
    ],
  },
};

/** A lawful world and, lawful as well, Gateway API for one of its tenants. */
export function withGatewayApi(world: readonly Sketch[], facts: Facts, tenant: Tenant): readonly Sketch[] {
  const isEntrys = ({ type, props }: Sketch): boolean =>
    type === "kubernetes:helm.sh/v3:Release" && record(props).namespace === facts.entry.namespace;
  return [
    ...world.map((sketch) => (isEntrys(sketch) ? change(sketch, "values.global.enableGatewayAPI", true) : sketch)),
    platformGateway(facts, tenant),
    grant(facts, tenant),
    httpRoute(facts, tenant),
    grpcRoute(facts, tenant),
  ];
}
