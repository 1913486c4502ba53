/** How operators say what they change, and where. */
import type { Facts, InstallationFacts, TenantFacts } from "../../policy/facts.ts";
import { list, record, text } from "../../policy/model/shape.ts";
import { parseToken } from "../../policy/token.ts";
import { change, type Sketch } from "../policy/harness.ts";
import type { Edit, Operator, Stage } from "./mutant.ts";

type Role = "tenant" | "gateway" | "entry" | "base";

/** Where a change is made. */
export interface Spot {
  readonly stage: Stage;
  readonly facts: Facts;
  /** The installation whose namespace it is; the entry for what has none. */
  readonly site: InstallationFacts;
  /** The same as a tenant; for what is the platform's, the first one. */
  readonly tenant: TenantFacts;
  /** Another tenant. */
  readonly other: TenantFacts;
}

export interface ObjectSpot extends Spot {
  readonly sketch: Sketch;
  /** What is there now. */
  readonly now: (path: string) => unknown;
}

/** Said instead of a value where the change does not fit. */
export const unfit: unique symbol = Symbol("unfit");

/** Plain data, or a function of the spot. */
type Value = unknown;

/**
 * Each object that fits, altered by a function; undefined where it does not fit.
 * @param where `Kind`, `Kind role` or `Kind role/name`; several roles with a comma, `*` for any
 */
export const altered =
  (where: string, by: (spot: ObjectSpot) => Sketch | undefined): Operator["edits"] =>
  (stage) =>
    fitting(stage, where).flatMap((spot): Edit[] => {
      const becomes = by(spot);
      return becomes === undefined || JSON.stringify(becomes) === JSON.stringify(spot.sketch)
        ? []
        : [{ was: spot.sketch, becomes }];
    });

/** Another value at one path; `undefined` removes what is there. What is so already is no mutant. */
export const set = (where: string, path: string, value: Value): Operator["edits"] =>
  altered(where, (spot) => {
    const wanted = resolve(value, spot);
    return wanted === unfit ? undefined : change(spot.sketch, path, wanted);
  });

/** The same, but only where something is at the path already. */
export const swapped = (where: string, path: string, value: Value): Operator["edits"] =>
  altered(where, (spot) => {
    const wanted = spot.now(path) === undefined ? unfit : resolve(value, spot);
    return wanted === unfit ? undefined : change(spot.sketch, path, wanted);
  });

/** One item more at the end of a list, which may be absent. */
export const extended = (where: string, path: string, item: Value): Operator["edits"] =>
  altered(where, (spot) => {
    const wanted = resolve(item, spot);
    return wanted === unfit ? undefined : change(spot.sketch, path, [...list(spot.now(path)), wanted]);
  });

/** An annotation or label more. */
export const annotated = (where: string, key: string, value: Value): Operator["edits"] =>
  set(where, `metadata.annotations["${key}"]`, value);
export const labelled = (where: string, key: string, value: Value): Operator["edits"] =>
  set(where, `metadata.labels["${key}"]`, value);

/** The object is left out. */
export const removed =
  (where: string, fits: (spot: ObjectSpot) => boolean = () => true): Operator["edits"] =>
  (stage) =>
    fitting(stage, where)
      .filter(fits)
      .map(({ sketch }) => ({ was: sketch }));

/** One object more for each tenant; undefined where it does not fit. */
export const added =
  (build: (spot: Spot) => Sketch | undefined): Operator["edits"] =>
  (stage) =>
    tenantsIn(stage).flatMap((tenant): Edit[] => {
      const becomes = build({ ...spotOf(stage, tenant.namespace), tenant });
      return becomes === undefined ? [] : [{ becomes: { ...becomes, stack: stackOf(stage) } }];
    });

/** The tenants about whom mutants are made: those of a whole stack. */
export const tenantsIn = ({ facts, places, sketches }: Stage): Facts["tenants"] =>
  places === sketches ? facts.tenants : [];

/** The edits, but only where the platform's facts say so. */
export const when =
  (holds: (facts: Facts) => boolean, edits: Operator["edits"]): Operator["edits"] =>
  (stage) =>
    holds(stage.facts) ? edits(stage) : [];

/** The same change in several ways. */
export const all =
  (...several: readonly Operator["edits"][]): Operator["edits"] =>
  (stage) =>
    several.flatMap((edits) => edits(stage));

function fitting(stage: Stage, where: string): readonly ObjectSpot[] {
  const [, kinds = "", roles = "*", names = "*"] = /^(\S+?)(?: ([\w*,]+))?(?:\/(\S+))?$/.exec(where) ?? [];
  return stage.places.flatMap((sketch): ObjectSpot[] => {
    const kind = kindOf(sketch);
    if (kind === "" || !among(kinds, kind)) return [];
    const { name, namespace } = kind.endsWith("Release") ? sketch.props : record(sketch.props.metadata);
    const of = text(namespace) ?? (kind === "Namespace" ? text(name) : undefined);
    if (!among(roles, roleIn(stage.facts, of)) || !among(names, text(name) ?? "")) return [];
    return [{ ...spotOf(stage, of), sketch, now: (path) => valueAt(sketch.props, path) }];
  });
}

/** A console's release has none of a gateway's values, so it is a kind of its own. */
function kindOf({ type, props }: Sketch): string {
  const { kind } = parseToken(type);
  return kind === "Release" && /(^|\/)higress-console$/.test(text(props.chart) ?? "") ? "ConsoleRelease" : kind;
}

const among = (wanted: string, one: string): boolean => wanted === "*" || wanted.split(",").includes(one);

function roleIn({ entry, gateways, tenants }: Facts, namespace: string | undefined): Role {
  if (namespace === entry.namespace) return "entry";
  if (gateways.some((one) => one.namespace === namespace)) return "gateway";
  return tenants.some((one) => one.namespace === namespace) ? "tenant" : "base";
}

function spotOf(stage: Stage, namespace: string | undefined): Spot {
  const { facts } = stage;
  const { entry, gateways, tenants } = facts;
  const own = Math.max(
    tenants.findIndex((one) => one.namespace === namespace),
    0,
  );
  const [tenant, other] = [tenants[own], tenants[(own + 1) % tenants.length]];
  if (tenant === undefined || other === undefined) throw new Error("a stage needs tenants");
  const site = [entry, ...gateways, ...tenants].find((one) => one.namespace === namespace) ?? entry;
  return { stage, facts, site, tenant, other };
}

const stackOf = ({ sketches }: Stage): string => sketches.find(({ stack }) => stack !== undefined)?.stack ?? "prod";

const resolve = (value: Value, spot: ObjectSpot): unknown =>
  typeof value === "function" ? (value as (spot: ObjectSpot) => unknown)(spot) : value;

/** The value at a path as `change` takes it. */
const valueAt = (props: unknown, path: string): unknown =>
  [...path.matchAll(/\["([^"]+)"\]|([^.[\]]+)/g)].reduce(
    (tree, [, quoted, plain]) =>
      typeof tree === "object" && tree !== null ? (Reflect.get(tree, quoted ?? plain ?? "") as unknown) : undefined,
    props,
  );
