import { pageServerHost, pageServerPort } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { aliased, gatewayHost, gatewayPort, isAlias, tenantAt } from "../model/alias.ts";
import { isBridge, isService } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "externalname-allowlist",
  number: 36,
  title: "An alias stands in the entry's namespace and for a tenant's gateway",
  why: "Whoever may name a target makes the entry a proxy to it: its own admin port, the API server, another tenant (CVE-2021-25740).",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Let the alias stand for <gateway Service>.<tenant's namespace>.svc.<cluster domain> on port ${gatewayPort}, in full.`,
  url: ruleUrl("externalname-allowlist"),
  check(resource, facts) {
    if (isService(resource)) return isAlias(resource) ? serviceAlias(resource, facts) : [];
    const isEntry = namespaceOf(resource) === facts.entry.namespace;
    return isBridge(resource) && isEntry ? registryAliases(resource, facts) : undefined;
  },
});

function serviceAlias(service: Resource, facts: Facts): readonly Finding[] {
  const namespace = namespaceOf(service);
  const { ports } = record(service.props.spec);
  const target = aliased(service);
  return [
    ...(namespace === facts.entry.namespace
      ? []
      : [{ path: "spec.type", message: `"ExternalName" stands in namespace ${JSON.stringify(namespace ?? "")}` }]),
    ...judge(target, "spec.externalName", facts),
    ...list(ports).flatMap((port, index) => judgePort(record(port).port, `spec.ports[${index}].port`)),
  ];
}

/** A `dns` registry is the same thing to Higress, which follows no ExternalName (higress#858). */
function registryAliases(bridge: Resource, facts: Facts): readonly Finding[] {
  return list(at(bridge.props, "spec", "registries"))
    .map(record)
    .flatMap(({ type, domain, port }, index) => {
      const path = `spec.registries[${index}]`;
      if (type !== "dns") {
        return [{ path: `${path}.type`, message: `${JSON.stringify(type ?? null)} is not "dns"` }];
      }
      const names = (text(domain) ?? "").split(",");
      // Under which name it may stand there, mcpbridge-target-safe says.
      if (isPageServer(names, port, facts)) return [];
      return [...names.flatMap((name) => judge(name, `${path}.domain`, facts)), ...judgePort(port, `${path}.port`)];
    });
}

/** The entry's own server for tenants that are away. */
const isPageServer = (names: readonly string[], port: unknown, { entry, dnsDomain }: Facts): boolean =>
  entry.servers?.includes("page-server") === true &&
  port === pageServerPort &&
  names.every((name) => name === pageServerHost(entry.namespace, dnsDomain));

function judge(target: string, path: string, facts: Facts): readonly Finding[] {
  if (tenantAt(target, facts) !== undefined) return [];
  const example = gatewayHost("<tenant's namespace>", facts);
  return [{ path, message: `${JSON.stringify(target)} is no tenant's gateway, which would be ${example}` }];
}

const judgePort = (port: unknown, path: string): readonly Finding[] =>
  port === gatewayPort
    ? []
    : [{ path, message: `${JSON.stringify(port ?? null)} is not the gateways' port ${gatewayPort}` }];
