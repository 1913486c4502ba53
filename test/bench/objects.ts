import { execFileSync } from "node:child_process";
import { parseAllDocuments, stringify } from "yaml";
import { narrow } from "../../components/manifest.ts";
import type { InstallationPlan, Plan } from "../../plan/index.ts";
import { installationsOf, objectsOf } from "../../plan/index.ts";

const first = new Set(["CustomResourceDefinition", "IngressClass", "ClusterRole", "Namespace"]);

/** What everything else needs first: CRDs, cluster-wide objects, namespaces. */
export const foundation = (plan: Plan): string => documents(objectsOf(plan).filter(({ kind }) => first.has(kind)));

/** What the program registers inside the namespaces, releases apart. */
export const contents = (plan: Plan): string => documents(objectsOf(plan).filter(({ kind }) => !first.has(kind)));

/** Every release rendered and narrowed, as the engine's Helm does it. */
export const charts = (plan: Plan): string => installationsOf(plan).map(rendered).join("");

function documents(objects: readonly object[]): string {
  return objects.map((object) => `---\n${stringify(object)}`).join("");
}

function rendered({ release }: InstallationPlan): string {
  const args = ["template", release.name, release.chart, "--namespace", release.namespace, "--values", "-"];
  const narrowed = narrow(
    execFileSync("helm", args, { maxBuffer: 1 << 26, input: stringify(release.values) }).toString(),
  );
  if ("faults" in narrowed) throw new Error(narrowed.faults.join("\n"));
  const objects = parseAllDocuments(narrowed.manifest).map((document) => document.toJS() as Rendered | null);
  // Helm puts an object without a namespace into the release's; kubectl must be told.
  return documents(
    objects
      .filter((object) => object !== null)
      .map((object) => ({ ...object, metadata: { namespace: release.namespace, ...object.metadata } })),
  );
}

interface Rendered {
  readonly metadata: Readonly<Record<string, unknown>>;
}
