/** The whole report of a planned upgrade, as lines. */
import type { ObjectChange } from "./compare.ts";
import { immutable, restartsPods } from "./effects.ts";
import { group, titleOf, type Changes } from "./group.ts";
import type { Jump } from "../../plan/versions/jumps.ts";
import { printSections, whereOf, wrapped, type Paint } from "./print.ts";
import { placeholders, type Difference } from "./render.ts";

/** What lies on the way, for people. */
export function jumpLines({ warnings, crossed }: Jump): readonly string[] {
  const told = crossed.flatMap(({ version, changes }) =>
    changes.flatMap(({ what, todo }) => [
      ...wrapped(`${version}: ${what}`, "  "),
      ...(todo === undefined ? [] : wrapped(`DO: ${todo}`, "    ")),
    ]),
  );
  return [
    ...(told.length === 0 ? [] : ["On the way:", ...told, ""]),
    ...warnings.flatMap((warning) => wrapped(`WARNING: ${warning}`, "")),
    ...(warnings.length === 0 ? [] : [""]),
  ];
}

/** What changes, and what that does. */
export function changeLines(differences: readonly Difference[], paint: Paint): readonly string[] {
  const all = differences.map(({ id }) => id);
  const judged = differences.filter(({ rendered }) => rendered);
  const installed = judged.map(({ id, installed }) => ({ id, objects: installed }));
  const dropped = group(judged.map(({ id, dropped }) => ({ id, objects: dropped.flatMap(withoutMetadata) })));
  const lines = [
    ...printSections(group(installed), all, paint),
    ...(dropped.length === 0
      ? []
      : [
          "Not installed, since the program makes its own (plan/permissions.ts): look whether that must follow.",
          "",
          ...printSections(dropped, all, paint),
        ]),
  ];
  const legend = Object.values(placeholders).filter((each) => lines.some((line) => line.includes(each)));
  return [
    ...lines,
    ...(legend.length === 0 ? [] : [`${legend.join(" and ")}: each installation's own.`, ""]),
    ...summary(installed, all),
  ];
}

/** What it means alone: nobody sees the labels of what is never installed. */
function withoutMetadata(object: ObjectChange): readonly ObjectChange[] {
  const fields = object.fields.filter(({ path }) => !path.startsWith("metadata."));
  return object.what === "changed" && fields.length === 0 ? [] : [{ ...object, fields }];
}

function summary(changes: readonly Changes[], all: readonly string[]): readonly string[] {
  const changed = changes.filter(({ objects }) => objects.length > 0).map(({ id }) => id);
  // Of those that were not rendered nobody knows.
  if (changed.length === 0) return changes.length === all.length ? ["Nothing changes in the cluster."] : [];
  const workloads = changes.flatMap(({ objects }) => objects.filter(restartsPods).map(titleOf));
  const restarting = [...new Set(workloads)].toSorted().flatMap((workload) => {
    const ids = changes
      .filter(({ objects }) => objects.some((object) => titleOf(object) === workload && restartsPods(object)))
      .map(({ id }) => id);
    return wrapped(`Pods made anew: ${workload}, in ${whereOf(ids, all)}`, "");
  });
  return [...restarting, ...wrapped(`Something changes in ${whereOf(changed, all)}.`, "")];
}

/** Why the upgrade would fail, each reason once with the installations that it holds for. */
export function faultLines(differences: readonly Difference[]): readonly string[] {
  const all = differences.map(({ id }) => id);
  const found = differences.flatMap(({ id, faults, installed }) => [
    ...faults.map((fault) => ({ id, fault })),
    ...installed.flatMap((object) => immutable(object).map((path) => ({ id, fault: refusal(titleOf(object), path) }))),
  ]);
  return [...Map.groupBy(found, ({ fault }) => fault)].flatMap(([fault, where]) => {
    const ids = where.map(({ id }) => id);
    return [`FAULT in ${whereOf(ids, all)}:`, ...fault.split("\n").flatMap((line) => wrapped(line, "  "))];
  });
}

const refusal = (object: string, path: string): string =>
  `${object}: the API server refuses a change of ${path}, so the release would be rolled back. Delete the object right before \`up\`; ` +
  "its pods are gone until it is made again.";
