/** The values of labels and selectors in a planned object, wherever they stand. */

/** Of `labels`, `matchLabels`, `matchExpressions` and `selector`, however deep. */
export function labelValues(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) => [
    ...(maps.has(key) || (key === "values" && Array.isArray(value)) ? strings(value) : []),
    ...labelValues(value),
  ]);
}

const maps = new Set(["labels", "matchLabels", "selector"]);

/** Those of a map or list; what lies deeper is another part's. */
const strings = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null
    ? Object.values(value as Record<string, unknown>).filter((each) => typeof each === "string")
    : [];
