/** What a chart says of itself. */
import { parseDocument } from "yaml";
import * as z from "zod";

const self = z.looseObject({ version: z.string() });

/** The version in a chart's Chart.yaml; empty where it names none, which is no version of anything. */
export function parseChartVersion(text: string): string {
  const document = parseDocument(text);
  return document.errors.length > 0 ? "" : (self.safeParse(document.toJS()).data?.version ?? "");
}
