/** The same change in many installations, told once: a hundred tenants must stay readable. */
import type { FieldChange, ObjectChange } from "./compare.ts";

/** What changes in one installation. */
export interface Changes {
  /** Id of the installation. */
  readonly id: string;
  readonly objects: readonly ObjectChange[];
}

/** A field that changes, and in how many ways where that is not one. */
export interface GroupedField extends FieldChange {
  /** With more than `mostWays`, `before` and `after` are those of one installation, for an example. */
  readonly ways?: number;
}

export interface GroupedObject extends Omit<ObjectChange, "fields"> {
  readonly fields: readonly GroupedField[];
}

/** Changes that several objects have alike. */
export interface Shared {
  readonly fields: readonly GroupedField[];
  /** `Deployment higress-gateway`, sorted. */
  readonly objects: readonly string[];
}

/** What changes in exactly these installations. */
export interface Section {
  /** Ids in the order in which they were given. */
  readonly ids: readonly string[];
  readonly shared: readonly Shared[];
  readonly objects: readonly GroupedObject[];
}

/** A field that has more pairs of values than this over all installations is told by an example: its values are each one's own. */
const mostWays = 3;
/** A field that changes alike in so many objects is told once: the labels with the chart's version are on all of them. */
const fewestShared = 3;

/** One field of one object, or the object as a whole. */
interface Atom {
  readonly object: Omit<ObjectChange, "fields">;
  readonly field?: GroupedField;
  /** How many of the object's fields before it look the same: items of a list without names share its path. */
  readonly nth?: number;
  readonly ids: readonly string[];
}

/** Every change of every installation in exactly one section; those that concern most come first. */
export function group(all: readonly Changes[]): readonly Section[] {
  const atoms = all.flatMap(({ id, objects }) =>
    objects.flatMap((object) => atomsOf(object).map((atom) => ({ ...atom, ids: [id] }))),
  );
  const same = grouped(atoms, ({ object, field, nth }) => JSON.stringify([object, field, nth])).map(joined);
  const told = grouped(same, ({ object, field }) =>
    JSON.stringify([object, field?.path, field?.before === undefined, field?.after === undefined]),
  ).flatMap(folded);
  const order = all.map(({ id }) => id);
  const placed = told.map((atom) => ({ ...atom, ids: order.filter((id) => atom.ids.includes(id)) }));
  return grouped(placed, ({ ids }) => ids.join())
    .map(section)
    .toSorted((a, b) => b.ids.length - a.ids.length || byText(a.ids.join(), b.ids.join()));
}

type Atoms = readonly [Atom, ...Atom[]];

/** Atoms with one key each, in the order of their first. */
const grouped = (atoms: readonly Atom[], key: (atom: Atom) => string): readonly Atoms[] =>
  [...Map.groupBy(atoms, key).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] as const],
  );

/** An object that changed is its fields; one that came or went is one thing. */
function atomsOf({ fields, ...object }: ObjectChange): readonly Omit<Atom, "ids">[] {
  if (object.what !== "changed") return [{ object }];
  const alike = [...Map.groupBy(fields, (field) => JSON.stringify(field)).values()];
  return alike.flatMap((each) => each.map((field, nth) => ({ object, field, nth })));
}

const joined = (atoms: Atoms): Atom => ({ ...atoms[0], ids: [...new Set(atoms.flatMap(({ ids }) => ids))] });

/** All ways in which one field changes: told one by one, or by an example. */
function folded(atoms: Atoms): readonly Atom[] {
  const { field } = atoms[0];
  const ways = new Set(atoms.map((atom) => JSON.stringify([atom.field?.before, atom.field?.after]))).size;
  // Items of a list without names share its path: several in one installation are several changes, not ways of one.
  const ids = atoms.flatMap((atom) => atom.ids);
  const several = new Set(ids).size < ids.length;
  return field === undefined || several || ways <= mostWays ? atoms : [{ ...joined(atoms), field: { ...field, ways } }];
}

function section(atoms: Atoms): Section {
  const alike = grouped(atoms, ({ field, nth }) => JSON.stringify([field, nth]));
  const isShared = ([{ field }, ...rest]: Atoms): boolean => field !== undefined && rest.length + 1 >= fewestShared;
  const titles = (same: Atoms): string => JSON.stringify(same.map(({ object }) => titleOf(object)).toSorted(byText));
  const shared = Map.groupBy(alike.filter(isShared), titles);
  const own = alike.filter((same) => !isShared(same)).flat();
  const objects = grouped(own, ({ object }) => JSON.stringify(object));
  return {
    ids: atoms[0].ids,
    shared: [...shared].map(([names, all]) => ({
      objects: JSON.parse(names) as readonly string[],
      fields: fieldsOf(all.map(([first]) => first)),
    })),
    objects: objects
      .map((same) => ({ ...same[0].object, fields: fieldsOf(same) }))
      .toSorted((a, b) => byText(titleOf(a), titleOf(b))),
  };
}

const fieldsOf = (atoms: readonly Atom[]): readonly GroupedField[] =>
  atoms.flatMap(({ field }) => (field === undefined ? [] : [field])).toSorted((a, b) => byText(a.path, b.path));

export const titleOf = ({ kind, name }: Pick<ObjectChange, "kind" | "name">): string => `${kind} ${name}`;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
