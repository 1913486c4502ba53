/** Characters in a regular expression, alone and in sets, and what RE2 makes of them. */

/** One that is escaped, or that stands for several: `\d`. */
export const escapeForm = String.raw`\\(?:[dDsSwWaftnrv]|x[0-9A-Fa-f]{2}|[!-/:-@[-^\x60{-~])`;
const item = String.raw`(?:\[:\^?(?:al(?:num|pha)|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]|${escapeForm}|[^\\[\]-])`;

/** A set: `[^/]`, `[[:alpha:]_]`. It may name nothing: what it names, `stepsOfSet` reads. */
export const setForm = String.raw`\[\^?-?(?:${item}(?:-${item})?)*-?\]`;

/**
 * How many instructions RE2 makes of one at most, in UTF-8.
 * @param folds whether letters may stand for others: that adds some outside ASCII, or takes them away
 */
export function stepsOf(character: string, folds: boolean): number {
  if (/^(?:\.|\\[DSW]|\[:\^)/.test(character)) return folds ? 28 : 12;
  if (/^(?:\\x|[^ -~])/.test(character)) return 16;
  return /^(?:\\[dsw]|\[:)/.test(character) ? 8 : folds && /^[ks]$/i.test(character) ? 4 : 1;
}

/** The same of a set, or what is wrong with it: it names something, and ranges go upwards, between single characters. */
export function stepsOfSet(text: string, folds: boolean): number | string {
  if (/^\[\^?\]$/.test(text)) return `has ${JSON.stringify(text)}, which names no character`;
  let steps = 0;
  for (const [range, from = "", to] of text.slice(1, -1).matchAll(new RegExp(`(${item})(?:-(${item}))?`, "g"))) {
    steps += Math.max(stepsOf(from, folds), to === undefined ? 0 : stepsOf(to, folds));
    if (to === undefined) continue;
    const [low, high] = [codeOf(from), codeOf(to)];
    if (low === undefined || high === undefined || low > high) return `has ${JSON.stringify(range)}, which is no range`;
  }
  return text.startsWith("[^") ? (folds ? 28 : 12) + 2 * steps : (folds ? 6 : 0) + steps;
}

function codeOf(character: string): number | undefined {
  if (character.length === 1) return character.charCodeAt(0);
  const [, code, sign] = /^\\(?:x(..)|([^A-Za-z]))$/.exec(character) ?? [];
  return code === undefined ? sign?.charCodeAt(0) : Number.parseInt(code, 16);
}
