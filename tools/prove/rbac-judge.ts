/** Holds what is declared of one subject against what the API server says, place by place. */
import { rulesFor, type Access } from "../../policy/model/rbac-bindings.ts";
import type { PolicyRule } from "../../policy/model/rbac.ts";
import type { Api, Review } from "./rbac-api.ts";
import { compare, sample, urlsOf, type Cells, type Difference, type Universe } from "./rbac-cells.ts";
import type { Subject } from "./rbac-declared.ts";
import { cellText } from "./rbac-matrix.ts";

/** A subject with what is declared of it and what the API server says, by namespace. */
export interface Asked {
  readonly subject: Subject;
  readonly declared: Access;
  readonly reviews: ReadonlyMap<string, Review>;
}

/** What everything is measured with. */
export interface Measure {
  readonly api: Api;
  readonly universe: Universe;
  readonly cellsOf: (rules: readonly PolicyRule[]) => Cells;
}

/** What one subject may do in one place, in a namespace beside what it may do everywhere. */
export interface Place {
  /** Absent: cluster-wide. */
  readonly namespace?: string;
  readonly cells: Cells;
}

export interface Judgement {
  readonly title: string;
  readonly places: readonly Place[];
  readonly failures: readonly string[];
  /** How many cells were asked twice. */
  readonly checks: number;
}

/** Cells per subject and namespace that are asked again by the other kind of review: so many granted, so many not. */
const checksEach = 3;

export async function judge(asked: Asked, measure: Measure): Promise<Judgement> {
  const { subject, reviews } = asked;
  const inside = await Promise.all(
    [...reviews].map(([namespace, review]) => judgeNamespace(asked, namespace, review, measure)),
  );
  const wide = await judgeCluster(asked, measure);
  const parts = [wide, ...inside];
  return {
    title: subject.title,
    places: parts.map(({ place }) => place),
    failures: parts.flatMap(({ failures }) => failures),
    checks: parts.reduce((sum, { checks }) => sum + checks, 0),
  };
}

interface Part {
  readonly place: Place;
  readonly failures: readonly string[];
  readonly checks: number;
}

async function judgeNamespace(
  { subject, declared }: Asked,
  namespace: string,
  { rules, incomplete }: Review,
  measure: Measure,
): Promise<Part> {
  const { universe, cellsOf } = measure;
  const meaningful = (cells: Cells): Cells => new Set([...cells].filter((at) => universe.inside.has(at)));
  const actual = meaningful(cellsOf(rules));
  const difference = compare(meaningful(cellsOf(rulesFor(declared, namespace))), actual);
  const [granted, refused] = [true, false].map((is) => [...universe.inside].filter((at) => actual.has(at) === is));
  const picked = [...sample(granted ?? [], checksEach), ...sample(refused ?? [], checksEach)];
  const again = await allowed(picked, subject, namespace, measure);
  const everywhere = cellsOf(declared.everywhere);
  return {
    place: { namespace, cells: new Set([...actual].filter((at) => !everywhere.has(at))) },
    failures: [
      ...(incomplete === undefined
        ? []
        : [`${subject.title} in ${namespace}: the review is incomplete: ${incomplete}`]),
      ...tell(subject, `in ${namespace}`, widest(difference, universe), (at) => textOf(universe, at)),
      ...tell(subject, `in ${namespace}`, compare(urlsOf(declared.everywhere), urlsOf(rules)), (url) => url),
      ...picked
        .filter((at) => again.has(at) !== actual.has(at))
        .map((at) => `${subject.title}: two reviews disagree on ${textOf(universe, at)} in ${namespace}`),
    ],
    checks: picked.length,
  };
}

/**
 * A review of rules is always of a namespace. What is bound cluster-wide shows in every one of them, and so does what is bound in
 * each: only these cells, and the declared ones, need a question of their own.
 */
async function judgeCluster({ subject, declared, reviews }: Asked, measure: Measure): Promise<Part> {
  const { universe, cellsOf } = measure;
  const inEach = [...reviews.values()].map(({ rules }) => cellsOf(rules));
  const everywhere = universe.cells.flatMap((_, at) => (inEach.every((cells) => cells.has(at)) ? [at] : []));
  const expected = cellsOf(declared.everywhere);
  const cells = await allowed([...new Set([...everywhere, ...expected])], subject, undefined, measure);
  const difference = widest(compare(expected, cells), universe);
  const failures = tell(subject, "cluster-wide", difference, (at) => textOf(universe, at));
  return { place: { cells }, failures, checks: 0 };
}

/** What differs for every object differs for each that has a name: it is told once. */
function widest({ more, fewer }: Difference<number>, { cells }: Universe): Difference<number> {
  const plain = (at: number): string => {
    const { group, resource, verb } = cells[at] ?? {};
    return JSON.stringify([group, resource, verb]);
  };
  const pick = (all: readonly number[]): readonly number[] => {
    const whole = new Set(all.filter((at) => cells[at]?.name === undefined).map(plain));
    return all.filter((at) => cells[at]?.name === undefined || !whole.has(plain(at)));
  };
  return { more: pick(more), fewer: pick(fewer) };
}

function tell<Item>(
  { title }: Subject,
  place: string,
  { more, fewer }: Difference<Item>,
  name: (item: Item) => string,
): readonly string[] {
  return [
    ...more.map((item) => `${title} may ${name(item)} ${place}, which nothing declares`),
    ...fewer.map((item) => `${title} may not ${name(item)} ${place}, which is declared`),
  ];
}

/** Those of the cells that the API server allows, asked one by one. */
async function allowed(
  cells: readonly number[],
  { user }: Subject,
  namespace: string | undefined,
  { api, universe }: Measure,
): Promise<Cells> {
  const answers = cells.map(async (at) => {
    const cell = universe.cells[at];
    return cell !== undefined && (await api.allows(user, namespace, cell)) ? [at] : [];
  });
  return new Set((await Promise.all(answers)).flat());
}

export const textOf = ({ cells }: Universe, at: number): string => {
  const cell = cells[at];
  return cell === undefined ? "" : cellText(cell);
};
