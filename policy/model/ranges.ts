/** Arithmetic with ranges of whole numbers: addresses, ports. */

/** From the first to the last number, both included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** Sorted, apart from each other by at least one number. */
export type Ranges = readonly Range[];

/** Any ranges in order, those that touch or overlap made one. */
export function mergeRanges(ranges: Ranges): Ranges {
  const merged: Range[] = [];
  for (const range of ranges.toSorted(byFirst)) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1n) merged.push(range);
    else if (range.last > before.last) merged.splice(-1, 1, { first: before.first, last: range.last });
  }
  return merged;
}

/** Both sorted and apart; one pass over each. */
export function intersectRanges(a: Ranges, b: Ranges): Ranges {
  const common: Range[] = [];
  for (let [i, j] = [0, 0]; ;) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined || right === undefined) return common;
    const first = left.first > right.first ? left.first : right.first;
    const last = left.last < right.last ? left.last : right.last;
    if (first <= last) common.push({ first, last });
    if (left.last < right.last) i += 1;
    else j += 1;
  }
}

export const subtractRanges = (from: Ranges, what: Ranges): Ranges =>
  from.flatMap((range) => {
    const left: Range[] = [];
    let { first } = range;
    for (const hole of what) {
      if (hole.last < first || hole.first > range.last) continue;
      if (hole.first > first) left.push({ first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    return first > range.last ? left : [...left, { first, last: range.last }];
  });

const byFirst = (a: Range, b: Range): number => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0);
