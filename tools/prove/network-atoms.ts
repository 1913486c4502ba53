/** Cuts addresses where any of several sets begins or ends, so that each piece is in a set as a whole or not at all. */
import { familySet, includes, type AddressSet, type Width } from "../../policy/model/cidr-set.ts";
import { joined, type Ports } from "../../policy/model/network-ports.ts";
import type { Ranges } from "../../policy/model/ranges.ts";
import type { OutsidePorts } from "./network-analyzer.ts";

/** Pieces of all addresses that are in any of the sets. */
export function atomsOf(sets: readonly AddressSet[]): readonly AddressSet[] {
  return [
    ...cut(
      32,
      sets.flatMap(({ ipv4 }) => ipv4),
    ),
    ...cut(
      128,
      sets.flatMap(({ ipv6 }) => ipv6),
    ),
  ];
}

function cut(width: Width, ranges: Ranges): readonly AddressSet[] {
  const edges = [...new Set(ranges.flatMap(({ first, last }) => [first, last + 1n]))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  return edges.slice(0, -1).flatMap((first, index) => {
    const next = edges[index + 1] ?? first;
    const isInside = ranges.some((range) => range.first <= first && first <= range.last);
    return isInside ? [familySet(width, [{ first, last: next - 1n }])] : [];
  });
}

/** Ports that the entries together give to a piece. */
export const portsAt = (atom: AddressSet, entries: readonly OutsidePorts[]): Ports =>
  joined(...entries.filter(({ addresses }) => includes(addresses, atom)).map(({ ports }) => ports));
