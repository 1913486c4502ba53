/** Registries: what they are called and what they produce. Where they may be is in addresses.ts. */
import type { Finding } from "../fault.ts";
import { foldHost, isWildcard, overlaps } from "../hosts.ts";
import type { Tenant } from "../model.ts";
import type { Registry } from "../model/registry.ts";
import { dnsLabel, higressSecret } from "../names.ts";
import { producedHosts, springCloudHost } from "../produced.ts";
import { eachTenant, found, quote, repeated, within, type Check } from "./check.ts";
import { notAPort } from "./ports.ts";

const eachRegistry = (check: (registry: Registry, tenant: Tenant) => readonly Finding[]): Check =>
  eachTenant((tenant) =>
    tenant.registries.flatMap((registry, at) => within(["registries", at], check(registry, tenant))),
  );

/** The controller keeps them by type and name, and `static` and `dns` put the name into a host. */
export const registriesAreNamed: Check = eachTenant(({ id, registries }) => [
  ...registries.flatMap(({ name }, at) =>
    dnsLabel.test(name) && name.length <= 63
      ? []
      : [
          {
            path: ["registries", at, "name"],
            message: `${quote(name)} is no legal registry name`,
            remedy: "Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.",
          },
        ],
  ),
  ...repeated(registries.map(({ name }) => name)).map(({ value, at }) => ({
    path: ["registries", at, "name"],
    message: `tenant ${quote(id)} has two registries named ${quote(value)}`,
    remedy: "Give one of them another name.",
  })),
]);

/**
 * Two that produce one host do not merge: the last update replaces the other's endpoints (higress v2.2.4,
 * registry/memory/cache.go:197-228).
 */
export const registriesProduceDistinctHosts: Check = eachTenant(({ registries }) => {
  const produced = registries.flatMap((registry, at) =>
    producedHosts(registry).map((host) => ({ host, registry, at })),
  );
  return produced.flatMap(({ host, registry, at }, place) => {
    const other = produced
      .slice(0, place)
      .find(
        (earlier) =>
          overlaps(earlier.host, host) && (earlier.registry === registry || earlier.registry.name !== registry.name),
      );
    if (other === undefined) return [];
    const both =
      other.registry === registry
        ? `registry ${quote(registry.name)} has two groups that both produce`
        : `registries ${quote(other.registry.name)} and ${quote(registry.name)} can both produce`;
    return [
      {
        path: ["registries", at],
        message: `${both} ${example(host, other.host)}: the last update replaces the other's endpoints`,
        remedy: remedies[registry.type],
      },
    ];
  });
});

const dubbosOwn = {
  message: `${quote("/dubbo")} is where Dubbo has its services, which the controller reads as Dubbo's alone`,
  remedy: "Remove it: the path is always read.",
};

export const registryPathsMakeDistinctHosts = eachRegistry((registry) => {
  if (registry.type !== "zookeeper") return [];
  const always = ["/services"];
  const hosts = [...always, ...registry.servicesPath].map((path) => springCloudHost("<service>", path));
  return [
    ...registry.servicesPath.flatMap((path, at) =>
      found(["servicesPath", at], path === "/dubbo" ? dubbosOwn : undefined),
    ),
    ...repeated(hosts).map(({ value, at }) => ({
      path: ["servicesPath", at - always.length],
      message: `makes hosts ${quote(value)}, as another path does: the last update replaces the other's endpoints`,
      remedy: 'Remove it, or register under another path; "/services" is always read, and "/" becomes "-" in hosts.',
    })),
  ];
});

/** A host that both patterns hold: of two that overlap, the longer is the narrower. */
function example(a: string, b: string): string {
  const narrow = a.length >= b.length ? a : b;
  return quote(isWildcard(narrow) ? `<service>${narrow.slice(1)}` : narrow);
}

const oneOnly =
  "Keep one registry of this type; tell services apart by name, or use another type for the second server.";
const nacosApart = 'Give each its own namespaceId or groups; the controller writes "_" as "-".';
const remedies: Readonly<Record<Registry["type"], string>> = {
  nacos: nacosApart,
  nacos2: nacosApart,
  nacos3: nacosApart,
  consul: "Keep one registry per datacenter.",
  eureka: oneOnly,
  zookeeper: oneOnly,
  static: "Give one of them another name.",
  dns: "Give one of them another name.",
};

/** Nacos 2 and 3 speak gRPC on the port 1000 above the given one (nacos.io/en/docs/latest/upgrading/200-compatibility). */
export const registryPortsAreLegal = eachRegistry(({ type, port }) =>
  found(["port"], notAPort(port, type === "nacos2" || type === "nacos3" ? 1000 : 0)),
);

export const serverNamesGoWithTls = eachRegistry((registry) => {
  if (!("sni" in registry)) return [];
  const { sni, protocol } = registry;
  return [
    ...(protocol === "https" || protocol === "grpcs"
      ? []
      : [
          {
            path: ["sni"],
            message: `a server name goes with TLS, and protocol ${quote(protocol)} has none`,
            remedy: 'Use protocol "https" or "grpcs", or remove sni.',
          },
        ]),
    ...(foldHost(sni) === sni && !isWildcard(sni)
      ? []
      : [
          {
            path: ["sni"],
            message: `${quote(sni)} is no legal server name`,
            remedy: "Write one bare DNS name in lower case.",
          },
        ]),
  ];
});

export const generatedSecretsAreFree = eachRegistry((registry, { id }) =>
  "credentials" in registry && registry.credentials.generate && higressSecret.test(registry.credentials.secret)
    ? [
        {
          path: ["credentials", "secret"],
          message: `Secret ${quote(registry.credentials.secret)} of tenant ${quote(id)} is made by Higress or Helm and cannot be generated`,
          remedy: "Choose another name.",
        },
      ]
    : [],
);
