/** Work on many things at once, never on more than a few. */

/**
 * The results in the order of the items.
 * @param width how many at a time
 * @throws what a failing piece of work throws, after all others have ended
 */
export async function bounded<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const queue = items.entries();
  const results: Result[] = [];
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return results;
}
