/** The CRDs of both versions, from where they are. */
import { readText } from "../../fleets/read.ts";
import { formatFault, parseCrds, type CustomResourceDefinition } from "../../plan/index.ts";
import { compareCrds, type CrdChanges } from "./crds.ts";
import { crdsIn, type LocalChart } from "./helm.ts";
import { wrapped } from "./print.ts";

/**
 * What differs. Where one side cannot be had, a line says so; that is a fault where `target` is given.
 * @param current file or URL that the fleet names
 * @param target file or URL to go to; the chart's own where it is undefined
 */
export async function crdChanges(current: string, target: string | undefined, chart: LocalChart): Promise<CrdChanges> {
  const place = target ?? `chart ${chart.name} ${chart.version}`;
  const title = `CRDs, ${current} → ${place}:`;
  try {
    const text = target === undefined ? await crdsIn(chart) : await readText(target);
    if (target === undefined && text.trim() === "") return notCompared(`${place} brings none`);
    const { lines, faults } = compareCrds(definitions(current, await readText(current)), definitions(place, text));
    const said = lines.length === 0 ? ["  no difference"] : lines.flatMap((line) => wrapped(line, "  ", "      "));
    return { lines: [title, ...said], faults };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Whoever names a file wants to know what is in it.
    return target === undefined ? notCompared(reason) : { lines: [], faults: [`CRDs: ${reason}`] };
  }
}

const notCompared = (reason: string): CrdChanges => ({
  lines: wrapped(`CRDs were not compared: ${reason}. Name those of the new version with --crds FILE.`, ""),
  faults: [],
});

/** @throws Error with the faults of the file */
function definitions(file: string, text: string): readonly CustomResourceDefinition[] {
  const read = parseCrds({ file, text });
  if ("faults" in read) throw new Error(read.faults.map(formatFault).join("\n"));
  return read.crds;
}
