/** One change, as a careless person makes it, that a rule must notice in any lawful world. */
import type { Facts } from "../../../policy/facts.ts";
import { at, list, record, text } from "../../../policy/model/shape.ts";
import type { Given } from "../../../policy/rule.ts";
import { parseToken } from "../../../policy/token.ts";
import type { Sketch } from "../harness.ts";
import { change } from "../harness.ts";

export type Mutation = (world: readonly Sketch[]) => readonly Sketch[];

export interface Careless {
  readonly mutate: Mutation;
  /** Other rules that must notice the same change, since it breaks what they guard too. */
  readonly also: readonly string[];
  /** What changes in the facts, for rules that judge those. */
  readonly facts?: (facts: Facts) => Facts;
  /** By id, for rules that judge nothing with the settings they have by default. */
  readonly settings?: Readonly<Record<string, Given>>;
}

/** By id of the rule. */
export type Mutations = Readonly<Record<string, Mutation | Careless>>;

/** Where the changes are made. */
export interface Place {
  readonly facts: Facts;
  /** Has a registry and a route. */
  readonly one: Facts["tenants"][number];
  readonly other: Facts["tenants"][number];
  /** A host of `one`. */
  readonly host: string;
  /** References, as `find` has them, to the release and the entry's Ingress of `one`. */
  readonly release: string;
  readonly route: string;
}

export const label = (key: string): string => `metadata.labels["${key}"]`;

/** One object more. */
export const added =
  (kind: string, metadata: Readonly<Record<string, string>>, spec?: unknown): Mutation =>
  (world) => [...world, { type: `kubernetes:core/v1:${kind}`, name: "added", props: { metadata, spec } }];

/** @param reference as `find` has it */
export const altered =
  (reference: string, by: (sketch: Sketch) => Sketch): Mutation =>
  (world) => {
    const found = find(world, reference);
    return world.map((sketch) => (sketch === found ? by(found) : sketch));
  };

/** Another value at one path of one resource; `undefined` removes what is there. */
export const set = (reference: string, path: string, value: unknown): Mutation =>
  altered(reference, (sketch) => change(sketch, path, value));

/** One item more at the end of the list that is at the path. */
export const extended = (reference: string, path: string, item: unknown): Mutation =>
  altered(reference, (sketch) => change(sketch, path, [...list(at(sketch.props, ...path.split("."))), item]));

/**
 * The first resource of a kind, or the one of that name.
 * @param reference `Kind namespace/name` or `Kind namespace`; `Kind name` of what has no namespace
 */
export function find(world: readonly Sketch[], reference: string): Sketch {
  const found = world.find(({ type, props }) => {
    const { kind } = parseToken(type);
    const place = kind === "Release" ? props : record(props.metadata);
    const path = [text(place.namespace), text(place.name)].filter((part) => part !== undefined).join("/");
    return `${kind} ${path}` === reference || `${kind} ${path}`.startsWith(`${reference}/`);
  });
  if (found === undefined) throw new Error(`the world has no ${reference}`);
  return found;
}
