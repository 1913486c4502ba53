/** Sets of addresses: what blocks hold together, and what is left when others are taken out. */
import ipaddr from "ipaddr.js";
import { intersectRanges, mergeRanges, subtractRanges, type Ranges } from "./ranges.ts";

/** Number of bits in an address of the family. */
export type Width = 32 | 128;

/** Addresses of both families; neither says anything about the other. */
export interface AddressSet {
  readonly ipv4: Ranges;
  readonly ipv6: Ranges;
}

export const noAddress: AddressSet = { ipv4: [], ipv6: [] };

/** ipaddr.js reads octal, hexadecimal and shortened IPv4 too, which no two programs read alike. */
const fourParts = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

/**
 * The addresses of a block as Kubernetes writes it: `10.0.0.0/8`, `fd00::/8`; host bits do not count.
 * Undefined when it is none: no mask, leading zeros, a zone, or IPv4 in shortened form.
 */
export function blockSet(cidr: string): AddressSet | undefined {
  const [, host = "", mask = ""] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(cidr) ?? [];
  const address = parseAddress(host);
  if (address === undefined || Number(mask) > address.width) return undefined;
  const size = 1n << BigInt(address.width - Number(mask));
  const first = address.value - (address.value % size);
  return familySet(address.width, [{ first, last: first + size - 1n }]);
}

/** One address; undefined when the text is none. */
export function addressSet(text: string): AddressSet | undefined {
  const address = parseAddress(text);
  return address && familySet(address.width, [{ first: address.value, last: address.value }]);
}

export const familySet = (width: Width, ranges: Ranges): AddressSet =>
  width === 32 ? { ipv4: ranges, ipv6: [] } : { ipv4: [], ipv6: ranges };

export function union(...sets: readonly AddressSet[]): AddressSet {
  return {
    ipv4: mergeRanges(sets.flatMap(({ ipv4 }) => ipv4)),
    ipv6: mergeRanges(sets.flatMap(({ ipv6 }) => ipv6)),
  };
}

export const subtract = (from: AddressSet, what: AddressSet): AddressSet => ({
  ipv4: subtractRanges(from.ipv4, what.ipv4),
  ipv6: subtractRanges(from.ipv6, what.ipv6),
});

export const intersect = (a: AddressSet, b: AddressSet): AddressSet => ({
  ipv4: intersectRanges(a.ipv4, b.ipv4),
  ipv6: intersectRanges(a.ipv6, b.ipv6),
});

export const isEmpty = ({ ipv4, ipv6 }: AddressSet): boolean => ipv4.length + ipv6.length === 0;

/** Whether every address of `inner` is in `outer`. */
export const includes = (outer: AddressSet, inner: AddressSet): boolean => isEmpty(subtract(inner, outer));

/** One address of the set as text, for messages; undefined for an empty one. */
export function firstOf({ ipv4, ipv6 }: AddressSet): string | undefined {
  const [four] = ipv4;
  if (four !== undefined) return spell(four.first, 32);
  const [six] = ipv6;
  return six && spell(six.first, 128);
}

function parseAddress(text: string): { readonly value: bigint; readonly width: Width } | undefined {
  const isIPv4 = fourParts.test(text) && ipaddr.IPv4.isValid(text);
  const isIPv6 = text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text);
  if (!isIPv4 && !isIPv6) return undefined;
  const bytes = ipaddr.parse(text).toByteArray();
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { value, width: isIPv4 ? 32 : 128 };
}

function spell(value: bigint, width: Width): string {
  const bytes = Array.from({ length: width / 8 }, (_, at) => Number((value >> BigInt(width - 8 * (at + 1))) & 0xffn));
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
