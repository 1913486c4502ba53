/** The known word that somebody most likely meant. */

/**
 * Nearest by edits (insert, remove, change or swap one character), letter case and separators aside; undefined when nothing
 * is near: at most one edit in three characters, and never more than two.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = simplify(word);
  const most = Math.min(2, Math.floor(plain.length / 3));
  const [best] = known
    .map((each) => ({ each, edits: distance(plain, simplify(each)) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits);
  return best?.each;
}

const simplify = (word: string): string =>
  word
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + same,
          swapped ? cell(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return cell(a.length, b.length);
}
