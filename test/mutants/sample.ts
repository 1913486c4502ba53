/** Picks a part of many mutants, the same for the same seed. */
import type { Mutant, Operator } from "./mutant.ts";

/** At most so many of each operator, so that none is left out. */
export function sampled<O extends Operator>(
  mutants: readonly Mutant<O>[],
  most: number,
  seed: number,
): readonly Mutant<O>[] {
  if (most === Infinity) return mutants;
  const byOperator = Map.groupBy(mutants, ({ operator }) => operator);
  const kept = [...byOperator.values()].flatMap((several) =>
    several.toSorted((a, b) => rank(a.name, seed) - rank(b.name, seed)).slice(0, most),
  );
  const wanted = new Set(kept);
  return mutants.filter((mutant) => wanted.has(mutant));
}

/** FNV-1a over the seed and the name: where the mutant stands in the order of that seed. */
function rank(name: string, seed: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${name}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
