import type { Facts } from "../facts.ts";
import { isBridge } from "../model/kinds.ts";
import { installationOf, type Installation } from "../model/ownership.ts";
import { familyOf, registriesOf, serverOf, type PlacedRegistry } from "../model/registries.ts";
import { text, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

/** Registries that are a server with everybody's services; `static` and `dns` hold one service and ask nobody. */
const watched = ["nacos", "consul", "eureka", "zookeeper"];

export default stackRule({
  id: "mcpbridge-tenant-scoped",
  number: 67,
  title: "A registry's server shows a gateway the services of its own tenant and nobody else's",
  why: "Whoever asks the namespace of another, or the one that everybody has, finds the services of all tenants and may route to them.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Give the tenant a namespace of its own on the server, list it under the tenant's registries, and put its login into a Secret.",
  url: ruleUrl("mcpbridge-tenant-scoped"),
  settings: {
    sharedServers: {
      type: "array",
      items: { type: "string" },
      description:
        "Servers, by DNS name or address, on which tenants may ask for the same services, since they only read them.",
      default: [] as readonly string[],
    },
    login: {
      enum: ["always", "shared"],
      description: "Where Nacos and Consul need a login: everywhere, or on servers that several gateways ask.",
      default: "shared",
    },
  },
  check(resources, facts, { sharedServers, login }) {
    const asked = resources.filter(isBridge).flatMap((bridge) => askedBy(bridge, facts));
    if (asked.length === 0) return undefined;
    const open = sharedServers.map((server) => serverOf(server, "", facts));
    const owners = holders(asked);
    return asked.flatMap((one) => {
      const others = (key: string): readonly string[] =>
        [...(owners.get(key) ?? [])].filter((namespace) => namespace !== one.owner.namespace);
      const isShared = others(one.server).length > 0;
      return [
        ...inlineLogin(one.registry),
        ...(open.includes(one.server) ? [] : [...misplaced(one, facts), ...common(one, others(scopeOf(one)))]),
        ...(login === "always" || isShared ? withoutLogin(one.registry) : []),
      ].map(({ path, message }) => ({ path: `${one.path}.${path}`, message, urn: one.urn }));
    });
  },
});

interface Asked extends PlacedRegistry {
  readonly urn: string;
  readonly owner: Installation;
  readonly server: string;
}

/** The entry's registries are tenants' gateways, which mcpbridge-target-safe holds to. */
function askedBy(bridge: Resource, facts: Facts): readonly Asked[] {
  const owner = installationOf(bridge, facts);
  if (owner === undefined || owner.role === "entry") return [];
  return registriesOf(bridge).map(({ registry, path }) => ({
    ...{ registry, path, owner },
    urn: bridge.urn,
    server: serverOf(registry.domain, owner.namespace, facts),
  }));
}

/**
 * What a server is divided into. Consul's is the datacenter: the controller does not pass its namespace on (higress v2.2.4,
 * registry/reconcile/reconcile.go:243-254).
 */
function divisionOf(registry: Tree): string {
  const family = familyOf(registry);
  if (family === "nacos") return text(registry.nacosNamespaceId) ?? "";
  return family === "consul" ? (text(registry.consulDatacenter) ?? "") : "";
}

const scopeOf = ({ registry, server }: Asked): string =>
  JSON.stringify([familyOf(registry), server, divisionOf(registry)]);

/** Namespaces whose gateways ask, by server and by part of it. */
function holders(asked: readonly Asked[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const one of asked.filter(({ registry }) => watched.includes(familyOf(registry)))) {
    for (const key of [one.server, scopeOf(one)]) {
      index.set(key, new Set([...(index.get(key) ?? []), one.owner.namespace]));
    }
  }
  return index;
}

/** What is not the tenant's own by the fleet file. Gateways of the platform have no registries there. */
function misplaced({ registry, owner, server }: Asked, facts: Facts): readonly Finding[] {
  const family = familyOf(registry);
  if (!watched.includes(family)) return [];
  const tenant = owner.role === "tenant" ? facts.tenants.find(({ id }) => id === owner.id) : undefined;
  const declared = tenant?.registries.filter(
    (one) => familyOf(one) === family && serverOf(one.server, owner.namespace, facts) === server,
  );
  const isForeign = declared?.length === 0;
  return [
    ...(isForeign
      ? [{ path: "domain", message: `${JSON.stringify(server)} is no ${family} of tenant ${owner.id}` }]
      : []),
    ...(family === "nacos" ? nacos(registry, isForeign ? undefined : declared, owner.id) : []),
    ...(family === "consul" && (registry.consulNamespace ?? "") !== ""
      ? [{ path: "consulNamespace", message: "is not passed on by the controller, so it keeps nobody apart" }]
      : []),
  ];
}

function nacos(
  { nacosNamespaceId, nacosNamespace, nacosAddressServer }: Tree,
  declared: Facts["tenants"][number]["registries"] | undefined,
  id: string,
): readonly Finding[] {
  const path = "nacosNamespaceId";
  const space = text(nacosNamespaceId) ?? "";
  const isEverybodys = space === "" || space === "public";
  const isOwn = declared === undefined || declared.some(({ namespace }) => namespace === space);
  return [
    ...(isEverybodys ? [{ path, message: "is the namespace that everybody has" }] : []),
    ...(isEverybodys || isOwn ? [] : [{ path, message: `${JSON.stringify(space)} is no namespace of tenant ${id}` }]),
    ...((nacosNamespace ?? "") === "" || nacosNamespace === nacosNamespaceId
      ? []
      : [{ path: "nacosNamespace", message: "is another namespace than nacosNamespaceId" }]),
    ...((nacosAddressServer ?? "") === ""
      ? []
      : [{ path: "nacosAddressServer", message: "lets somebody else say where the registry is" }]),
  ];
}

function common({ registry }: Asked, others: readonly string[]): readonly Finding[] {
  if (others.length === 0) return [];
  const fields: Readonly<Record<string, string>> = { nacos: "nacosNamespaceId", consul: "consulDatacenter" };
  const path = fields[familyOf(registry)] ?? "domain";
  return [{ path, message: `is asked from ${others.toSorted().join(", ")} too, so that both find the same services` }];
}

const inlineLogin = (registry: Tree): readonly Finding[] =>
  ["nacosAccessKey", "nacosSecretKey"]
    .filter((key) => (registry[key] ?? "") !== "")
    .map((path) => ({ path, message: "holds a login in the open; name a Secret in authSecretName" }));

/** The controller logs in to no other type. */
const withoutLogin = (registry: Tree): readonly Finding[] =>
  ["nacos", "consul"].includes(familyOf(registry)) && (text(registry.authSecretName) ?? "") === ""
    ? [{ path: "authSecretName", message: "is missing: the server cannot tell who asks" }]
    : [];
