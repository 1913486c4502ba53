/** Text in boxes: what may be shown, and how much of it fits. */

/** Font sizes in pixels. */
export const fontSize = { heading: 20, name: 14, plain: 12 } as const;
export type Style = keyof typeof fontSize;

/**
 * Characters that XML does not allow, that no font shows, or that turn the direction of what stands beside them (the last could
 * make one tenant's text read as another's).
 */
const unprintable = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** The text with each such character replaced by the sign for it, U+FFFD. */
export const printable = (text: string): string => text.replaceAll(unprintable, "\ufffd");

/**
 * Pixels that a text takes at most, by the advance widths of DejaVu Sans and Verdana, the widest of the fonts in the style
 * sheet; any other is narrower. Above ASCII: the widest letter of the alphabets, and from U+2000 on that of emoji.
 */
export function widthOf(text: string, style: Style): number {
  const ems = Array.from(text).reduce((sum, character) => sum + emsOf(character), 0);
  return ems * fontSize[style] * (style === "plain" ? 1 : boldness);
}

/** How much wider bold letters are. */
const boldness = 1.13;

function emsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2000) return 1.4;
  if (code >= 0x80) return 1.15;
  if (/[il.,:;'|j ]/.test(character)) return 0.36;
  if (/[-!ftrI()[\]/\\"]/.test(character)) return 0.47;
  if (/[mwMW@%]/.test(character)) return 1.08;
  if (/[A-Z#+=<>~^&_]/.test(character)) return 0.86;
  return 0.64;
}

const ellipsis = "…";

/**
 * As much of the text as fits into a width in pixels, with an ellipsis for the rest: a name loses its middle, since names of one
 * fleet often begin alike, and any other text its end.
 */
export function fitted(text: string, width: number, style: Style): string {
  const whole = printable(text);
  if (widthOf(whole, style) <= width) return whole;
  const characters = Array.from(whole);
  const cut = (kept: number): string => {
    const tail = style === "name" ? Math.floor(kept / 2) : 0;
    const head = characters.slice(0, kept - tail).join("");
    return head.trimEnd() + ellipsis + characters.slice(characters.length - tail).join("");
  };
  const fitting = characters.map((_, index) => cut(index)).findLast((each) => widthOf(each, style) <= width);
  return fitting ?? ellipsis;
}
