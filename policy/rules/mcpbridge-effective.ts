import { bridgeName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isBridge } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { at, list, record, text, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** What the controller knows (registry/watcher.go of 2.2.4); the API server takes any text. */
const types = ["nacos", "nacos2", "nacos3", "zookeeper", "consul", "eureka", "static", "dns"];
const protocols = ["tcp", "http", "https", "http2", "grpc", "triple", "tri", "grpcs", "dubbo"];

/**
 * Fields of the CRD networking.higress.io/v1 (higress v2.2.4, api/kubernetes/customresourcedefinitions.gen.yaml:237-371);
 * others are dropped without a word.
 */
const registryFields = [
  ...["allowMcpServers", "authSecretName", "consulDatacenter", "consulNamespace", "consulRefreshInterval"],
  ...["consulServiceTag", "domain", "enableMCPServer", "enableScopeMcpServers", "mcpServerBaseUrl"],
  ...["mcpServerExportDomains", "metadata", "nacosAccessKey", "nacosAddressServer", "nacosGroups", "nacosNamespace"],
  ...["nacosNamespaceId", "nacosRefreshInterval", "nacosSecretKey", "nacosTimeout", "name", "port", "protocol"],
  ...["proxyName", "sni", "type", "vport", "zkServicesPath"],
];
const proxyFields = ["connectTimeout", "listenerPort", "name", "serverAddress", "serverPort", "type"];

export default resourceRule({
  id: "mcpbridge-effective",
  number: 66,
  title: "A McpBridge is one that the controller reads, and every registry in it works",
  why: "The controller ignores a McpBridge of another name, drops unknown fields, and stops at the first registry it cannot use.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Keep one McpBridge named default in a gateway's namespace, with registries of known types and distinct names.",
  url: ruleUrl("mcpbridge-effective"),
  check(resource, facts) {
    if (!isBridge(resource)) return undefined;
    const spec = record(resource.props.spec);
    const registries = list(spec.registries).map(record);
    const proxies = list(spec.proxies).map(record);
    return [
      ...unread(resource, facts),
      ...unknownFields(spec, ["registries", "proxies"], "spec"),
      ...registries.flatMap((registry, index) => judgeRegistry(registry, `spec.registries[${index}]`)),
      ...proxies.flatMap((proxy, index) => judgeProxy(proxy, `spec.proxies[${index}]`)),
      ...repeated(registries, "spec.registries"),
      ...repeated(proxies, "spec.proxies"),
    ];
  },
});

function unread(bridge: Resource, facts: Facts): readonly Finding[] {
  const name = at(bridge.props, "metadata", "name");
  return [
    ...(name === bridgeName
      ? []
      : [{ path: "metadata.name", message: `${JSON.stringify(name)} is not "${bridgeName}"` }]),
    ...(installationOf(bridge, facts)
      ? []
      : [{ path: "metadata.namespace", message: "holds no controller to read it" }]),
  ];
}

function judgeRegistry(registry: Tree, path: string): readonly Finding[] {
  const { type, protocol, port } = registry;
  const direct = type === "static" || type === "dns";
  return [
    ...(types.some((known) => known === type) ? [] : [{ path: `${path}.type`, message: oneOf(type, types) }]),
    ...missing(registry, ["name", "domain"], path),
    ...(isPort(port) ? [] : [{ path: `${path}.port`, message: "is no port" }]),
    ...(direct && protocol !== undefined && !protocols.some((known) => known === protocol)
      ? [{ path: `${path}.protocol`, message: oneOf(protocol, protocols) }]
      : []),
    ...hosts(registry, `${path}.domain`),
    ...unknownFields(registry, registryFields, path),
  ];
}

/** One wrong entry of the list takes the whole service away (registry/direct/watcher.go). */
function hosts({ type, domain }: Tree, path: string): readonly Finding[] {
  const form = type === "static" ? /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d{1,5}$/i : /^[^\s:/]+$/;
  const expected = type === "static" ? "<ip>:<port>" : "a name without port";
  const entries = type === "static" || type === "dns" ? (text(domain) ?? "").split(",") : [text(domain) ?? ""];
  return entries.flatMap((entry, index) =>
    domain === undefined || form.test(entry) ? [] : [{ path, message: `entry ${index + 1} is not ${expected}` }],
  );
}

function judgeProxy(proxy: Tree, path: string): readonly Finding[] {
  const ports = ["serverPort", "listenerPort"].filter((key) => !isPort(proxy[key]));
  return [
    ...missing(proxy, ["name", "serverAddress"], path),
    ...ports.map((key) => ({ path: `${path}.${key}`, message: "is no port" })),
    ...unknownFields(proxy, proxyFields, path),
  ];
}

const missing = (tree: Tree, keys: readonly string[], path: string): readonly Finding[] =>
  keys
    .filter((key) => (text(tree[key]) ?? "").trim() === "")
    .map((key) => ({ path: `${path}.${key}`, message: "is missing" }));

const unknownFields = (tree: Tree, known: readonly string[], path: string): readonly Finding[] =>
  Object.keys(tree)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: `${path}.${key}`, message: "is no field that the controller knows" }));

/** The controller keeps one entry per name. */
function repeated(entries: readonly Tree[], path: string): readonly Finding[] {
  const names = entries.map(({ name }) => name);
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index
      ? [{ path: `${path}[${index}].name`, message: `${JSON.stringify(name)} is there already` }]
      : [],
  );
}

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536;

const oneOf = (found: unknown, known: readonly string[]): string =>
  `${found === undefined ? "nothing" : JSON.stringify(found)} is none of ${known.join(", ")}`;
