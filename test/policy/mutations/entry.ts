import { altered, extended, set, type Mutations, type Place } from "./mutation.ts";

const annotation = (key: string): string => `metadata.annotations["higress.io/${key}"]`;

/** A host that is nobody's in any lawful world. */
const waiting = "later.example.info";

export const entry = ({ facts, one, other, host, release, route }: Place): Mutations => {
  const own = `Ingress ${one.namespace}`;
  return {
    "host-required": set(route, "spec.defaultBackend", {
      resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
    }),
    "host-wildcard-shape": set(own, "spec.rules[0].host", `v1.*.${one.id}.${facts.domain}`),
    "host-exclusive": {
      mutate: extended(`Ingress ${facts.entry.namespace}/${other.id}`, "spec.tls", {
        hosts: [`${host}.`],
        secretName: `${other.id}-tls`,
      }),
      // The host is not the other's, and so its certificate does not cover it.
      also: ["host-owner-matches", "tls-secret-covers-and-owned"],
    },
    "host-owner-matches": set(own, "spec.rules[0].host", "shop.example.org"),
    "host-proven": {
      mutate: set(own, "spec.rules[0].host", waiting),
      also: [],
      facts: (facts) => ({
        ...facts,
        tenants: facts.tenants.map((tenant) => {
          if (tenant.id !== one.id) return tenant;
          return { ...tenant, hosts: [...tenant.hosts, waiting], withheld: [...(tenant.withheld ?? []), waiting] };
        }),
      }),
    },
    "ingress-class-explicit": set(own, "spec.ingressClassName", undefined),
    "externalname-allowlist": {
      mutate: set(`McpBridge ${facts.entry.namespace}`, "spec.registries[0].domain", "localhost"),
      // One of them is the fence around registries, the other misses the tenant's way in.
      also: ["mcpbridge-target-safe", "tenant-bundle-complete"],
    },
    "entry-route-consistent": set(route, annotation("destination"), `${one.id}.dns:8080`),
    "entry-namespace-writers": altered(route, (sketch) => ({
      ...sketch,
      parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    })),
    "tls-required-and-redirect": set(route, annotation("ssl-redirect"), "false"),
    "client-certificates-asked": {
      // Whoever runs an older plan than the facts.
      mutate: (world) => world,
      also: [],
      facts: (facts) => ({
        ...facts,
        tenants: facts.tenants.map((tenant) => {
          if (tenant.id !== one.id) return tenant;
          const certificates = tenant.certificates.map((certificate) => ({
            ...certificate,
            clientAuthority: `${certificate.secret}-cacert`,
          }));
          return { ...tenant, certificates };
        }),
      }),
    },
    "client-headers-taken": {
      mutate: set(route, annotation("request-header-control-remove"), undefined),
      also: [],
      // Of a world whose facts say nothing of them yet.
      facts: (facts) => ({
        ...facts,
        tenants: facts.tenants.map((tenant) => {
          if (tenant.id !== one.id) return tenant;
          const door = { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [], ...tenant.door } as const;
          return { ...tenant, door: { ...door, identityHeaders: ["x-mse-consumer"] } };
        }),
      }),
    },
    "tls-secret-covers-and-owned": set(route, "spec.tls[0].secretName", `${other.id}-tls`),
    "ingress-ineffective-auth": set(own, annotation("auth-type"), "basic"),
    "ingress-annotation-allowlist": set(own, annotation("server-alias"), host),
    "ingress-cross-namespace-ref": set(own, annotation("proxy-ssl-secret"), `${other.namespace}/client`),
    "secret-templates-own": (world) => [
      ...world,
      {
        type: "kubernetes:networking.higress.io/v1:Http2Rpc",
        name: "added",
        props: {
          metadata: { name: "added", namespace: one.namespace },
          spec: { dubbo: { service: `\${secret.${other.namespace}/registry.key}` } },
        },
      },
    ],
    "entry-controller-supported": set(
      `IngressClass ${facts.entry.ingressClass}`,
      "spec.controller",
      "k8s.io/ingress-nginx",
    ),
    "host-isolation-values": set(release, "values.gateway.service", undefined),
    "certificate-requests-own": (world) => [
      ...world,
      {
        type: "kubernetes:cert-manager.io/v1:Certificate",
        name: "mine",
        props: {
          metadata: { name: "mine", namespace: one.namespace },
          spec: { secretName: "mine", dnsNames: [host], issuerRef: { kind: "ClusterIssuer", name: "letsencrypt" } },
        },
      },
    ],
    "canary-and-exposure-controls": set(own, annotation("canary"), "true"),
  };
};
