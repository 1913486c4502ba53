/** How a table of translations, one line for each concern of a route's traffic, is asked. */
import type { Finding } from "../fault.ts";
import type { Traffic } from "../model/traffic.ts";
import type { PlainRoute } from "../variants.ts";
import type { Translation } from "./translation.ts";

export type Values = Required<Traffic>;

export type Table<Field extends keyof Values, Said> = { readonly [Each in Field]: Translation<Values[Each], Said> };

/** A kind of route, and how it says each concern or why it cannot. */
export interface Kind<Said> {
  /** `an HTTPRoute` */
  readonly what: string;
  readonly table: Table<keyof Values, Said>;
}

/** What each concern of the route becomes, in the table's order. */
export const said = <Said>(route: PlainRoute, { table }: Kind<Said>): readonly Said[] =>
  fieldsOf(table).flatMap((field) => one(field, table, route));

/** What cannot be said so, with paths that begin at the route. */
export const unsaidOf = <Said>(route: PlainRoute, { table, what }: Kind<Said>): readonly Finding[] =>
  fieldsOf(table).flatMap((field) =>
    found(field, table, route, what).map((finding) => ({ ...finding, path: [field, ...finding.path] })),
  );

const fieldsOf = <Said>(table: Table<keyof Values, Said>) => Object.keys(table) as readonly (keyof Values)[];

function one<Field extends keyof Values, Said>(
  field: Field,
  table: Table<Field, Said>,
  route: PlainRoute,
): readonly Said[] {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? [] : [table[field].say(value, route)];
}

function found<Field extends keyof Values, Said>(
  field: Field,
  table: Table<Field, Said>,
  route: PlainRoute,
  kind: string,
): readonly Finding[] {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? [] : (table[field].findings?.(value, route, kind) ?? []);
}
