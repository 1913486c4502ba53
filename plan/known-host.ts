/** The host of one service of a registry, or what is wrong with how it is named. */
import type { Finding, FleetPath } from "./fault.ts";
import type { NacosRegistry, Registry, ZookeeperRegistry } from "./model/registry.ts";
import { consulHost, directHost, dubboHost, eurekaHost, nacosHost, springCloudHost } from "./produced.ts";
import { quote as quoteAt } from "./quote.ts";
import { groupOf } from "./service-ports.ts";
import { nearest } from "./schema/nearest.ts";
import type { RegistryTarget } from "./schema/target.ts";

/** Paths of what is found begin inside the target. */
export function hostOf(target: RegistryTarget, registries: readonly Registry[], owner: string): string | Finding {
  const registry = registries.find(({ name }) => name === target.registry);
  if (registry === undefined) return unknown(target, registries, owner);
  const host = hostIn(target, registry);
  return typeof host === "string" && host.includes(":") && target.port === undefined ? portless(host) : host;
}

/** After the last colon the controller reads a port, and drops the whole annotation where there is none (annotations/destination.go). */
const portless = (host: string): Finding => ({
  path: ["port"],
  message: `the service's host ${quote(host)} has colons, and Higress takes what follows the last one for a port`,
  remedy: 'Write the port that its providers listen on, for example "port: 20880".',
});

const nameKey = ({ service }: RegistryTarget): FleetPath => [service === undefined ? "registry" : "service"];

function unknown(target: RegistryTarget, registries: readonly Registry[], owner: string): Finding {
  const names = registries.map(({ name }) => name);
  const meant = nearest(target.registry, names);
  return {
    path: nameKey(target),
    message: `${owner} has no registry ${quote(target.registry)}`,
    remedy: `${meant === undefined ? "" : `Did you mean ${quote(meant)}? `}${
      names.length === 0
        ? "Declare it under registries."
        : `Name one of ${list(names)}, or declare it under registries.`
    }`,
  };
}

/** The host, or why there is none. */
function hostIn(target: RegistryTarget, registry: Registry): string | Finding {
  const { service } = target;
  const name = quote(registry.name);
  if (registry.type === "static" || registry.type === "dns") {
    if (service === undefined) return directHost(registry);
    return {
      path: nameKey(target),
      message: `registry ${name} is of type ${quote(registry.type)}, which is one service and knows no other`,
      remedy: `Write "registry: ${registry.name}" in place of it.`,
    };
  }
  if (service === undefined) {
    return {
      path: nameKey(target),
      message: `registry ${name} is of type ${quote(registry.type)} and knows many services`,
      remedy: `Name the one that is meant: "service: <service>@${registry.name}".`,
    };
  }
  const stray = (["group", "version", "servicesPath"] as const).find(
    (key) => target[key] !== undefined && !keysOf[registry.type].includes(key),
  );
  if (stray !== undefined) {
    return {
      path: [stray],
      message: `registry ${name} is of type ${quote(registry.type)}, whose services have no ${stray}`,
      remedy: "Remove it.",
    };
  }
  switch (registry.type) {
    case "nacos":
    case "nacos2":
    case "nacos3":
      return inNacos(service, target, registry);
    case "consul":
      return consulHost(registry, service);
    case "eureka":
      return eurekaHost(service);
    case "zookeeper":
      return inZookeeper(service, target, registry);
  }
}

const keysOf: Readonly<Record<Registry["type"], readonly string[]>> = {
  nacos: ["group"],
  nacos2: ["group"],
  nacos3: ["group"],
  zookeeper: ["group", "version", "servicesPath"],
  consul: [],
  eureka: [],
  static: [],
  dns: [],
};

function inNacos(service: string, { group }: RegistryTarget, registry: NacosRegistry): string | Finding {
  const { groups } = registry;
  const name = quote(registry.name);
  const [first = ""] = groups;
  const meant = groupOf(registry, group);
  if (groups.includes(meant)) return nacosHost(registry, service, meant);
  if (group === undefined) {
    return {
      path: ["service"],
      message: `registry ${name} fetches the groups ${list(groups)}, and none is named`,
      remedy: `Say in which the service is: "group: ${first}".`,
    };
  }
  return {
    path: ["group"],
    message: `registry ${name} does not fetch group ${quote(group)}`,
    remedy: `Name one of ${list(groups)}, or add the group to the registry's groups.`,
  };
}

const javaInterface = /^([a-z_][0-9A-Za-z_]*\.)+[A-Z][0-9A-Za-z_]*$/;

function inZookeeper(
  service: string,
  { group, version, servicesPath }: RegistryTarget,
  registry: ZookeeperRegistry,
): string | Finding {
  const name = quote(registry.name);
  if (service.includes(":")) {
    return {
      path: ["service"],
      message: `${quote(service)} is no service in ZooKeeper: colons stand in hosts, which are made of names`,
      remedy: 'Write the interface, and beside it what follows: "service: com.shop.Orders@zk, version: 1.0.0".',
    };
  }
  if (version !== undefined && servicesPath !== undefined) {
    return {
      path: ["servicesPath"],
      message: "a service with a version is Dubbo's, which has all of its services below /dubbo",
      remedy: "Remove one of the two: version for Spring Cloud, servicesPath for Dubbo.",
    };
  }
  if (version !== undefined) return dubboHost(service, version, group ?? "");
  if (group !== undefined) {
    return {
      path: ["group"],
      message: "a group is Dubbo's, whose services have a version too",
      remedy: 'Write "version: 0.0.0" where the provider says none, or remove the group for Spring Cloud.',
    };
  }
  if (servicesPath === "/dubbo") {
    return {
      path: ["servicesPath"],
      message: `${quote(servicesPath)} is where Dubbo has its services`,
      remedy: 'Remove it, and write "version: 0.0.0" where the provider says none.',
    };
  }
  if (servicesPath === undefined && javaInterface.test(service)) {
    return {
      path: ["service"],
      message: `${quote(service)} is the name of a Java interface, which Dubbo registers with a version`,
      remedy:
        'Write "version: 0.0.0" where its provider says none; "servicesPath: /services" if it is Spring Cloud\'s.',
    };
  }
  const paths = ["/services", ...registry.servicesPath];
  const place = servicesPath ?? "/services";
  if (paths.includes(place)) return springCloudHost(service, place);
  return {
    path: ["servicesPath"],
    message: `registry ${name} does not read ${quote(place)}`,
    remedy: `Name one of ${list(paths)}, or add the path to the registry's servicesPath.`,
  };
}

const quote = (text: string): string => quoteAt(text, []);

const list = (words: readonly string[]): string => words.map(quote).join(", ");
