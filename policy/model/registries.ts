/** Registries of a McpBridge: which hosts they give to routes, and whose services they ask for. */
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { fold } from "./hosts.ts";
import { installations } from "./ownership.ts";
import { clusterService } from "./service-name.ts";
import { at, list, record, text, type Tree } from "./shape.ts";

export interface PlacedRegistry {
  readonly registry: Tree;
  /** `spec.registries[0]` */
  readonly path: string;
}

export const registriesOf = (bridge: Resource): readonly PlacedRegistry[] =>
  list(at(bridge.props, "spec", "registries")).map((registry, index) => ({
    registry: record(registry),
    path: `spec.registries[${index}]`,
  }));

/** The three majors of Nacos share their namespaces: `nacos2` and `nacos3` are `nacos` here. */
export const familyOf = ({ type }: Tree): string => (text(type) ?? "").replace(/^nacos[23]$/, "nacos");

/**
 * The controller writes `_` as `-`; in names of services, of which there is a pattern here, in Consul alone (higress v2.2.4, registry/nacos/v2/watcher.go:554,
 * registry/consul/watcher.go:287).
 */
const dashed = (name: string): string => name.replaceAll("_", "-");

/**
 * Hosts that routes may name, compared letter by letter; `*.` stands for the service's name, which only the registry's server knows.
 * A type that nobody knows gives none.
 */
export function producedHosts(registry: Tree): readonly string[] {
  const { type, name, nacosNamespaceId, nacosGroups, consulDatacenter } = registry;
  switch (familyOf(registry)) {
    case "nacos": {
      const groups = list(nacosGroups).flatMap((group) => text(group) ?? []);
      const namespace = named(nacosNamespaceId) ?? "public";
      return (groups.length === 0 ? ["DEFAULT_GROUP"] : groups).map(
        (group) => `*.${dashed(`${group}.${namespace}`)}.nacos`,
      );
    }
    case "consul": {
      const datacenter = named(consulDatacenter);
      return [datacenter === undefined ? "*.consul" : `*.${dashed(datacenter)}.consul`];
    }
    case "eureka":
    case "zookeeper":
      return [`*.${String(type)}`];
    case "static":
    case "dns":
      return [`${text(name) ?? ""}.${String(type)}`];
    default:
      return [];
  }
}

/** Whether a pattern of `producedHosts` stands for the host. */
export const produces = (pattern: string, host: string): boolean =>
  pattern.startsWith("*") ? host.length >= pattern.length && host.endsWith(pattern.slice(1)) : host === pattern;

/** One spelling per server: of a Service its full name, of anything else the folded one. */
export function serverOf(domain: unknown, namespace: string, facts: Facts): string {
  const host = fold(text(domain) ?? "");
  const known = (label: string): boolean => installations(facts).has(label) || facts.platformNamespaces.includes(label);
  const service = clusterService(host, facts.dnsDomain, known);
  return service === undefined ? host : `${service.service}.${service.namespace ?? namespace}.svc.${facts.dnsDomain}`;
}

/** The text, unless it is empty. */
const named = (value: unknown): string | undefined => (text(value) === "" ? undefined : text(value));
