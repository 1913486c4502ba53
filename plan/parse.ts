/** Fleet file → fleet, or every fault in it and in the tenants' own files. */
import { asWritten } from "./as-written.ts";
import { judgeAuthorities } from "./authorities.ts";
import { checkFleet } from "./checks.ts";
import { complete } from "./complete.ts";
import { nameTenants } from "./discovery.ts";
import type { Fault, Finding } from "./fault.ts";
import { mend } from "./mend.ts";
import type { Fleet } from "./model.ts";
import { readPairs, type PemReader } from "./pairs.ts";
import { judge, type Part } from "./judge.ts";
import { asKept, legibleOf, type Legible } from "./legible.ts";
import { readProofs } from "./proofs.ts";
import { quote } from "./quote.ts";
import { findOversized } from "./room.ts";
import { faultAt, report } from "./report.ts";
import { outlineSchema, type Outline } from "./schema.ts";
import type { SchemaRemark } from "./schema/issues.ts";
import { sizeNames, unknownSizes } from "./schema/named-sizes.ts";
import { tenantSchema, type WrittenTenant } from "./schema/tenant.ts";
import { isSize } from "./sizes.ts";
import { openFile, type File, type Unread } from "./yaml/file.ts";
import type { Source } from "./yaml/tree.ts";

export type { Unread } from "./yaml/file.ts";
export type { Source } from "./yaml/tree.ts";

/** The files that a pattern stands for, in order; the pattern as written, relative to the fleet file. */
export type ReadMatching = (pattern: string) => readonly (Source | Unread)[];

/** `warnings`: what is right still and will not be for long; absent: nothing. */
export type ParseResult =
  { readonly fleet: Fleet; readonly warnings?: readonly Fault[] } | { readonly faults: readonly Fault[] };

/** Of whoever has no files at hand. */
const noFiles: PemReader = { read: () => ({ reason: "no files are read here" }), keys: false, now: Number.NaN };

/**
 * All faults at once: those of single settings, and those between settings as far as these are legible.
 * Total: whatever the text, it answers and does not throw.
 * @param proofs the file of proofs beside the fleet file; without one, nothing is proven
 */
export function parseFleet(
  source: Source | Unread,
  readMatching: ReadMatching,
  pems: PemReader = noFiles,
  proofs?: Source | Unread,
): ParseResult {
  const main = openFile(source, "the fleet");
  if (!("tree" in main)) return { faults: main };
  const known = sizeNames(main.settings);
  const outline = judge(outlineSchema, known, { file: main, path: [], written: main.settings });
  const { parts, faults } = findTenants(main, outline.remarks, readMatching);
  const tenants = parts.map((part) => judge(tenantSchema, known, part));
  const proven = readProofs(proofs);
  const files = new Set([main, ...parts.map(({ file }) => file)]);
  const single = [...files].flatMap((file) =>
    report(
      file,
      [outline, ...tenants].filter(({ part }) => part.file === file).flatMap(({ remarks }) => remarks),
    ),
  );
  const mended = outline.value ?? judgeMended(main, outline.remarks);
  const alone = [...faults, ...single, ...proven.faults];
  if (mended === undefined) return { faults: inOrder(alone, source.path) };

  // Checks hold for any part of the tenants: leaving one out may take findings away but adds none.
  const legible = tenants.flatMap((each) => legibleOf(each, known)).filter(({ value }) => isMeasured(value, mended));
  const named = nameTenants(legible.map(({ value }) => value));
  const pairs = readPairs(named.value, mended.tls, pems);
  const authorities = judgeAuthorities(pairs.tenants, mended.tls, pems.now);
  // Of a tenant that cannot be read, nobody can say whether a proof fits.
  const fleet = complete(mended, pairs.tenants, alone.length === 0 ? proven.proofs : []);
  const placed = (findings: readonly Finding[]): readonly Fault[] => {
    return findings.flatMap((finding) => placeFinding(finding, main, legible, proven.file));
  };
  // Of a tenant that cannot be read, nobody knows its id either.
  const whole = legible.length === tenants.length && faults.length === 0;
  const entire = whole && legible.every(({ kept }) => kept === undefined);
  const pluginsAreLegible = !outline.remarks.some(({ path }) => path[0] === "plugins");
  const between = [...named.findings, ...checkFleet(fleet), ...pairs.findings, ...authorities.findings].filter(
    ({ path }) =>
      (outline.value !== undefined || path[0] === "tenants") &&
      (whole || !namesTenants(path)) &&
      (entire || !countsPlugins(path)) &&
      // Whether a tenant may have a plugin, only the fleet's section says.
      (pluginsAreLegible || path[0] !== "tenants" || path[2] !== "plugins"),
  );
  const found = [...alone, ...placed(between)];
  const all = found.length > 0 ? found : placed(findOversized(fleet));
  if (all.length > 0) return { faults: inOrder(all, source.path) };
  const warnings = placed([...pairs.warnings, ...authorities.warnings]);
  return { fleet, ...(warnings.length > 0 && { warnings: inOrder(warnings, source.path) }) };
}

/** Whether what stands there are ids of tenants. */
const namesTenants = ([section, key]: Finding["path"]): boolean =>
  (section === "higress" && key === "canary") || (section === "plugins" && key === "allowedFor");

/** Whether it is said of all plugins of a kind that tenants have. */
const countsPlugins = ([section, key]: Finding["path"]): boolean => section === "plugins" && key === "versions";

/** The outline without its faulty sections, for the sake of the checks of tenants. */
function judgeMended(file: File, remarks: readonly SchemaRemark[]): Outline | undefined {
  const faulty = remarks.map(({ path }) => path);
  const once = mend(file.settings, faulty);
  // Without a faulty `sizes`, whoever names one of them has no size.
  const known = sizeNames(once);
  const unsized = unknownSizes(once, [], known).map(({ path }) => path);
  return judge(outlineSchema, known, { file, path: [], written: mend(file.settings, [...faulty, ...unsized]) }).value;
}

/** Nothing can be said of a tenant whose size has faults. */
const isMeasured = ({ size, inRegion = {} }: WrittenTenant, { sizes }: Outline): boolean =>
  [size, ...Object.values(inRegion).map((own) => own.size)].every((each) => each === undefined || isSize(sizes, each));

/** The tenants' parts, in the fleet file or in files of their own, and what keeps one from being read. */
function findTenants(
  main: File,
  remarks: readonly SchemaRemark[],
  readMatching: ReadMatching,
): { readonly parts: readonly Part[]; readonly faults: readonly Fault[] } {
  const { tenants } = main.settings;
  if (Array.isArray(tenants)) {
    return {
      parts: tenants.map((written: unknown, at) => ({ file: main, path: ["tenants", at], written })),
      faults: [],
    };
  }
  if (typeof tenants !== "string" || remarks.some(({ path }) => path[0] === "tenants"))
    return { parts: [], faults: [] };
  const opened = readMatching(tenants).map((source) => openFile(source, "one tenant"));
  const parts = opened.flatMap((each) => ("tree" in each ? [{ file: each, path: [], written: each.settings }] : []));
  const faults = opened.flatMap((each) => ("tree" in each ? [] : each));
  if (opened.length > 0) return { parts, faults };
  const path = ["tenants"];
  const none = {
    path,
    message: `${quote(tenants, path)} matches no file`,
    remedy: "Write one file per tenant there, or correct the pattern: it is relative to the fleet file.",
  };
  return { parts, faults: [faultAt(main.tree, none)] };
}

/** A finding in the fleet, told of the file where its cause is written. */
function placeFinding(
  finding: Finding,
  main: File,
  tenants: readonly Legible[],
  proofs: File | undefined,
): readonly Fault[] {
  const [first, at, ...rest] = finding.path;
  const tenant = first === "tenants" && typeof at === "number" ? tenants[at] : undefined;
  const own = asKept(rest, tenant?.kept);
  if (own === undefined) return [];
  const path = tenant === undefined ? finding.path : [...tenant.part.path, ...own];
  const file = first === "proofs" ? proofs : tenant?.part.file;
  const { tree } = file ?? main;
  return [faultAt(tree, { ...finding, path: asWritten(path, tree) })];
}

/** The fleet file first, then the tenants' by name; each from top to bottom. */
function inOrder(faults: readonly Fault[], first: string): readonly Fault[] {
  const rank = (fault: Fault) => (fault.file === first ? 0 : 1);
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return faults.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      byName(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      byName(a.message, b.message),
  );
}
