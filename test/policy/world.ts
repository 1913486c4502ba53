/**
 * A small fleet as the program registers it and as the engine shows it in preview: cluster-wide base, entry, one
 * gateway of the platform, tenants `acme` and `globex`. Every test changes one thing in it.
 */
import type { Facts } from "../../policy/facts.ts";
import type { Sketch } from "./harness.ts";
import { unknown } from "./harness.ts";
import { disruptionBudget, limits, namespace, quota, release, roles } from "./world-installation.ts";
import type { Site } from "./world-installation.ts";
import { declaredWays, networkPolicies, toTenant } from "./world-network.ts";
import { plugin } from "./world-plugins.ts";
import { base } from "./world-base.ts";
import { bridge, entryIngress, tenantIngress } from "./world-routes.ts";

const entry: Site = { id: "entry", role: "entry", namespace: "higress-system", ingressClass: "higress-entry" };
const shared: Site = { id: "shared", role: "gateway", namespace: "higress-shared", ingressClass: "higress-shared" };
const acme: Site = { id: "acme", role: "tenant", namespace: "acme-gateway", ingressClass: "higress-acme" };
const globex: Site = { id: "globex", role: "tenant", namespace: "globex-gateway", ingressClass: "higress-globex" };

const place = ({ id, namespace, ingressClass }: Site) => ({ id, namespace, ingressClass });

/** Facts of the world, with one or the other replaced. */
export function facts(change: Partial<Facts> = {}): Facts {
  return {
    environment: "prod",
    region: "south",
    domain: "aigw.example.com",
    dnsDomain: "cluster.local",
    clusterCidrs: ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.1/32"],
    apiServerCidrs: ["10.2.0.1/32"],
    platformNamespaces: ["monitoring"],
    monitoring: { namespace: "monitoring", pods: {} },
    protect: true,
    chart: { name: "higress-core", repository: "https://higress.io/helm-charts", version: "2.2.4" },
    hub: "registry.example.com/mirror",
    platform: { groups: ["platform"], users: [] },
    entry: place(entry),
    gateways: [{ ...place(shared), watch: "own", exposure: "load-balancer", backendNamespaces: [], ports: [80, 443] }],
    tenants: [
      {
        ...place(acme),
        hosts: ["*.acme.aigw.example.com", "api.acme.example"],
        certificates: [
          { secret: "acme-tls", names: ["*.acme.aigw.example.com"] },
          { secret: "api-acme-tls", names: ["api.acme.example"] },
        ],
        registries: [
          {
            name: "orders",
            type: "nacos2",
            server: "nacos.acme.example",
            namespace: "acme",
            cidrs: ["198.51.100.0/28"],
          },
        ],
        network: {
          ingress: [{ peer: { namespace: "monitoring" }, protocol: "TCP", ports: [15020] }],
          egress: [{ peer: { cidr: "203.0.113.0/24" }, protocol: "TCP", ports: [8443] }],
        },
        groups: ["acme-developers"],
      },
      {
        ...place(globex),
        hosts: ["*.globex.aigw.example.com"],
        certificates: [{ secret: "globex-tls", names: ["*.globex.aigw.example.com"] }],
        registries: [],
        network: { ingress: [], egress: [] },
        groups: [],
      },
    ],
    waivers: [],
    ...change,
  };
}

/** Everything one installation consists of, without what leads to it. */
const installation = (site: Site): Sketch[] => [
  namespace(site),
  quota(site),
  limits(site),
  ...networkPolicies(site),
  ...roles(site),
  release(site),
  disruptionBudget(site),
];

const stack: Sketch = { type: "pulumi:pulumi:Stack", name: "higress-fleet-test", props: {}, provider: null };

/** Every resource of the world; a test maps over it. */
export function world(): readonly Sketch[] {
  return [
    stack,
    ...base([entry, shared, acme, globex]),
    ...installation(entry),
    bridge(entry, [
      {
        name: "acme",
        type: "dns",
        domain: "higress-gateway.acme-gateway.svc.cluster.local",
        port: 80,
        protocol: "http",
      },
      {
        name: "globex",
        type: "dns",
        domain: "higress-gateway.globex-gateway.svc.cluster.local",
        port: 80,
        protocol: "http",
      },
    ]),
    toTenant(acme),
    entryIngress("acme", { "*.acme.aigw.example.com": "acme-tls", "api.acme.example": "api-acme-tls" }),
    toTenant(globex),
    entryIngress("globex", { "*.globex.aigw.example.com": "globex-tls" }),
    ...installation(shared),
    { type: "higress-fleet:index:Tenant", name: "acme", props: {}, provider: null },
    ...installation(acme),
    ...declaredWays(acme, {
      registry: { cidr: "198.51.100.0/28", ports: [8848, 9848] },
      allowance: { cidr: "203.0.113.0/24", ports: [8443] },
    }),
    bridge(acme, [
      {
        name: "orders",
        type: "nacos2",
        domain: "nacos.acme.example",
        port: 8848,
        nacosNamespaceId: "acme",
        nacosGroups: ["DEFAULT_GROUP"],
        authSecretName: "orders-credentials",
      },
    ]),
    generatedSecret(acme, "orders-credentials"),
    plugin(acme, "api.acme.example"),
    tenantIngress(acme, "orders", "api.acme.example", {
      "higress.io/destination": "100% orders.DEFAULT-GROUP.acme.nacos:8080",
    }),
    tenantIngress(acme, "shop", "shop.acme.aigw.example.com"),
    { type: "higress-fleet:index:Tenant", name: "globex", props: {}, provider: null },
    ...installation(globex),
    tenantIngress(globex, "web", "web.globex.aigw.example.com"),
  ];
}

/** The resource of the world with a logical name. */
export function pick(name: string): Sketch {
  const found = world().find((sketch) => sketch.name === name);
  if (found === undefined) throw new Error(`the world has no ${name}`);
  return found;
}

/** A world with one resource replaced; `undefined` removes it. */
export const replace = (sketches: readonly Sketch[], name: string, by: Sketch | undefined): readonly Sketch[] =>
  sketches.flatMap((sketch) => (sketch.name !== name ? [sketch] : by === undefined ? [] : [by]));

/** Credentials that the program invents; their values are known after creation only. */
function generatedSecret({ id, namespace }: Site, name: string): Sketch {
  return {
    type: "kubernetes:core/v1:Secret",
    name: `${id}.${name}`,
    props: {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace },
      type: "Opaque",
      stringData: { nacosUsername: unknown, nacosPassword: unknown },
    },
  };
}
