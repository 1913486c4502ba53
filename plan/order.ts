/**
 * Sorted by a key, by code units: what a locale thinks of letters must not move objects about.
 * Equal keys keep their order.
 */
export function sortedBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return items.toSorted((left, right) => {
    const [a, b] = [key(left), key(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
}
