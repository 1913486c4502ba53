/** Which images a fleet pulls, and where each has to be copied from. */
import { installationsOf, objectsOf, type Plan } from "../../plan/index.ts";
import { chartNames } from "../../plan/names.ts";
import type { InstallationPlan, ReleasePlan } from "../../plan/objects.ts";
import { sourceOf } from "../../policy/model/plugin.ts";
import type { ChartTable } from "../../policy/model/release-charts.ts";
import { releaseImages } from "../../policy/model/release-images.ts";
import { coalesce } from "../../policy/model/release-merge.ts";
import { at, isRecord, record, text, type Tree } from "../../policy/model/shape.ts";
import type { Resource } from "../../policy/rule.ts";

export interface NeededImage {
  /** Reference that the cluster pulls, with its tag or digest. */
  readonly image: string;
  /** Reference to copy it from; absent where the cluster pulls it from its publisher, or a plugin is the platform's own. */
  readonly upstream?: string;
  readonly usedBy: Users;
}

/** How many use it; one that runs in several regions counts once. */
export interface Users {
  /** 1 when the entry does. */
  readonly entry: number;
  readonly gateways: number;
  readonly tenants: number;
}

type Reference = Pick<NeededImage, "image" | "upstream">;

/**
 * Every image of these plans once, sorted.
 * @param plans of one fleet, one per region
 * @param chartOf the chart of one release of an installation (chart.ts)
 */
export function neededImages(
  plans: readonly Plan[],
  chartOf: (installation: InstallationPlan, release: ReleasePlan) => ChartTable,
): readonly NeededImage[] {
  const uses = plans.flatMap((plan) =>
    installationsOf(plan).flatMap((installation) => {
      const { release, console } = installation;
      const chart = chartOf(installation, release);
      const references = [
        ...released(release, chart),
        ...(console ? released(console, chartOf(installation, console)) : []),
        ...plugins(plan, installation, chart),
        ...(installation.role === "entry" ? pageServer(plan) : []),
      ];
      return references.map((reference) => ({ reference, installation }));
    }),
  );
  const byImage = Map.groupBy(uses, ({ reference }) => reference.image);
  return [...byImage.keys()].toSorted().flatMap((image) => {
    const [first, ...others] = byImage.get(image) ?? [];
    return first === undefined ? [] : [{ ...first.reference, usedBy: count([first, ...others]) }];
  });
}

function count(uses: readonly { readonly installation: InstallationPlan }[]): Users {
  const by = (role: InstallationPlan["role"]): number =>
    new Set(uses.flatMap(({ installation }) => (installation.role === role ? [installation.id] : []))).size;
  return { entry: by("entry"), gateways: by("gateway"), tenants: by("tenant") };
}

/** Of the pods, and of the plugins that the chart brings. Without the fleet's hub, the chart names where they are published. */
function released(release: ReleasePlan, chart: ChartTable): readonly Reference[] {
  const references = (values: Tree): readonly string[] =>
    releaseImages(resource("Release", { chart: chart.chart, values: complete(values, chart) })).map(
      ({ reference }) => reference,
    );
  const upstream = references(withoutHub(release.values));
  return references(release.values).map((image, index) => pair(image, upstream[index]));
}

/** As a rule the gateway's, which stands before it with its upstream. */
const pageServer = ({ entry }: Plan): readonly Reference[] =>
  (entry.pageServer?.deployment.spec.template.spec.containers ?? []).map(({ image }) => ({ image }));

/** Plugins are pulled by the gateway pods themselves; what the server beside them has came with the server's image. */
function plugins(plan: Plan, { namespace, release }: InstallationPlan, chart: ChartTable): readonly Reference[] {
  const hub = text(at(release.values, "global", "hub"));
  const beside = `${chartNames.pluginServer}.${namespace.metadata.name}.svc.`;
  return objectsOf(plan)
    .filter(({ kind, metadata }) => kind === "WasmPlugin" && metadata.namespace === namespace.metadata.name)
    .flatMap((plugin) => {
      const source = sourceOf(resource(plugin.kind, { ...plugin }));
      if (source === undefined || source.reference.startsWith(beside)) return [];
      const { scheme, reference } = source;
      return scheme === "oci"
        ? [pair(reference, builtIn(reference, hub, chart))]
        : [{ image: `${scheme}://${reference}` }];
    });
}

/** Where a plugin of Higress's own is published; of other plugins nobody here knows. */
function builtIn(reference: string, hub: string | undefined, { defaults }: ChartTable): string | undefined {
  const [vendor, folder] = ["hub", "pluginNamespace"].map((key) => text(at(defaults, "global", key)));
  const prefix = `${hub ?? ""}/${folder ?? ""}/`;
  return reference.startsWith(prefix) ? `${vendor ?? ""}/${folder ?? ""}/${reference.slice(prefix.length)}` : undefined;
}

const pair = (image: string, upstream: string | undefined): Reference =>
  upstream === undefined || upstream === image ? { image } : { image, upstream };

/** Over the chart's own, and with the tag written out that templates take where there is none. */
function complete(values: Tree, { defaults, appVersion }: ChartTable): Tree {
  const tagged = Object.entries(defaults).map(([name, part]) => [
    name,
    isRecord(part) && part.tag === "" ? { ...part, tag: appVersion } : part,
  ]);
  return record(coalesce([values, Object.fromEntries(tagged)], []));
}

/** The console's image has a repository of its own, at the top, where the other chart has none. */
function withoutHub(values: Tree): Tree {
  const global = without(record(values.global), "hub");
  return { ...without(values, "image"), global };
}

const without = (map: Tree, key: string): Tree =>
  Object.fromEntries(Object.entries(map).filter(([own]) => own !== key));

/** As the policy pack reads what a program registers. */
const resource = (kind: string, props: Tree): Resource => ({
  ...{ kind, props, type: "", apiVersion: "", urn: "", name: "", isPatch: false },
  opts: { protect: false, ignoreChanges: [] },
});
