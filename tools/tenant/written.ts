/** A tenant's settings as YAML, in the manner of the files that people write. */
import { Document, isSeq } from "yaml";
import type { Settings } from "./request.ts";

/** Quoted is what would be read as something else without, by readers of YAML 1.1 too, and nothing more. */
export function tenantYaml(settings: Settings): string {
  const document = new Document(settings, { version: "1.2", schema: "core", compat: "yaml-1.1" });
  inOneLine(document, ["regions"]);
  for (const at of settings.certificates?.keys() ?? []) inOneLine(document, ["certificates", at, "names"]);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The same as an item of a list, as deep as lists below a top-level key are indented. */
export function tenantItem(settings: Settings): string {
  const [first = "", ...rest] = tenantYaml(settings).trimEnd().split("\n");
  return [`  - ${first}`, ...rest.map((line) => `    ${line}`)].join("\n");
}

function inOneLine(document: Document, path: readonly (string | number)[]): void {
  const node = document.getIn(path, true);
  if (isSeq(node)) node.flow = true;
}
