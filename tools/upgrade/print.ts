/** The changes as people read them: what concerns most installations first, long lists and values folded. */
import { titleOf, type GroupedField, type GroupedObject, type Section } from "./group.ts";

/** Columns of a line. */
const width = 120;
/** Longest value shown; beyond, what is around the first difference. */
const longest = 100;
/** How much of what is the same is shown before a difference. */
const lead = 30;

export type Paint = (mark: "+" | "-" | "~", line: string) => string;

/** Lines for all sections. @param all ids of every installation that was looked at */
export function printSections(sections: readonly Section[], all: readonly string[], paint: Paint): readonly string[] {
  return sections.flatMap((section) => [
    ...wrapped(`In ${whereOf(section.ids, all)}:`, ""),
    ...section.shared.flatMap(({ fields, objects }) => [
      ...wrapped(`~ ${objects.length} objects: ${objects.join(", ")}`, "  ", "    ").map((line) => paint("~", line)),
      ...fields.flatMap((field) => fieldLines(field, paint)),
    ]),
    ...section.objects.flatMap((object) => objectLines(object, paint)),
    "",
  ]);
}

/** `all 12 installations`, `2 of 12 installations (acme, globex)`, `97 of 100 installations (all but acme, globex, initech)` */
export function whereOf(ids: readonly string[], all: readonly string[]): string {
  const others = all.filter((id) => !ids.includes(id));
  if (all.length === 1) return ids.join();
  if (others.length === 0) return `all ${all.length} installations`;
  const named = others.length * 3 < ids.length ? `all but ${others.join(", ")}` : ids.join(", ");
  return `${ids.length} of ${all.length} installations (${named})`;
}

function objectLines(object: GroupedObject, paint: Paint): readonly string[] {
  const mark = object.what === "added" ? "+" : object.what === "removed" ? "-" : "~";
  const word = object.what === "changed" ? "" : `, ${object.what}`;
  return [
    paint(mark, `  ${mark} ${titleOf(object)} (${object.apiVersion})${word}`),
    ...object.fields.flatMap((field) => fieldLines(field, paint)),
  ];
}

function fieldLines(field: GroupedField, paint: Paint): readonly string[] {
  const { path, ways } = field;
  const more = ways === undefined ? "" : `  (${ways} different ways, for example)`;
  const [before, after] = excerpts(field.before, field.after);
  const head = `      ${path}`;
  if (before === undefined) return [paint("+", `${head}: + ${after ?? ""}${more}`)];
  if (after === undefined) return [paint("-", `${head}: - ${before}${more}`)];
  const line = before === after ? `${head}: another value ${before}` : `${head}: ${before} → ${after}`;
  if (line.length + more.length <= width) return [line + more];
  return [`${head}:${more}`, paint("-", `        - ${before}`), paint("+", `        + ${after}`)];
}

/** Both values, cut to where they differ when they are long. */
function excerpts(before: string | undefined, after: string | undefined): readonly (string | undefined)[] {
  if (before === undefined || after === undefined) return [before, after].map((value) => value && cut(value, 0));
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  return [before, after].map((value) => cut(value, Math.max(0, same - lead)));
}

function cut(value: string, start: number): string {
  if (value.length <= longest) return value;
  const from = Math.min(start, value.length - longest);
  const end = from + longest;
  const part = value.slice(from, end).toWellFormed();
  return `${from > 0 ? "…" : ""}${part}${end < value.length ? `… (${value.length} characters)` : ""}`;
}

/** The words of a text in lines of the screen's width. */
export function wrapped(text: string, indent: string, hanging: string = `${indent}  `): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = hanging;
    }
    line += line.trim() === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
