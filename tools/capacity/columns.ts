/** Rows of cells as lines of text with aligned columns. */

/** @param right columns, counted from 0, whose cells end at one line: those of numbers */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => Array.from({ length: Math.max(known.length, row.length) }, (_, at) => widest(known[at], row[at])),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

const widest = (known = 0, cell = ""): number => Math.max(known, cell.length);
