/** The words of a picture, the same in every format. */
import type { Contents, RegistryContents } from "./contents.ts";

/** Up to this many tenants every host and registry is drawn; above, each tenant is shortened to a card with counts. */
export const mostDrawnWhole = 12;

/** Heading of the picture. */
export const titleOf = ({ environment, region }: Contents): string =>
  `Fleet of environment ${environment}, region ${region}`;

/** The picture in sentences, for people who read it and for those who cannot see it. */
export function sentencesOf({ domain, tenants, gateways }: Contents): readonly string[] {
  const hosts = tenants.reduce((sum, tenant) => sum + tenant.hosts.length, 0);
  const registries = tenants.reduce((sum, tenant) => sum + tenant.registries.length, 0);
  const found = registries === 0 ? "" : `, which find services in ${count(registries, "registry", "registries")}`;
  return [
    `The entry for ${domain} sends ${count(hosts, "host")} to the gateways of ${count(tenants.length, "tenant")}${found}.`,
    ...(gateways.length === 0 ? [] : [`Beside it, the platform has ${count(gateways.length, "gateway")} of its own.`]),
  ];
}

/** `1 host`, `2 hosts`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** What runs beside a gateway, in a line of its own; none where nothing does. */
export const besideOf = (servers: readonly string[]): readonly string[] =>
  servers.length === 0 ? [] : [`with ${servers.join(", ")}`];

/** The first few of a list, and how many more there are: never `and 1 more`, which takes as much room as the one. */
export function shortened(items: readonly string[], most: number): readonly string[] {
  if (items.length <= most) return items;
  return [...items.slice(0, most - 1), `and ${items.length - most + 1} more`];
}

/** The first of a list, and how many more: `shop.acme.example +2`. */
export const firstOf = ([first = "", ...rest]: readonly string[]): string =>
  rest.length === 0 ? first : `${first} +${rest.length}`;

/** `2 dns, nacos2`: how many registries there are of each type, sorted. */
export function typesOf(registries: readonly RegistryContents[]): string {
  const types = [...new Set(registries.map(({ type }) => type))].toSorted();
  const numbers = types.map((type) => [type, registries.filter((each) => each.type === type).length] as const);
  return numbers.map(([type, number]) => (number === 1 ? type : `${number} ${type}`)).join(", ");
}

const anywhere: readonly string[] = ["0.0.0.0/0", "::/0"];

/** From where clients come, one line each. */
export function clientsOf(cidrs: readonly string[]): readonly string[] {
  const everywhere = anywhere.filter((cidr) => cidrs.includes(cidr));
  const [family] = everywhere;
  if (family === undefined) return shortened(cidrs, 3);
  if (everywhere.length === anywhere.length) return ["anywhere"];
  const others = cidrs.filter((cidr) => cidr !== family);
  return [family === "0.0.0.0/0" ? "anywhere by IPv4" : "anywhere by IPv6", ...shortened(others, 2)];
}
