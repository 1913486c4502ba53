/** Aligned text for terminals. */

/** Rows of cells in columns two spaces apart; no spaces at the ends of lines. */
export function table(rows: readonly (readonly string[])[], indent = ""): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
  );
}

/** With control characters, and those that turn the direction of text, as they are written in JSON: files must not steer a terminal. */
export const printable = (text: string): string =>
  text.replace(
    /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
