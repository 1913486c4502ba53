/** Words by which people tell environments apart, in hosts and names. */

/** Names of environments, each with further words that stand for it. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** Where nobody says otherwise. */
export const environments: Vocabulary = {
  dev: ["development"],
  test: ["testing", "qa"],
  staging: ["stage", "stg", "uat", "preprod"],
  prod: ["production", "prd"],
};

/**
 * Finds the first word in a host or name that stands for another environment.
 * @param own name of the environment at hand: what it, or the group it is in, is called is no other's
 * @param ids names of tenants and gateways; an environment's word in one of them is part of that name
 */
export function foreignWord(
  own: string,
  vocabulary: Vocabulary,
  ids: readonly string[],
): (name: string) => string | undefined {
  const others = otherWords(own, vocabulary);
  const misleading = ids.filter((id) => words(id).some((word) => others.has(word)));
  return (name) => {
    const labels = name.toLowerCase().split(".");
    // The last label of a host is not its owner's choice: `.test` is one, and `.dev`.
    const chosen = labels.length > 1 ? labels.slice(0, -1) : labels;
    return chosen.flatMap((label) => words(without(label, misleading))).find((word) => others.has(word));
  };
}

function otherWords(own: string, vocabulary: Vocabulary): ReadonlySet<string> {
  const groups = Object.entries(vocabulary).map(([environment, more]) => [environment, ...more]);
  const isOwn = (group: readonly string[]): boolean => words(own.toLowerCase()).some((word) => group.includes(word));
  const known = new Set(groups.filter(isOwn).flat());
  return new Set(groups.flat().filter((word) => !known.has(word)));
}

const words = (label: string): readonly string[] => label.split(/[^a-z0-9]+/);

/** `load-test-tls` without `load-test`: whole words only. */
const without = (label: string, ids: readonly string[]): string =>
  ids.reduce((left, id) => `-${left}-`.replaceAll(`-${id}-`, "-"), label);
