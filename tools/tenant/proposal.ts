/** A fleet with one tenant more, judged before anything is written. */
import { isSeq, parseDocument } from "yaml";
import { formatFault, formatPath, type Fault } from "../../plan/fault.ts";
import { parseFleet, type Fleet, type ParseResult } from "../../plan/index.ts";
import { quote } from "../../plan/quote.ts";
import { dnsLabel } from "../../plan/names.ts";
import { mended, tellByFlag } from "./faults.ts";
import { settingsOf, type Request, type Settings } from "./request.ts";
import { besideFleet, placesOf, type FleetFiles, type Place } from "./sources.ts";
import { schemaLine, targetFor } from "./target.ts";
import { tenantYaml } from "./written.ts";

/** A file to write; the path relative to the root. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface Proposal {
  /** With the tenant in it. */
  readonly fleet: Fleet;
  readonly settings: Settings;
  /** Absent when the fleet file lists its tenants itself, or its pattern leaves open where a file belongs. */
  readonly file?: NewFile;
}

/** All faults at once, those of the new tenant told by the flags that brought them; or the fleet as it would be. */
export function propose(files: FleetFiles, request: Request): Proposal | { readonly faults: readonly string[] } {
  const twin = placesOf(files).get(request.id);
  const judged = judge(files, request);
  if ("fleet" in judged.result && files.faults.length === 0 && twin === undefined) {
    const { settings, file, result } = judged;
    return { fleet: result.fleet, settings, ...(file !== undefined && { file }) };
  }
  const second = judged.mine.length === 0 ? undefined : judge(files, mended(request, judged.mine, judged.settings));
  const mine = [judged, second].flatMap((each, pass) => {
    // The id that stands in for a faulty one has faults of its own, and one that is taken is told as such.
    const told = each?.mine.filter(({ path: [key] }) => key !== "id" || (pass === 0 && twin === undefined)) ?? [];
    return each === undefined ? [] : tellByFlag(told, each.request);
  });
  const others = files.faults.length > 0 ? files.faults.map(formatFault) : (second ?? judged).others.map(elsewhere);
  return { faults: [...new Set([...(twin === undefined ? [] : [taken(request.id, twin)]), ...mine, ...others])] };
}

const taken = (id: string, { file, line }: Place): string =>
  `id: tenant ${quote(id, [])} exists already: ${file}:${line}\n    Give the new tenant another id.`;

interface Judged {
  readonly request: Request;
  readonly settings: Settings;
  readonly file?: NewFile;
  readonly result: ParseResult;
  /** Paths begin in the tenant. */
  readonly mine: readonly Fault[];
  readonly others: readonly Fault[];
}

function judge(files: FleetFiles, request: Request): Judged {
  const settings = settingsOf(request, files.domain);
  const file = fileFor(files, settings);
  const { result, own } = combine(files, settings, file?.path ?? besideFleet(files.main.path, "new tenant"));
  const found = "faults" in result ? result.faults : [];
  return {
    request,
    settings,
    ...(file !== undefined && { file }),
    result,
    mine: found.flatMap((fault) => own(fault) ?? []),
    others: found.filter((fault) => own(fault) === undefined),
  };
}

/** An id that is no DNS label could lead to another folder; it gets no path, and a fault from the schema. */
function fileFor({ main, own }: FleetFiles, settings: Settings): NewFile | undefined {
  const target = own === undefined || !dnsLabel.test(settings.id) ? undefined : targetFor(own.pattern, settings.id);
  if (target === undefined) return undefined;
  return { path: besideFleet(main.path, target), text: schemaLine(main.text, target) + tenantYaml(settings) };
}

interface Combined {
  readonly result: ParseResult;
  /** The fault with its path inside the tenant, when it is the new one's. */
  readonly own: (fault: Fault) => Fault | undefined;
}

/** The new tenant comes last, so that of two who claim the same thing it is the one who gets the fault. */
function combine(files: FleetFiles, settings: Settings, path: string): Combined {
  const { main, own, pems, proofs } = files;
  if (own !== undefined) {
    const tenant = { path, text: tenantYaml(settings) };
    return {
      result: parseFleet(main, () => [...own.files, tenant], pems, proofs),
      own: (fault) => (fault.file === path ? fault : undefined),
    };
  }
  // A list that is not sound is not added to.
  if (files.faults.length > 0) return { result: files, own: () => undefined };
  const document = parseDocument(main.text);
  const tenants = document.get("tenants");
  const last = isSeq(tenants) ? tenants.items.length : 0;
  document.addIn(["tenants"], document.createNode(settings));
  return {
    result: parseFleet({ path: main.path, text: document.toString() }, () => [], pems, proofs),
    own: ({ path: [list, at, ...rest], ...fault }) =>
      list === "tenants" && at === last ? { ...fault, path: rest } : undefined,
  };
}

/** Without line and column: the text judged is not the file's, where the tenant was added to it. */
const elsewhere = ({ file, path, message, remedy }: Fault): string =>
  `${file} ${formatPath(path)}: ${message}\n    ${remedy}`;
