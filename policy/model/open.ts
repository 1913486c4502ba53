/** Address blocks that together hold every address of a family. */
import ipaddr from "ipaddr.js";
import { list, record, text } from "./shape.ts";

type Parsed = readonly [address: bigint, bits: number, width: number];

/**
 * The family whose every address the blocks cover, halves and quarters taken together; undefined for none. A block
 * with exceptions does not count: netpol-cidr-safe weighs what is excepted.
 */
export function coveredFamily(blocks: readonly unknown[]): "IPv4" | "IPv6" | undefined {
  const parsed = blocks.flatMap((block): readonly Parsed[] => {
    const { cidr, except } = record(block);
    return list(except).length > 0 ? [] : parse(text(cidr) ?? "");
  });
  if (covers(parsed, 32)) return "IPv4";
  return covers(parsed, 128) ? "IPv6" : undefined;
}

function parse(cidr: string): readonly Parsed[] {
  if (!ipaddr.isValidCIDR(cidr)) return [];
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  return [[bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), bits, bytes.length * 8]];
}

function covers(blocks: readonly Parsed[], family: number): boolean {
  const ranges = blocks
    .filter(([, , width]) => width === family)
    .map(([address, bits]) => {
      const size = 1n << BigInt(family - bits);
      const start = address - (address % size);
      return { start, end: start + size };
    })
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  const reached = ranges.reduce((end, range) => (range.start <= end && range.end > end ? range.end : end), 0n);
  return reached === 1n << BigInt(family);
}
