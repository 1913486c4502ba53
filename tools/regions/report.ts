/** The differences between two regions, in words. */
import { table } from "../table.ts";
import { objectOf, type Difference, type Reason } from "./diff.ts";

/** Rows of one reason that stand for the rest. */
const few = 4;

/** @param all whether every row is told */
export function tellDifferences(
  reasons: readonly Reason[],
  names: readonly [string, string],
  all: boolean,
): readonly string[] {
  if (reasons.length === 0) return [`Nothing differs between ${names[0]} and ${names[1]}.`];
  const lines = reasons.map((reason) => [...heading(reason, names), ...contents(reason, names, all)]);
  return lines.flatMap((each, at) => (at === 0 ? each : ["", ...each]));
}

function heading({ causes }: Reason, [one, other]: readonly [string, string]): readonly string[] {
  if (causes.length === 0) return ["What the regions are called: labels, and what is local to each"];
  return table(
    causes.map(({ setting, said }) => [setting, `${one}: ${short(said[0])}`, `${other}: ${short(said[1])}`]),
  );
}

function contents({ differences }: Reason, names: readonly [string, string], all: boolean): readonly string[] {
  const sides = (["first", "second"] as const).flatMap((side, at) => {
    const objects = [...new Set(differences.filter(({ only }) => only === side).map(({ place }) => objectOf(place)))];
    if (objects.length === 0) return [];
    const shown = all ? objects : objects.slice(0, few);
    return [
      `  only in ${names[at] ?? ""}: ${count(objects.length, "object")}`,
      ...shown.map((object) => `    ${object}`),
      ...rest(objects.length - shown.length),
    ];
  });
  const groups = [
    ...Map.groupBy(
      differences.filter(({ only }) => only === undefined),
      alike,
    ).values(),
  ];
  const shown = all ? groups : groups.slice(0, few);
  const rows = shown.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { place, values } = first;
    const others = group.length === 1 ? "" : ` and ${group.length - 1} more`;
    return [[`${objectOf(place)}${others}`, shortPath(place.path), short(told(values[0])), short(told(values[1]))]];
  });
  return [...sides, ...table(rows, { indent: "  " }), ...rest(groups.length - shown.length)];
}

/** The same in several objects is told once. */
const alike = ({ place: { path }, values }: Difference): string =>
  JSON.stringify([path, told(values[0]), told(values[1])]);

const rest = (left: number): readonly string[] => (left === 0 ? [] : [`    and ${left} more: --all`]);

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

const told = (value: unknown): string =>
  value === undefined ? "-" : typeof value === "string" ? value : JSON.stringify(value);

const short = (text: string): string => {
  const line = text.replaceAll("\n", " / ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const shortPath = (path: string): string => (path.length > 48 ? `…${path.slice(-47)}` : path);
