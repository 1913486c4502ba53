/** Both renderings of each installation, and what differs between them. */
import { parseAllDocuments } from "yaml";
import type { InstallationPlan, ReleasePlan } from "../../plan/index.ts";
import { ingressClass } from "../../plan/names.ts";
import { redacted } from "../../policy/model/redact.ts";
import { isRecord, type Tree } from "../../policy/model/shape.ts";
import { bounded } from "./bounded.ts";
import { compareObjects, duplicates, type ObjectChange } from "./compare.ts";
import { narrowed, template, type LocalChart } from "./helm.ts";
import { unknownValues } from "./unknown.ts";

/** One installation with the chart it has and the chart it is to have: two may stand on different ones. */
export interface Subject {
  readonly plan: Pick<InstallationPlan, "id" | "role" | "release">;
  readonly from: LocalChart;
  readonly to: LocalChart;
}

export interface Difference {
  readonly id: string;
  /** Whether both versions could be rendered; otherwise nobody knows what changes. */
  readonly rendered: boolean;
  /** What is installed. */
  readonly installed: readonly ObjectChange[];
  /** What the post-renderer drops: permissions and the class, which the program makes itself. */
  readonly dropped: readonly ObjectChange[];
  /** Why the newer chart cannot be installed with these values. */
  readonly faults: readonly string[];
}

interface Rendering {
  readonly installed: readonly Tree[];
  readonly dropped: readonly Tree[];
}

type Rendered = Rendering | { readonly fault: string };

/** @param width how many installations at a time; each has one program running */
export const differences = (subjects: readonly Subject[], width: number): Promise<readonly Difference[]> =>
  bounded(subjects, width, difference);

async function difference({ plan: { id, release }, from, to }: Subject): Promise<Difference> {
  const sides = [await rendered(from, id, release), await rendered(to, id, release)] as const;
  const [before, after] = sides;
  if ("fault" in before || "fault" in after) {
    const faults = [before, after].flatMap((side, index) =>
      "fault" in side ? [`${(index === 0 ? from : to).name} ${(index === 0 ? from : to).version}: ${side.fault}`] : [],
    );
    return { id, rendered: false, installed: [], dropped: [], faults };
  }
  return {
    id,
    rendered: true,
    installed: compareObjects(before.installed, after.installed),
    dropped: compareObjects(before.dropped, after.dropped),
    faults: lost(release.values, from, to),
  };
}

/** Values that the older chart has and the newer does not. */
function lost(values: Tree, from: LocalChart, to: LocalChart): readonly string[] {
  const before = unknownValues(values, from.table);
  return unknownValues(values, to.table)
    .filter((path) => !before.includes(path))
    .map(
      (path) =>
        `The program sets the value ${path}, which ${to.name} ${to.version} does not have: Helm would drop it without a word, and what it ` +
        "closes or sizes would be as the chart has it. Find what took its place, and change plan/values.ts.",
    );
}

async function rendered(chart: LocalChart, id: string, release: ReleasePlan): Promise<Rendered> {
  try {
    const all = await template(chart, release);
    const kept = objectsOf(alike(await narrowed(all), id, release));
    const everything = objectsOf(alike(all, id, release));
    const twice = duplicates(everything);
    if (twice.length > 0) return { fault: `it renders ${twice.join(", ")} twice, and Helm would keep one of them.` };
    const names = new Set(kept.map(typeAndName));
    return { installed: kept, dropped: everything.filter((object) => !names.has(typeAndName(object))) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Helm quotes templates with the values in them.
    return { fault: redacted(alike(message, id, release)) };
  }
}

/** What stands in the place of an installation's own names. */
export const placeholders = { namespace: "<namespace>", class: "<class>" } as const;

/** The text with an installation's own names replaced, so that the same change is the same text in each. */
function alike(text: string, id: string, { namespace }: ReleasePlan): string {
  return text.replace(whole(namespace), placeholders.namespace).replace(whole(ingressClass(id)), placeholders.class);
}

/** Names here are of letters, digits and dashes, and the chart puts dashes between two of them. */
const whole = (name: string): RegExp => new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, "g");

/** @throws Error when the text is no YAML */
function objectsOf(rendering: string): readonly Tree[] {
  return parseAllDocuments(rendering, { intAsBigInt: true }).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`what it renders is no YAML: ${error.message}`);
    const value: unknown = document.toJS();
    return isRecord(value) ? [value] : [];
  });
}

const typeAndName = ({ apiVersion, kind, metadata }: Tree): string =>
  JSON.stringify([apiVersion, kind, isRecord(metadata) ? [metadata.namespace, metadata.name] : null]);
