/** Rows of cells as lines of text with aligned columns. */

interface Look {
  /** Before every line. */
  readonly indent?: string;
  /** Columns, counted from 0, whose cells end at one line: those of numbers. */
  readonly right?: readonly number[];
}

/** Columns two spaces apart; no spaces at the ends of lines. */
export function table(rows: readonly (readonly string[])[], { indent = "", right = [] }: Look = {}): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => Array.from({ length: Math.max(known.length, row.length) }, (_, at) => widest(known[at], row[at])),
    [],
  );
  const aligned = (cell: string, at: number): string =>
    right.includes(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => `${indent}${row.map(aligned).join("  ")}`.trimEnd());
}

const widest = (known = 0, cell = ""): number => Math.max(known, cell.length);
