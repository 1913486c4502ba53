/** As its chart names it. */
const name = "higress-console";

/**
 * Whether a Secret that a chart renders is the console's, which the program keeps in its place. Only the plainest way to write it
 * counts: the name comes first in the metadata and ends on its line, and beside it stand fields that leave it alone.
 * @param text - The document: a mapping whose fields begin their lines at column 0, each of them once (manifest.ts).
 */
export function isConsoleSecret(text: string): boolean {
  const [first = "", ...others] = (/^metadata:\n((?: .*\n)*)/m.exec(text)?.[1] ?? "").split("\n").slice(0, -1);
  const [, indent = ""] = new RegExp(`^( +)name: (["']?)${name}\\2 *$`).exec(first) ?? [];
  if (indent === "" || others[0]?.startsWith(`${indent} `) === true) return false;
  const beside = new RegExp(`^${indent}(?: |(?:annotations|labels|namespace):(?: |$))`);
  return others.every((line) => beside.test(line));
}
