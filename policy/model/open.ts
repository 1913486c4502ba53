/** Address blocks that together hold every address of a family. */
import { blockSet, includes, noAddress, union } from "./cidr-set.ts";
import { list, record, text } from "./shape.ts";

const families = [
  ["IPv4", blockSet("0.0.0.0/0") ?? noAddress],
  ["IPv6", blockSet("::/0") ?? noAddress],
] as const;

/**
 * The family whose every address the blocks cover, halves and quarters taken together; undefined for none. A block
 * with exceptions does not count: netpol-cidr-safe weighs what is excepted.
 */
export function coveredFamily(blocks: readonly unknown[]): "IPv4" | "IPv6" | undefined {
  const covered = union(
    ...blocks.map((block) => {
      const { cidr, except } = record(block);
      return (list(except).length > 0 ? undefined : blockSet(text(cidr) ?? "")) ?? noAddress;
    }),
  );
  return families.find(([, all]) => includes(covered, all))?.[0];
}
