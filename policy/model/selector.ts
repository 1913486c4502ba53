/** Label selectors (kubernetes.io/docs/concepts/overview/working-with-objects/labels). */
import { list, record, text } from "./shape.ts";

type Labels = Readonly<Record<string, unknown>>;

/** Whether it selects everything: no requirement at all. */
export function isEmptySelector(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  return Object.keys(record(matchLabels)).length === 0 && list(matchExpressions).length === 0;
}

export function selects(selector: unknown, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  return (
    Object.entries(record(matchLabels)).every(([key, value]) => labels[key] === value) &&
    list(matchExpressions).every((expression) => meets(record(expression), labels))
  );
}

/** An operator that Kubernetes does not know selects nothing: the API server refuses it. */
function meets({ key, operator, values }: Labels, labels: Labels): boolean {
  const value = labels[text(key) ?? ""];
  switch (operator) {
    case "In":
      return value !== undefined && list(values).includes(value);
    case "NotIn":
      return value === undefined || !list(values).includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** Labels that whatever it selects has for certain. */
export function demandedLabels(selector: unknown): Labels {
  const { matchLabels, matchExpressions } = record(selector);
  const expressions = list(matchExpressions).map(record);
  const single = expressions.filter(({ operator, values }) => operator === "In" && list(values).length === 1);
  return {
    ...Object.fromEntries(single.map(({ key, values }) => [text(key) ?? "", list(values)[0]])),
    ...record(matchLabels),
  };
}

/** The label every namespace carries and that nobody but the API server sets. */
export const namespaceName = "kubernetes.io/metadata.name";

/** Names of the namespaces that a namespaceSelector lists by name; undefined when it may select others. */
export function namedNamespaces(selector: unknown): readonly string[] | undefined {
  const { matchLabels, matchExpressions } = record(selector);
  const label = text(record(matchLabels)[namespaceName]);
  if (label !== undefined) return [label];
  const named = list(matchExpressions)
    .map(record)
    .find(({ key, operator }) => key === namespaceName && operator === "In");
  return named && list(named.values).map((name) => text(name) ?? "");
}
