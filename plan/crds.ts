/** The CRDs of the chart's version, read from the file that `higress.crds` names. */
import { isScalar, LineCounter, parseAllDocuments } from "yaml";
import type { Document } from "yaml";
import * as z from "zod";
import type { Fault, Finding } from "./fault.ts";
import type { CustomResourceDefinition } from "./manifests.ts";

export interface CrdSource {
  /** File or URL, for messages. */
  readonly file: string;
  /** YAML, any number of documents. */
  readonly text: string;
  /** What to name in its place; absent: that of `higress.crds`. */
  readonly remedy?: string;
  /** Names of objects of other kinds that it may hold, and that are left out. */
  readonly leaves?: readonly string[];
}

export type CrdResult =
  | { readonly crds: readonly CustomResourceDefinition[] }
  /** Never empty. */
  | { readonly faults: readonly Fault[] };

const apiVersion = "apiextensions.k8s.io/v1";
const kind = "CustomResourceDefinition";

const strings = z.record(z.string(), z.string());

/** What is kept; the rest (`status`, `creationTimestamp`) is the API server's to write. */
const definition = z.object({
  apiVersion: z.literal(apiVersion),
  kind: z.literal(kind),
  metadata: z.object({
    name: z.string(),
    labels: strings.default({}),
    annotations: strings.exactOptional(),
  }),
  spec: z.record(z.string(), z.unknown()),
});

/** CRDs only: whatever else the file held would be applied cluster-wide, past every rule. All faults at once. */
export function parseCrds({ file, text, remedy = ownRemedy, leaves = [] }: CrdSource): CrdResult {
  const lines = new LineCounter();
  const place = (offset: number, finding: Omit<Finding, "path">): Fault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: [], ...finding };
  };

  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const documents = "empty" in parsed ? [] : parsed.filter((document) => !isEmpty(document));
  const told: Tell = (offset, message) => place(offset, { message, remedy });
  const read = documents.map((document) => readDocument(document, told, leaves));
  const crds = read.flatMap((each) => ("crd" in each ? [each] : []));
  const faults = [
    ...read.flatMap((each) => ("faults" in each ? each.faults : [])),
    ...crds
      .filter(({ crd }, at) => crds.findIndex((other) => other.crd.metadata.name === crd.metadata.name) < at)
      .map(({ crd, offset }) => place(offset, duplicate(crd.metadata.name))),
  ];
  if (faults.length > 0) return { faults };
  return crds.length === 0 ? { faults: [told(0, "holds no CRD")] } : { crds: crds.map(({ crd }) => crd) };
}

/** `---` with nothing or comments after it, as generated files have. */
const isEmpty = ({ contents, errors }: Document.Parsed): boolean =>
  errors.length === 0 && (contents === null || (isScalar(contents) && contents.value === null));

type Tell = (offset: number, message: string) => Fault;
type Read = { readonly crd: CustomResourceDefinition; readonly offset: number } | { readonly faults: readonly Fault[] };

function readDocument(document: Document.Parsed, tell: Tell, leaves: readonly string[]): Read {
  if (document.errors.length > 0)
    return { faults: document.errors.map(({ pos, message }) => tell(pos[0], broken(message))) };
  const offset = document.contents?.range[0] ?? 0;
  const value: unknown = document.toJS();
  const result = definition.safeParse(value);
  if (result.success) return { crd: result.data, offset };
  return { faults: isLeft(value, leaves) ? [] : [tell(offset, foreign(value))] };
}

const isLeft = (value: unknown, leaves: readonly string[]): boolean => {
  const named = z
    .looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
    .safeParse(value).data;
  return named !== undefined && named.kind !== kind && leaves.includes(named.metadata.name);
};

const ownRemedy = "Name a file that holds the CRDs of the chart's version, and nothing else, in `higress.crds`.";

const broken = (message: string): string => `is no YAML: ${message.split("\n", 1)[0] ?? ""}`;

const duplicate = (name: string) => ({
  message: `holds the CRD ${JSON.stringify(name)} twice`,
  remedy: "Keep one of the two.",
});

function foreign(value: unknown): string {
  const { apiVersion: version, kind: name } = z.looseObject({}).safeParse(value).data ?? {};
  if (version === apiVersion && name === kind) return "holds a CRD without a name, labels of text, or a spec";
  const found =
    typeof version === "string" && typeof name === "string" ? `a ${name} of ${version}` : "no Kubernetes object";
  return `holds ${found}, where a CRD of ${apiVersion} is wanted`;
}
