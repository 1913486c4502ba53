/** What differs between the CRDs of two versions. CRDs never go back: whatever is stored by one must stay readable. */
import type { CustomResourceDefinition } from "../../plan/index.ts";
import { at, isRecord, list, record, text, type Tree } from "../../policy/model/shape.ts";
import { compareFields } from "./compare.ts";
import { canonical } from "./leaves.ts";

export interface CrdChanges {
  /** For people, one line for each CRD that differs. */
  readonly lines: readonly string[];
  /** What the API server would refuse, or would lose data. */
  readonly faults: readonly string[];
}

/** By name of the CRD, sorted. */
export function compareCrds(
  before: readonly CustomResourceDefinition[],
  after: readonly CustomResourceDefinition[],
): CrdChanges {
  const [old, new_] = [byName(before), byName(after)];
  const names = [...new Set([...old.keys(), ...new_.keys()])].toSorted();
  const each = names.map((name) => compareCrd(name, old.get(name), new_.get(name)));
  return { lines: each.flatMap(({ lines }) => lines), faults: each.flatMap(({ faults }) => faults) };
}

function compareCrd(
  name: string,
  before: CustomResourceDefinition | undefined,
  after: CustomResourceDefinition | undefined,
): CrdChanges {
  if (before === undefined) return { lines: [`+ ${name}: ${versionNames(after).join(", ")}`], faults: [] };
  if (after === undefined)
    return {
      lines: [`- ${name}`],
      faults: [
        `CRD ${name} is missing in the target's file: \`up\` would delete it where nothing is protected, and every object of it as well. ` +
          "Keep it in the file that `higress.crds` names.",
      ],
    };
  const fields = compareFields(bare(before), bare(after));
  if (fields.length === 0) return { lines: [], faults: [] };
  const [had, has] = [versionNames(before), versionNames(after)];
  const parts = [
    ...has.filter((version) => !had.includes(version)).map((version) => `${version} added`),
    ...had
      .filter((version) => !has.includes(version))
      .map((version) => `${version} removed, which is refused while status.storedVersions names it`),
    ...had.filter((version) => has.includes(version)).flatMap((version) => compareVersion(version, before, after)),
  ];
  return {
    lines: [`~ ${name}: ${parts.length > 0 ? parts.join("; ") : `changes in ${few(fields.map(({ path }) => path))}`}`],
    faults: faultsOf(name, before, after),
  };
}

function compareVersion(
  name: string,
  before: CustomResourceDefinition,
  after: CustomResourceDefinition,
): readonly string[] {
  const [left, right] = [versionOf(before, name), versionOf(after, name)];
  const [had, has] = [propertiesOf(left), propertiesOf(right)];
  const added = topmost([...has.keys()].filter((path) => !had.has(path)));
  const removed = topmost([...had.keys()].filter((path) => !has.has(path)));
  const others = [...has].filter(([path, schema]) => had.has(path) && had.get(path) !== schema).map(([path]) => path);
  const rest = compareFields({ ...left, schema: null }, { ...right, schema: null }).map(({ path }) => path);
  return [
    ...(added.length > 0 ? [`${name} gets ${few(added)}`] : []),
    ...(removed.length > 0 ? [`${name} loses ${few(removed)}: what is stored there goes with the next write`] : []),
    ...(others.length + rest.length > 0 ? [`${name} changes in ${few([...others, ...rest])}`] : []),
  ];
}

/** A few paths, and how many more. */
function few(paths: readonly string[]): string {
  const most = 8;
  return [...paths.slice(0, most), ...(paths.length > most ? [`${paths.length - most} more`] : [])].join(", ");
}

/** Without what lies inside another. */
const topmost = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`) || path.startsWith(`${other}[`)));
/** What the API server refuses. Source: validation of CustomResourceDefinitions, and of `status.storedVersions` in them. */
function faultsOf(name: string, before: CustomResourceDefinition, after: CustomResourceDefinition): readonly string[] {
  const fixed = ["scope", "group"].flatMap((field) => {
    const [left, right] = [at(before.spec, field), at(after.spec, field)];
    return left === right
      ? []
      : [`CRD ${name}: spec.${field} goes from ${String(left)} to ${String(right)}, which the API server refuses.`];
  });
  const has = versionNames(after);
  const stored = versionsOf(before).find((version) => version.storage === true);
  const lost = text(stored?.name);
  return lost === undefined || has.includes(lost)
    ? fixed
    : [
        ...fixed,
        `CRD ${name}: version ${lost} is gone, and objects are stored in it, so the API server refuses the CRD. ` +
          "Go by a release that has both versions, and rewrite the stored objects there.",
      ];
}

/** What a version's schema says of each property, by path: `spec.registries[].port`. Descriptions say it to people only. */
function propertiesOf(version: Tree): ReadonlyMap<string, string> {
  const walk = (schema: unknown, path: string): readonly (readonly [string, string])[] => {
    const { properties, items, ...own } = record(schema);
    const inner = Object.entries(record(properties)).flatMap(([name, each]) =>
      walk(each, path === "" ? name : `${path}.${name}`),
    );
    const said = { ...own, description: undefined };
    return [[path, canonical(said)], ...inner, ...(isRecord(items) ? walk(items, `${path}[]`) : [])];
  };
  return new Map(walk(at(version, "schema", "openAPIV3Schema"), ""));
}

const versionsOf = (crd: CustomResourceDefinition | undefined): readonly Tree[] => list(crd?.spec.versions).map(record);

const versionNames = (crd: CustomResourceDefinition | undefined): readonly string[] =>
  versionsOf(crd).map(({ name }) => text(name) ?? "?");

const versionOf = (crd: CustomResourceDefinition, name: string): Tree =>
  versionsOf(crd).find((version) => version.name === name) ?? {};

/** Labels and annotations are written anew by every generator. */
const bare = ({ kind, spec }: CustomResourceDefinition): Tree => ({ kind, spec });

const byName = (crds: readonly CustomResourceDefinition[]): ReadonlyMap<string, CustomResourceDefinition> =>
  new Map(crds.map((crd) => [crd.metadata.name, crd]));
