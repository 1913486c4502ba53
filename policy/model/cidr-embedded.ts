/** IPv6 addresses that stand for IPv4 ones: a packet to them ends where the IPv4 address is. */
import { blockSet, familySet, includes, intersect, isEmpty, noAddress, union, type AddressSet } from "./cidr-set.ts";
import { mergeRanges, type Range } from "./ranges.ts";

interface Mechanism {
  readonly name: string;
  readonly block: AddressSet;
  /** Bits to the right of the IPv4 address; absent where its place depends on the site or it is scrambled. */
  readonly below?: bigint;
}

const mechanism = (name: string, cidr: string, below?: bigint): Mechanism => ({
  ...{ name, block: blockSet(cidr) ?? noAddress },
  ...(below !== undefined && { below }),
});

const mapped = "IPv4-mapped";

const mechanisms: readonly Mechanism[] = [
  mechanism(mapped, "::ffff:0:0/96", 0n), // RFC 4291 2.5.5.2
  mechanism("IPv4-compatible", "::/96", 0n), // RFC 4291 2.5.5.1
  mechanism("IPv4-translated", "::ffff:0:0:0/96", 0n), // RFC 2765
  mechanism("NAT64", "64:ff9b::/96", 0n), // RFC 6052
  mechanism("6to4", "2002::/16", 80n), // RFC 3056
  mechanism("NAT64", "64:ff9b:1::/48"), // RFC 8215: the site chooses the length of the prefix
  mechanism("Teredo", "2001::/32"), // RFC 4380
];

/** All addresses that packets carry and that stand for IPv4 ones. */
export const standIns: AddressSet = union(
  ...mechanisms.filter(({ name }) => name !== mapped).map(({ block }) => block),
);

/** `::` and `::1` are in the block of IPv4-compatible addresses and are none. */
const reserved = 1n;

/** The set's IPv4 addresses together with those that its IPv6 addresses stand for. */
export function leadsTo(set: AddressSet): AddressSet {
  const embedded = mechanisms.flatMap(({ name, block, below }) => {
    if (below === undefined) return [];
    // No packet carries an IPv4-mapped address: it counts where someone wrote it, not inside a wider block.
    const written =
      name === mapped ? { ipv4: [], ipv6: set.ipv6.filter((one) => includes(block, familySet(128, [one]))) } : set;
    return intersect(written, block).ipv6.flatMap((range) => ipv4Of(range, below));
  });
  return union(set, familySet(32, mergeRanges(embedded)));
}

/** The mechanism by which some of the addresses stand for IPv4 ones that cannot be told: `Teredo`. */
export const hiddenBehind = (set: AddressSet): string | undefined =>
  mechanisms.find(({ block, below }) => below === undefined && !isEmpty(intersect(set, block)))?.name;

/** The mechanism by which some of the addresses stand for IPv4 ones: `NAT64`. */
export const mechanismOf = (set: AddressSet): string | undefined =>
  mechanisms.find(({ block, below }) =>
    intersect(set, block).ipv6.some((range) => below === undefined || ipv4Of(range, below).length > 0),
  )?.name;

/** Within one mechanism's block; a range over many prefixes covers every IPv4 address between its ends. */
function ipv4Of({ first, last }: Range, below: bigint): readonly Range[] {
  const start = first <= reserved ? reserved + 1n : first;
  if (start > last) return [];
  const mask = (1n << 32n) - 1n;
  return [{ first: (start >> below) & mask, last: (last >> below) & mask }];
}
