/**
 * Where registries and their services may be: outside the cluster by address, inside it by the name of a Service that the
 * platform opened. A registry elsewhere would make a tenant's gateway a way around the isolation.
 */
import { addressCidr } from "../cidr.ts";
import type { Finding } from "../fault.ts";
import { foldHost, isWildcard, isWithin } from "../hosts.ts";
import type { Fleet, Region, Tenant } from "../model.ts";
import type { Registry } from "../model/registry.ts";
import { chartNames, closedServices, tenantNamespace } from "../names.ts";
import { clusters, malformed, nobodys, translated } from "./blocks.ts";
import { ownerOf } from "./owners.ts";
import { joined } from "./joined.ts";
import { servesOf, type Serves } from "./served.ts";
import { eachTenant, found, quote, quoteAll, regionsOf, within, type Check, type Problem } from "./check.ts";

/** A registry of one tenant, in one cluster. */
interface Place {
  readonly fleet: Fleet;
  readonly tenant: Tenant;
  readonly registry: Registry;
  readonly name: string;
  readonly region: Region;
  readonly serves: Serves;
}

const eachPlace =
  (check: (place: Place) => readonly Finding[]): Check =>
  (fleet) => {
    const serves = servesOf(fleet);
    return eachTenant((tenant) =>
      tenant.registries.flatMap((registry, index) =>
        within(
          ["registries", index],
          joined(
            regionsOf(tenant.regions, fleet).map(({ name, region }) => ({
              name,
              findings: check({ fleet, tenant, registry, name, region, serves }),
            })),
          ),
        ),
      ),
    )(fleet);
  };

export const registriesAreReachable = eachPlace((place) => {
  const { registry } = place;
  if (registry.type === "static") {
    return registry.endpoints.flatMap((endpoint, index) => found(["endpoints", index], judgeEndpoint(endpoint, place)));
  }
  if (registry.type === "dns") {
    return registry.domains.flatMap((domain, index) => found(["domains", index], judgeName(domain, place)));
  }
  return found(["domain"], judgeServer(registry.domain, place));
});

export const registryNetworksAreOutside = eachPlace(({ registry, name, region }) =>
  networksOf(registry).flatMap((cidr, index) =>
    found(["cidrs", index], malformed(cidr) ?? nobodys(cidr) ?? translated(cidr) ?? clusters(cidr, name, region)),
  ),
);

/** None for a static registry, whose endpoints are addresses already. */
const networksOf = (registry: Registry): readonly string[] => (registry.type === "static" ? [] : registry.cidrs);

/** Nothing to call: the controller would drop the service, or fetch none. */
export const registriesAreNotEmpty = eachTenant(({ registries }) =>
  registries.flatMap((registry, index) => {
    const [key, list] = listOf(registry);
    return list.length > 0
      ? []
      : [
          {
            path: ["registries", index, key],
            message: `registry ${quote(registry.name)} names no ${key}`,
            remedy: "Name at least one.",
          },
        ];
  }),
);

/** The list that a registry cannot do without. */
function listOf(registry: Registry): readonly [key: string, list: readonly string[]] {
  if (registry.type === "static") return ["endpoints", registry.endpoints];
  if (registry.type === "dns") return ["domains", registry.domains];
  return "groups" in registry ? ["groups", registry.groups] : ["domain", [registry.domain]];
}

function judgeEndpoint(endpoint: string, place: Place): Problem | undefined {
  const [, v6, v4, digits = ""] = /^(?:\[([^[\]]+)\]|([^:]+)):([1-9]\d{0,4})$/.exec(endpoint) ?? [];
  const block = addressCidr(v6 ?? v4 ?? "");
  if (block === undefined || block.includes(":") !== (v6 !== undefined) || Number(digits) > 65535) {
    return {
      message: `${quote(endpoint)} is no address with port`,
      remedy: 'Write "10.0.0.1:8080" or "[fd00::1]:8080"; for a host name use type dns.',
    };
  }
  return judgeAddress(block, endpoint, place);
}

const judgeServer = (domain: string, place: Place): Problem | undefined => {
  const block = addressCidr(domain);
  return block === undefined ? judgeName(domain, place) : judgeAddress(block, domain, place);
};

const judgeAddress = (block: string, written: string, { name, region }: Place): Problem | undefined =>
  nobodys(block, written) ?? translated(block, written) ?? clusters(block, name, region, written);

function judgeName(domain: string, place: Place): Problem | undefined {
  if (foldHost(domain) !== domain || isWildcard(domain)) {
    return {
      message: `${quote(domain)} is no legal name of a server`,
      remedy: "Write one bare DNS name in lower case, without port; the port has a key of its own.",
    };
  }
  if (isWithin(domain, "localhost")) {
    return { message: `${quote(domain)} is the machine itself (loopback)`, remedy: "Name the server." };
  }
  if (!domain.includes(".")) {
    return {
      message: `${quote(domain)} has one label, which means something else in each namespace`,
      remedy: `Write the full name; of a Service: ${quote(`${domain}.<namespace>.svc.${place.region.dnsDomain}`)}.`,
    };
  }
  if (isInCluster(domain, place.region)) return judgeService(domain, place);
  const namespace = domain.slice(domain.lastIndexOf(".") + 1);
  const owner = ownerOf(namespace, place.fleet);
  if (owner !== undefined) {
    return {
      message: `${quote(domain)} is looked up as a Service of namespace ${quote(namespace)} first, which belongs to ${owner}`,
      remedy: `Write the full name of what is meant; of a Service: ${quote(`<service>.<namespace>.svc.${place.region.dnsDomain}`)}.`,
    };
  }
  return judgeOutside(domain, place);
}

const isInCluster = (domain: string, { dnsDomain }: Region): boolean =>
  isWithin(domain, dnsDomain) || isWithin(domain, "svc");

function judgeService(domain: string, place: Place): Problem | undefined {
  const { dnsDomain } = place.region;
  const suffix = [`.svc.${dnsDomain}`, ".svc"].find((each) => domain.endsWith(each));
  const [namespace, service, , ...more] =
    suffix === undefined ? [] : domain.slice(0, -suffix.length).split(".").toReversed();
  if (namespace === undefined || service === undefined || more.length > 0) {
    return {
      message: `${quote(domain)} is a name of the cluster, but not of a Service`,
      remedy: `Write ${quote(`<service>.<namespace>.svc.${dnsDomain}`)}.`,
    };
  }
  return judgeNamespace(domain, namespace, service, place);
}

function judgeNamespace(
  domain: string,
  namespace: string,
  service: string,
  { fleet, tenant, name, region }: Place,
): Problem | undefined {
  const own = tenantNamespace(tenant.id);
  if (namespace === own && [chartNames.gateway, ...closedServices].some((each) => each === service)) {
    return {
      message: `${quote(domain)} is the tenant's own Higress, which would call or expose itself`,
      remedy: "Name the service that is meant.",
    };
  }
  if (namespace === own || region.platformNamespaces.includes(namespace)) return undefined;
  const owner = ownerOf(namespace, fleet);
  return {
    message: `${quote(domain)} is in namespace ${quote(namespace)}, which ${owner === undefined ? "is no platform namespace" : `belongs to ${owner}, and is no platform namespace`} of region ${quote(name)}`,
    remedy: `Use a Service of ${quoteAll([own, ...region.platformNamespaces])}.`,
  };
}

function judgeOutside(domain: string, { tenant, registry, name, region, serves }: Place): Problem | undefined {
  const service = quote(`<service>.<namespace>.svc.${region.dnsDomain}`);
  const served = serves(domain);
  if (served !== undefined) {
    return {
      message: `registry ${quote(registry.name)} of tenant ${quote(tenant.id)} leads to ${quote(domain)}, which this fleet serves ${served}: its calls would come back in through the entry`,
      remedy: `Name the Service behind it instead, as ${service}, of ${quoteAll([tenantNamespace(tenant.id), ...region.platformNamespaces])}.`,
    };
  }
  return networksOf(registry).length > 0
    ? undefined
    : {
        message: `${quote(domain)} is outside the cluster of region ${quote(name)}, and a NetworkPolicy knows no names`,
        remedy: `List the networks it answers from under cidrs, or write a Service as ${service}.`,
      };
}
