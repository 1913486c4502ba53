/** Paths of properties as Pulumi writes them in `ignoreChanges`: `spec.rules[0].host`, `metadata.labels["a.b/c"]`, `spec.*`. */

/** Keys and indexes from the outermost one; `*` stands for any. */
export type Steps = readonly string[];

const step = /^(?:\.?([^.[\]"*]+)|\.?(\*)|\[(\d+|\*)\]|\.?\["((?:[^"\\]|\\.)*)"\])/;

/** Undefined for what is no path. */
export function stepsOf(path: string): Steps | undefined {
  const steps: string[] = [];
  let rest = path;
  while (rest !== "") {
    const found = step.exec(rest);
    // A path begins with a key, not with a dot.
    if (found === null || (steps.length === 0 && rest.startsWith("."))) return undefined;
    const [all, plain, any, index, quoted] = found;
    steps.push(plain ?? any ?? index ?? quoted?.replace(/\\(.)/g, "$1") ?? "");
    rest = rest.slice(all.length);
  }
  return steps.length === 0 ? undefined : steps;
}

/** Whether the second path is the first or lies below it. */
export const isBelow = (outer: Steps, inner: Steps): boolean =>
  outer.length <= inner.length && outer.every((step, at) => meets(step, inner[at]));

/** Whether one of the two lies below the other: what happens to one happens to the other, or to part of it. */
export const overlap = (one: Steps, other: Steps): boolean => isBelow(one, other) || isBelow(other, one);

const meets = (step: string, other: string | undefined): boolean => step === other || step === "*" || other === "*";
