/**
 * A tenant's registries as its McpBridge: fields of CRD networking.higress.io/v1 (higress v2.2.4,
 * api/kubernetes/customresourcedefinitions.gen.yaml:237-371), which checks nothing itself.
 */
import { metadata } from "./metadata.ts";
import type {
  ConsulRegistry,
  DnsRegistry,
  EurekaRegistry,
  NacosRegistry,
  Registry,
  StaticRegistry,
  ZookeeperRegistry,
} from "./model/registry.ts";
import { chartNames } from "./names.ts";
import type { McpBridge } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { hostOfPort } from "./service-ports.ts";
import type { Installation } from "./site.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The McpBridge of an installation; none without registries. Sorted, so that their order in the file means nothing. */
export function planBridge(installation: Installation, registries: readonly Registry[]): McpBridge | undefined {
  if (registries.length === 0) return undefined;
  return {
    apiVersion: "networking.higress.io/v1",
    kind: "McpBridge",
    metadata: metadata(installation, chartNames.bridge),
    spec: { registries: sortedBy(registries, ({ name }) => name).map(entry) },
  };
}

const entry = (registry: Registry): Fields => ({ name: registry.name, type: registry.type, ...fields(registry) });

function fields(registry: Registry): Fields {
  switch (registry.type) {
    case "nacos":
    case "nacos2":
    case "nacos3":
      return { ...watched(registry), ...login(registry), ...nacos(registry) };
    case "zookeeper":
      return {
        ...watched(registry),
        ...(registry.servicesPath.length > 0 && { zkServicesPath: registry.servicesPath }),
      };
    case "consul":
      return { ...watched(registry), ...login(registry), ...consul(registry) };
    case "eureka":
      return { ...watched(registry), ...vport(registry) };
    case "static":
      return direct(registry, registry.endpoints);
    case "dns":
      return direct(registry, registry.domains);
  }
}

const watched = ({ domain, port }: NacosRegistry | ZookeeperRegistry | ConsulRegistry | EurekaRegistry): Fields => ({
  domain,
  port,
});

const login = ({ credentials }: NacosRegistry | ConsulRegistry): Fields =>
  credentials === undefined ? {} : { authSecretName: credentials.secret };

/** The controller takes both intervals as Go durations, which count nanoseconds. */
const nanoseconds = (seconds: number): number => seconds * 1e9;

const nacos = (registry: NacosRegistry): Fields => {
  const { namespaceId, groups, refreshInterval, timeout } = registry;
  return {
    // Absent is the namespace `public`.
    ...(namespaceId !== "" && { nacosNamespaceId: namespaceId }),
    nacosGroups: groups,
    ...(refreshInterval !== undefined && { nacosRefreshInterval: nanoseconds(refreshInterval) }),
    // Unlike the interval in milliseconds.
    ...(timeout !== undefined && { nacosTimeout: timeout * 1000 }),
    ...vport(registry),
  };
};

/** The controller compares names with whole hosts (`GetServiceVport` in registry/nacos/v2/watcher.go). */
const vport = (registry: NacosRegistry | EurekaRegistry): Fields =>
  registry.vport === undefined
    ? {}
    : {
        vport: {
          default: registry.vport.default,
          services: sortedBy(
            registry.vport.services.map((each) => ({ name: hostOfPort(each, registry), value: each.port })),
            ({ name }) => name,
          ),
        },
      };

const consul = ({ datacenter, serviceTag, refreshInterval }: ConsulRegistry): Fields => ({
  consulDatacenter: datacenter,
  ...(serviceTag !== undefined && { consulServiceTag: serviceTag }),
  ...(refreshInterval !== undefined && { consulRefreshInterval: nanoseconds(refreshInterval) }),
});

/** Hosts go into one string with commas: the CRD has no list for them. */
const direct = ({ port, protocol, sni }: StaticRegistry | DnsRegistry, hosts: readonly string[]): Fields => ({
  domain: hosts.join(","),
  port,
  protocol,
  ...(sni !== undefined && { sni }),
});
