/** The tables of annotations in docs/routes.md, which people write but for those. */
import { elsewhere, refused } from "../plan/traffic/others.ts";
import { concerns } from "../plan/traffic/table.ts";

const place = /<!-- annotations -->\n[^]*?<!-- end -->/;

/** @throws Error when the page has no place for the tables */
export function routesPage(page: string): string {
  if (!place.test(page))
    throw new Error("docs/routes.md has no place for annotations: add <!-- annotations --> and <!-- end -->.");
  const written = [
    ...Object.entries(concerns).map(([field, { keys }]) => [`\`${field}\``, spelled(keys)]),
    ...grouped(elsewhere),
  ];
  const tables = [
    table(["Setting", "Annotations"], written),
    "Higress reads these as well, and nothing writes them:",
    table(
      ["Annotations", "Why"],
      grouped(refused).map(([why = "", keys = ""]) => [keys, why]),
    ),
  ];
  return page.replace(place, () => `<!-- annotations -->\n\n${tables.join("\n\n")}\n\n<!-- end -->`);
}

/** Keys of one text together, the text first. */
const grouped = (texts: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  [...new Set(Object.values(texts))].map((text) => [
    text,
    spelled(Object.keys(texts).filter((key) => texts[key] === text)),
  ]);

const spelled = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(", ");

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
