/** The boxes that both layouts draw alike. */
import { boxOf } from "./box.ts";
import type { Contents, PlatformGateway, RegistryContents, TenantContents } from "./contents.ts";
import { at, below, type Group } from "./group.ts";
import { name, plain, right, type Box, type Point } from "./shapes.ts";
import { besideOf, clientsOf, count, firstOf, shortened } from "./words.ts";

/** Widths of the columns, and the gaps between them in which the arrows are. */
export const columns = { clients: 170, entry: 300, tenant: 240, registry: 330, gap: 56 } as const;

export const besideClients = columns.clients + columns.gap;

/** Clients, right of them what they reach (both at the top), and the arrow in between. */
export function reached(from: readonly string[], target: Box): Group {
  const clients = boxOf({
    kind: "clients",
    width: columns.clients,
    texts: [name("Clients"), ...clientsOf(from).map(plain)],
    full: ["Clients", ...from],
  });
  // In the middle of the lower of the two: an entry may be higher than a screen, and its clients stand at its top.
  const y = Math.min(clients.height, target.height) / 2;
  return { boxes: [clients, target], arrows: [[at(right(clients), y), at(target.x, y)]] };
}

export const entryTexts = ({ domain, entry }: Contents) => [
  name("Entry"),
  plain(`for ${domain}`),
  plain(`${entry.namespace} · size ${entry.size}`),
  ...besideOf(entry.servers).map(plain),
];

/** A gateway of the platform and its clients. */
function gatewayGroup({ id, namespace, size, servers, exposure, watch, clients }: PlatformGateway): Group {
  const facts = [`${namespace} · size ${size}`, `exposure ${exposure}, watch ${watch}`, ...besideOf(servers)];
  const texts = [name(id), plain("platform gateway"), ...facts.map(plain)];
  return reached(clients, boxOf({ kind: "gateway", x: besideClients, width: columns.entry, texts }));
}

/** Gateways below each other, from a point on. */
export const gatewayGroups = (gateways: readonly PlatformGateway[], from: Point): Group =>
  below(gateways.map(gatewayGroup), from, 16);

/** Everything there is to say about a tenant, one thing a line. */
export const tenantFull = ({ id, owner, namespace, size, servers, routes, hosts, registries }: TenantContents) => [
  `Tenant ${id}`,
  `owner: ${owner}`,
  `${namespace}, size ${size}, ${count(routes, "route")}`,
  ...besideOf(servers),
  ...hosts,
  ...registries.map(registryFull),
];

const registryFull = ({ name: id, type, places }: RegistryContents): string =>
  `registry ${id}: ${type} at ${places.join(", ")}`;

export function tenantBox(tenant: TenantContents): Box {
  const { id, owner, namespace, size, servers, routes } = tenant;
  const facts = [owner, namespace, `size ${size} · ${count(routes, "route")}`, ...besideOf(servers)];
  return boxOf({
    kind: "tenant",
    tenant: id,
    width: columns.tenant,
    texts: [name(id), ...facts.map(plain)],
    full: tenantFull(tenant),
  });
}

export function hostsBox({ id, hosts }: TenantContents, most: number, width: number): Box {
  return boxOf({ kind: "hosts", tenant: id, width, texts: shortened(hosts, most).map(plain), full: hosts });
}

/** One box for each registry; many are shortened to the first and a box that counts the rest. */
export function registryBoxes({ id, registries }: TenantContents, most: number): readonly Box[] {
  const shown = registries.length <= most ? registries : registries.slice(0, most - 1);
  const rest = registries.slice(shown.length);
  const boxed = (texts: readonly string[], full: readonly string[]): Box => {
    const [first = "", ...others] = texts;
    const width = columns.registry;
    return boxOf({ kind: "registry", tenant: id, width, texts: [name(first), ...others.map(plain)], full });
  };
  return [
    ...shown.map((each) => boxed([`${each.name} · ${each.type}`, firstOf(each.places)], [registryFull(each)])),
    ...(rest.length === 0 ? [] : [boxed([`and ${rest.length} more`], rest.map(registryFull))]),
  ];
}
