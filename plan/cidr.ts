/** Address blocks, IPv4 and IPv6, strictly as Kubernetes takes them. */
import ipaddr from "ipaddr.js";
import type { Region } from "./model.ts";

/** ipaddr.js also reads octal, hexadecimal and shortened IPv4, which no two programs read alike. */
const fourParts = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

type Address = ipaddr.IPv4 | ipaddr.IPv6;

interface Block {
  readonly address: Address;
  readonly bits: number;
}

/**
 * Canonical spelling of a CIDR: lower case, shortest IPv6. Host bits stay, since dropping them might hide a slip of the pen.
 * Undefined when it is none: no mask, leading zeros, an IPv4 address dressed up as IPv6, a zone.
 */
export function foldCidr(text: string): string | undefined {
  const block = parseBlock(text);
  return block && `${spell(block.address)}/${block.bits}`;
}

/** The block with its host bits cleared: `10.0.0.0/8` for `10.1.2.3/8`. */
export function networkOf(cidr: string): string | undefined {
  const block = parseBlock(cidr);
  if (block === undefined) return undefined;
  const { address, bits } = block;
  const bytes = address.toByteArray().map((byte, at) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - at * 8))));
  return `${spell(ipaddr.fromByteArray(bytes))}/${bits}`;
}

/** The block of one address, brackets not included: `10.0.0.1/32`. Undefined when the text is no address. */
export function addressCidr(text: string): string | undefined {
  const address = parseAddress(text);
  return address && `${spell(address)}/${address.kind() === "ipv4" ? 32 : 128}`;
}

/** Whether every address of `inner` is in `outer`. False when one of them is no CIDR. */
export const contains = (outer: string, inner: string): boolean => containing([outer], inner) !== undefined;

/** Two blocks share an address only when one holds the other. */
export const intersects = (a: string, b: string): boolean => contains(a, b) || contains(b, a);

/** The first of the blocks that holds every address of `inner`. */
export function containing(blocks: readonly string[], inner: string): string | undefined {
  const narrow = parseBlock(inner);
  return narrow && blocks.find((each) => holds(parseBlock(each), narrow));
}

/** How many addresses of the family the blocks hold together; what is no CIDR holds none. */
export function addressesIn(cidrs: readonly string[], family: "ipv4" | "ipv6"): bigint {
  const networks = [...new Set(cidrs.flatMap((cidr) => networkOf(cidr) ?? []))];
  return networks
    .filter((cidr) => networks.every((other) => other === cidr || !contains(other, cidr)))
    .flatMap((cidr) => parseBlock(cidr) ?? [])
    .filter(({ address }) => address.kind() === family)
    .reduce((sum, { bits }) => sum + (1n << BigInt((family === "ipv4" ? 32 : 128) - bits)), 0n);
}

/** Addresses that mean something else than a place in a network. */
export type Special = "loopback" | "multicast" | "metadata" | "link-local";

/** Where clouds answer a machine with its credentials and its set-up. The policy pack has a list of its own (policy/model/cidr.ts). */
export const metadataServices: readonly string[] = [
  "169.254.169.254/32", // AWS, Azure, Google Cloud, Oracle Cloud
  "100.100.100.200/32", // Alibaba Cloud
  "168.63.129.16/32", // Azure: WireServer
  "192.0.0.192/32", // Oracle Cloud
  "fd00:ec2::23/128", // AWS: identities of Pods
  "fd00:ec2::254/128", // AWS
  "fd20:ce::254/128", // Google Cloud
];

const specials: Readonly<Record<Special, readonly string[]>> = {
  /** The machine itself, "this network" included, which many systems take for the same. */
  loopback: ["127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"],
  /** To many at once, or to nobody: multicast, reserved and broadcast. */
  multicast: ["224.0.0.0/4", "240.0.0.0/4", "ff00::/8"],
  metadata: metadataServices,
  /** The own link: RFC 3927, RFC 4291 2.5.6. */
  "link-local": ["169.254.0.0/16", "fe80::/10"],
};

/** What all of the block's addresses are; undefined for a block that merely holds some of that kind. */
export const specialOf = finder(specials);

/** IPv6 blocks whose addresses stand for IPv4 ones, by the mechanism. IPv4-mapped ones are no addresses here at all. */
const translations = {
  /** RFC 6052, RFC 8215. */
  NAT64: ["64:ff9b::/96", "64:ff9b:1::/48"],
  /** RFC 3056. */
  "6to4": ["2002::/16"],
  /** RFC 4380. */
  Teredo: ["2001::/32"],
  /** RFC 4291 2.5.5.1. */
  "IPv4-compatible": ["::/96"],
  /** RFC 2765. */
  "IPv4-translated": ["::ffff:0:0:0/96"],
} as const;

/** RFC 1918, RFC 4193. Whoever names a block around one of them means the Internet; a private network is named by itself. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** The mechanism by which all of the block's addresses stand for IPv4 ones: `NAT64`. */
export const translationOf = finder(translations);

/** Every block that is no place in a network, or that hides one: no registry may be there. */
export const outOfBounds: readonly string[] = [...Object.values(specials), ...Object.values(translations)]
  .flat()
  .toSorted();

/** Reads the blocks once: every address of the fleet is compared with each of them. */
function finder<Kind extends string>(kinds: Readonly<Record<Kind, readonly string[]>>) {
  const blocks = Object.entries<readonly string[]>(kinds).flatMap(([kind, cidrs]) =>
    // The keys of a literal, which have no others.
    cidrs.map((cidr) => ({ kind: kind as Kind, block: parseBlock(cidr) })),
  );
  return (cidr: string): Kind | undefined => {
    const narrow = parseBlock(cidr);
    return narrow && blocks.find(({ block }) => holds(block, narrow))?.kind;
  };
}

/**
 * What to leave out of a block that is meant for the world outside: the cluster's own networks, by which a tenant would reach
 * another's pods, what may be one of them behind a translator, private networks as a whole, the link's own addresses and
 * metadata services. Sorted; none within another; each strictly inside the block, as NetworkPolicy demands of `except`.
 */
export function exceptions(cidr: string, region: Region): readonly string[] {
  const wide = parseBlock(cidr);
  const inside = [
    ...region.podCidrs,
    ...region.serviceCidrs,
    ...region.apiServerCidrs,
    ...specials["link-local"],
    ...specials.metadata,
    ...privateNetworks,
    ...Object.values(translations).flat(),
  ].flatMap((text) => {
    const block = parseBlock(text);
    return wide && block && holds(wide, block) && !holds(block, wide) ? [{ text, block }] : [];
  });
  const widest = inside.filter(({ block }, at) =>
    inside.every(
      (other, place) => place === at || !holds(other.block, block) || (holds(block, other.block) && at < place),
    ),
  );
  return widest.map(({ text }) => text).toSorted();
}

const holds = (wide: Block | undefined, narrow: Block): boolean =>
  wide !== undefined &&
  wide.address.kind() === narrow.address.kind() &&
  wide.bits <= narrow.bits &&
  narrow.address.match(wide.address, wide.bits);

function parseBlock(text: string): Block | undefined {
  const [, host = "", mask = ""] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(host);
  const bits = Number(mask);
  if (address === undefined || bits > (address.kind() === "ipv4" ? 32 : 128)) return undefined;
  return { address, bits };
}

function parseAddress(text: string): Address | undefined {
  if (fourParts.test(text)) return ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : undefined;
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? undefined : address;
}

const spell = (address: Address): string =>
  address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
