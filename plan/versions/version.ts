/** Versions of charts, which Helm takes as semantic versions. */

const form = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

export const isVersion = (text: string): boolean => form.test(text);

/**
 * Below 0 when `a` comes before `b`, above 0 when after; by semver.org 2.0.0, so build metadata does not count.
 * @throws Error when one is no version
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreviews(left.preview, right.preview);
}

function parts(text: string): { readonly numbers: readonly number[]; readonly preview: readonly string[] } {
  const [, major, minor, patch, preview] = form.exec(text) ?? [];
  if (major === undefined) throw new Error(`${JSON.stringify(text)} is no version: all three numbers, as in "2.2.4".`);
  return { numbers: [major, minor, patch].map(Number), preview: preview?.split(".") ?? [] };
}

/** A version without a preview is the finished one. */
function comparePreviews(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one !== other) return compareIdentifiers(one, other);
  }
  return left.length - right.length;
}

function compareIdentifiers(one: string, other: string): number {
  const [left, right] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (left && right) return Number(one) - Number(other);
  if (left !== right) return left ? -1 : 1;
  return one < other ? -1 : 1;
}
