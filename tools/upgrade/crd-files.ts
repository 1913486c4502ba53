/** The CRDs of both versions, from where they are. */
import { readText } from "../../fleets/read.ts";
import { formatFault, parseCrds, type CustomResourceDefinition } from "../../plan/index.ts";
import type { Charts } from "./charts.ts";
import { compareCrds, type CrdChanges } from "./crds.ts";
import { crdsIn, type LocalChart } from "./helm.ts";
import { wrapped } from "./print.ts";

/** One version's CRDs, or why they cannot be had. */
type Side =
  | { readonly place: string; readonly crds: readonly CustomResourceDefinition[]; readonly note?: string }
  | { readonly reason: string };

/**
 * What differs. Where one side cannot be had, a line says so, and which; a fault is only a `target` that cannot be read.
 * @param fleet file or URL that the fleet names; the current chart's own are taken where it cannot be read
 * @param target file or URL to go to; the newer chart's own where it is undefined
 */
export async function crdChanges(fleet: string, target: string | undefined, { from, to }: Charts): Promise<CrdChanges> {
  const [before, after] = await Promise.all([
    current(fleet, from),
    target === undefined ? inChart(to) : inFile(target),
  ]);
  if ("crds" in before && "crds" in after) {
    const { lines, faults } = compareCrds(before.crds, after.crds);
    const said = lines.length === 0 ? ["  no difference"] : lines.flatMap((line) => wrapped(line, "  ", "      "));
    const note = before.note === undefined ? [] : paragraph(before.note);
    return { lines: [...note, `CRDs, ${before.place} → ${after.place}:`, ...said], faults };
  }
  const refused = "reason" in after && target !== undefined;
  return {
    lines: [
      ...("reason" in before
        ? notCompared(
            before.reason,
            "Name a chart of the fleet's version that has them with --from-chart DIRECTORY_OR_TGZ.",
          )
        : []),
      ...("reason" in after && !refused
        ? notCompared(after.reason, "Name those of the new version with --crds FILE.")
        : []),
    ],
    // Whoever names a file wants to know what is in it.
    faults: refused ? [`CRDs: ${after.reason}`] : [],
  };
}

/** Without a network nobody can read what a fleet names by its URL; the chart of its version is here already. */
async function current(fleet: string, chart: LocalChart): Promise<Side> {
  const named = await inFile(fleet);
  if ("crds" in named) return named;
  const brought = await inChart(chart);
  if ("reason" in brought) return { reason: `of the fleet's, ${sentence(named.reason)}; ${brought.reason}` };
  return {
    ...brought,
    note: `The fleet's CRDs: ${sentence(named.reason)}. Those in ${brought.place} are taken in their place.`,
  };
}

async function inChart(chart: LocalChart): Promise<Side> {
  const place = `chart ${chart.name} ${chart.version}`;
  return side(place, async () => {
    const text = await crdsIn(chart);
    if (text.trim() === "") throw new Error(`${place} brings none`);
    return text;
  });
}

const inFile = (place: string): Promise<Side> => side(place, () => readText(place));

async function side(place: string, read: () => Promise<string>): Promise<Side> {
  try {
    const found = parseCrds({ file: place, text: await read() });
    return "faults" in found ? { reason: found.faults.map(formatFault).join("\n") } : { place, crds: found.crds };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

const notCompared = (reason: string, todo: string): readonly string[] =>
  paragraph(`CRDs were not compared: ${sentence(reason)}. ${todo}`);

const sentence = (reason: string): string => reason.replace(/\.$/, "");

const paragraph = (text: string): readonly string[] => text.split("\n").flatMap((line) => wrapped(line, ""));
