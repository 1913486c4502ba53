/** The proof of permissions for people: who may do what where, in a few letters. */
import { cellName, type Request } from "../../policy/model/rbac.ts";

/** What one subject may do in one place, beside what everybody may. */
interface Held {
  /** Namespace, or `cluster-wide`. */
  readonly place: string;
  readonly cells: readonly Request[];
}

const letters: Readonly<Record<string, string>> = {
  get: "g",
  list: "l",
  watch: "w",
  create: "c",
  update: "u",
  patch: "p",
  delete: "d",
  deletecollection: "D",
};

export const legend =
  "g get, l list, w watch, c create, u update, p patch, d delete, D deletecollection, x any other; before them, how many pairs of verb and kind";

/** `40 glwcu`; what may be done with every object is not counted once more by name. */
export function summary(held: readonly Request[]): string {
  const all = new Set(held.filter(({ name }) => name === undefined).map(cellName));
  const cells = held.filter((cell) => cell.name === undefined || !all.has(cellName(cell)));
  const used = new Set(cells.map(({ verb }) => letters[verb] ?? "x"));
  return `${cells.length} ${[...Object.values(letters), "x"].filter((letter) => used.has(letter)).join("")}`;
}

/** One line per subject; a place that is not named is one where it may do nothing. */
export function matrix(rows: readonly { readonly title: string; readonly held: readonly Held[] }[]): readonly string[] {
  const width = Math.max(0, ...rows.map(({ title }) => title.length));
  return rows.map(({ title, held }) => {
    const places = held.filter(({ cells }) => cells.length > 0).map(({ place, cells }) => `${place} ${summary(cells)}`);
    return `${title.padEnd(width)}  ${places.length === 0 ? "nothing" : places.join("; ")}`;
  });
}

/** `list secrets`, `get configmaps "higress-config"` */
export const cellText = (cell: Request): string =>
  `${cellName(cell)}${cell.name === undefined ? "" : ` ${JSON.stringify(cell.name)}`}`;
