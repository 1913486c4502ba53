import { expect } from "chai";
import fc from "fast-check";
import { Document, parseAllDocuments, visit } from "yaml";
import { narrow } from "../../components/manifest.ts";
import { render } from "../chart/helm.ts";
import { droppedKinds, keptKinds, objects, styles, write } from "./manifests.ts";

/** How often each law is tried; a failure prints the seed that shows it again. */
const runs = { emitted: 1_000, spoiled: 2_000, again: 200 };

/**
 * Helm cuts a manifest by a pattern of its own before any reader of YAML sees it (helm.sh/helm/v3/pkg/releaseutil), so text that is
 * one document to the one is two to the other.
 */
const cut = (manifest: string): readonly string[] => manifest.split(/(?:^|\s*\n)---\s*/);

/** What readers of either version make of a manifest; one that minds errors would not have got so far. */
function readings(manifest: string): readonly unknown[] {
  const lenient = { merge: true, strict: false, uniqueKeys: false, logLevel: "silent" } as const;
  return [...new Set([manifest, ...cut(manifest)])].flatMap((text) =>
    (["1.1", "1.2"] as const).flatMap((version) => {
      try {
        return parseAllDocuments(text, { version, ...lenient })
          .filter(({ errors }) => errors.length === 0)
          .map((document) => document.toJS() as unknown);
      } catch {
        // An alias without an anchor, which nobody can install.
        return [];
      }
    }),
  );
}

/** Fails for whatever may not be installed; Go takes fields in any case for those that it looks for. */
function expectHarmless(manifest: string): void {
  for (const object of readings(manifest)) {
    if (object === null) continue;
    const { apiVersion, kind } = object as Readonly<Record<string, unknown>>;
    expect(keptKinds, manifest).to.include(`${String(apiVersion)} ${String(kind)}`);
    const fields = Object.keys(object as object).map((field) => field.toLowerCase());
    expect(fields, manifest).to.not.include("items");
    expect(new Set(fields).size, manifest).to.equal(fields.length);
  }
}

/** The passed manifest, if it passed; it is then known to be harmless. */
function passed(manifest: string): string | undefined {
  const result = narrow(manifest);
  if ("faults" in result) {
    expect(result.faults, manifest).to.not.have.lengthOf(0);
    return undefined;
  }
  expectHarmless(result.manifest);
  return result.manifest;
}

const dangerous = [
  ...droppedKinds,
  "v1 Namespace",
  "v1 Node",
  "v1 List",
  "v1 ConfigMapList",
  "v1 PersistentVolume",
  "apiextensions.k8s.io/v1 CustomResourceDefinition",
  "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration",
  "rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding",
];

/** An object of any kind, perhaps with other objects in it, as a list or as fields of its own. */
const anything = fc
  .record(
    {
      type: fc.constantFrom(...keptKinds, ...dangerous),
      object: objects,
      items: fc.array(objects, { maxLength: 2 }),
      Kind: fc.constant("ClusterRole"),
    },
    { requiredKeys: ["type", "object"] },
  )
  .map(({ type, object, ...rest }) => {
    const [apiVersion = "", kind = ""] = type.split(" ");
    return { ...object, ...rest, apiVersion, kind };
  });

/** How the library's emitter is asked to write, most ways of which are no plain block YAML. */
const emitters = fc.record(
  {
    directives: fc.boolean(),
    collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
    defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const),
    defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "BLOCK_LITERAL" as const),
    indent: fc.integer({ min: 1, max: 6 }),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 20, 80),
    trueStr: fc.constantFrom("true", "yes"),
    nullStr: fc.constantFrom("null", "~", ""),
  },
  { requiredKeys: [] },
);

type Decorations = readonly { readonly at: number; readonly with: string }[];

/** Of single nodes: anchors, tags, comments, blank lines. */
const decorations = fc.array(
  fc.record({
    at: fc.nat({ max: 20 }),
    with: fc.constantFrom("anchor", "tag", "comment", "before", "space"),
  }),
  { maxLength: 3 },
);

function emit(object: object, options: object, decorated: Decorations): string {
  const document = new Document(object);
  let count = 0;
  visit(document, {
    Node: (_, node) => {
      for (const { at, with: what } of decorated) {
        if (at !== count) continue;
        if (what === "anchor" && !("source" in node)) Object.assign(node, { anchor: "a" });
        if (what === "tag") Object.assign(node, { tag: "!x" });
        if (what === "comment") node.comment = " kind: ClusterRole";
        if (what === "before") node.commentBefore = "---\nkind: ClusterRole";
        if (what === "space") node.spaceBefore = true;
      }
      count += 1;
    },
  });
  return document.toString(options);
}

const separators = fc.constantFrom("---\n", "--- \n", "...\n---\n", "\n---\n", "--- # more\n", "---\t\n", "---");

/** Most parts of most documents are as they should be, or nothing would pass. */
const mostly = <T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: usual, weight: 3 }, { arbitrary: unusual, weight: 1 });

const document = fc.tuple(
  mostly<object>(objects, anything),
  mostly<object>(styles, emitters),
  mostly<Decorations>(fc.constant([]), decorations),
  mostly(fc.constant("---\n"), separators),
);

const bits = [
  ...["kind: ClusterRole\n", "\nkind: ClusterRole\n", "\n---\nkind: ClusterRole\n", "items:\n- kind: ClusterRole\n"],
  ...["\nitems: []\n", '"items": ', "Items:\n", "apiVersion: v1\n", "apiVersion: rbac.authorization.k8s.io/v1\n"],
  ...["---", "...", "\n--- {kind: ClusterRole}\n", "%YAML 1.1\n", "<<: *a\n", "&a ", "*a", "!!str ", "? ", "- ", ": "],
  ...["{", "}", "[", "]", '"', "'", "|", ">", "#", ",", "\t", "\n", " ", "\r", "\u0085", "\u2028", "\ufeff", "\u0000"],
  ...["ClusterRole", "List", "Namespace", "metadata:\n  namespace: kube-system\n"],
];

/** One change of a text; places are between 0 and 1. */
type Spoiling = readonly [
  what: "insert" | "add" | "remove" | "repeat" | "indent" | "swap",
  from: number,
  to: number,
  bit: string,
];

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const spoilings = fc.tuple(
  fc.constantFrom("insert", "add", "remove", "repeat", "indent", "swap"),
  place,
  place,
  fc.oneof(fc.constantFrom(...bits), fc.string({ unit: "binary", maxLength: 4 })),
) as fc.Arbitrary<Spoiling>;

function spoil(text: string, [what, first, second, bit]: Spoiling): string {
  const lines = text.split("\n");
  const [from = 0, to = 0] = [first, second].map((each) => Math.floor(each * lines.length)).sort((a, b) => a - b);
  const at = Math.floor(second * text.length);
  switch (what) {
    case "insert":
      return text.slice(0, at) + bit + text.slice(at);
    case "add": {
      // Where a field begins, so that what is added may be one.
      const starts = lines.flatMap((line, index) => (/^[a-z]/i.test(line) ? [index] : []));
      return lines.toSpliced(starts[Math.floor(second * starts.length)] ?? 0, 0, bit.trim()).join("\n");
    }
    case "remove":
      return lines.toSpliced(from, Math.min(to - from, 3)).join("\n");
    case "repeat":
      return lines.toSpliced(to, 0, ...lines.slice(from, from + 3)).join("\n");
    case "indent":
      return lines.with(from, first < second ? ` ${lines[from] ?? ""}` : (lines[from] ?? "").slice(1)).join("\n");
    case "swap":
      return lines
        .with(from, lines[to] ?? "")
        .with(to, lines[from] ?? "")
        .join("\n");
  }
}

describe("whatever manifest passes the post-renderer", function () {
  this.timeout(30_000);

  it("holds known objects of one namespace alone, however objects of any kind are written", () => {
    let through = 0;
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 2 }), (documents) => {
        const manifest = documents.map(
          ([object, options, decorated, before]) => before + emit(object, options, decorated),
        );
        if (passed(manifest.join(""))?.includes("kind:") === true) through += 1;
      }),
      { numRuns: runs.emitted },
    );
    expect(through, "how many passed").to.be.greaterThan(runs.emitted / 50);
  });

  it("holds known objects of one namespace alone, however a rendered chart is spoiled", () => {
    const documents = render({ global: { enableRedis: true, o11y: { enabled: true } } }).split(/^(?=---\n)/m);
    const some = fc.subarray(documents, { minLength: 1, maxLength: 2 }).map((all) => all.join(""));
    let through = 0;
    fc.assert(
      fc.property(some, fc.array(spoilings, { minLength: 1, maxLength: 3 }), (manifest, all) => {
        if (passed(all.reduce(spoil, manifest))?.includes("kind:") === true) through += 1;
      }),
      { numRuns: runs.spoiled },
    );
    expect(through, "how many passed").to.be.greaterThan(runs.spoiled / 20);
  });

  it("is passed a second time as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(objects, styles), { maxLength: 3 }), (documents) => {
        const once = narrow(documents.map(([object, style]) => `---\n${write(object, style)}`).join(""));
        expect(once).to.have.property("manifest");
        expect(narrow("manifest" in once ? once.manifest : "")).to.deep.equal(once);
      }),
      { numRuns: runs.again },
    );
  });
});
