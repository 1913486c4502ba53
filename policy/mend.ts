/** Mends a resource as far as a rule can tell without doubt, and leaves everything else as it is. */
import type { Facts } from "./facts.ts";
import { isRecord } from "./model/shape.ts";
import type { Given, Resource, ResourceRule } from "./rule.ts";
import type { Run } from "./run.ts";
import { unwaived } from "./waivers.ts";

/** One place that becomes another value; without a value it is taken away. */
export interface Change {
  readonly path: readonly string[];
  readonly value?: unknown;
}

/**
 * What to change. Nothing in a protected environment, where people are to see what is wrong; nothing where the rule finds
 * nothing that is not waived; and nothing where a value cannot be known, or the rule breaks: its verdict will say so.
 */
export function mend(rule: ResourceRule, resource: Resource, facts: Facts, given: Given, run: Run): readonly Change[] {
  if (facts.protect) return [];
  try {
    const found = unwaived(rule, rule.check(resource, facts, given) ?? [], () => resource, facts, run);
    const after = found.length === 0 ? undefined : rule.remediate?.(resource, facts, given);
    return after === undefined ? [] : changes(resource.props, after, []);
  } catch {
    return [];
  }
}

/** Parts that are the very same are not looked into, so unknown values and secrets in them stay what they are. */
function changes(before: unknown, after: unknown, path: readonly string[]): readonly Change[] {
  if (before === after) return [];
  if (!isTree(before) || !isTree(after) || !isSameShape(before, after)) return [{ path, value: after }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const at = [...path, key];
    if (!Object.hasOwn(after, key)) return [{ path: at }];
    return Object.hasOwn(before, key) ? changes(before[key], after[key], at) : [{ path: at, value: after[key] }];
  });
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => isRecord(value) || Array.isArray(value);

/** Items of a list have no names: with one more or less, nobody can tell which is which. */
const isSameShape = (before: Tree, after: Tree): boolean =>
  Array.isArray(before) ? Array.isArray(after) && before.length === after.length : !Array.isArray(after);

/**
 * Writes the changes into the SDK's own properties, the way it wants them: its proxy keeps secret what was secret, which
 * a copy would not be any more.
 */
export function apply(props: Record<string, unknown>, all: readonly Change[]): Record<string, unknown> {
  for (const { path, ...change } of all) {
    const tree = path.slice(0, -1).reduce<object>((part, key) => Reflect.get(part, key) as object, props);
    const key = path.at(-1) ?? "";
    if ("value" in change) Reflect.set(tree, key, change.value);
    else Reflect.deleteProperty(tree, key);
  }
  return props;
}
