/** A box around lines of text. */
import type { Box, Kind, Line, Text } from "./shapes.ts";
import { fitted, printable, type Style } from "./text.ts";

/** Between the border and the text. */
export const padding = 10;

/** From one base line to the next. */
const leading: Readonly<Record<Style, number>> = { heading: 30, name: 20, plain: 17 };

/** From the lower edge of a line to its base line: what letters like g need, and some air below a heading. */
const descent: Readonly<Record<Style, number>> = { heading: 10, name: 5, plain: 5 };

interface Wanted {
  readonly kind: Kind;
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  /** At least. */
  readonly height?: number;
  readonly frame?: boolean;
  readonly tenant?: string;
  readonly texts: readonly Text[];
  /** Left out: the texts themselves tell all. */
  readonly full?: readonly string[];
}

/** A box as high as its text needs, which is cut where it is wider than the box. */
export function boxOf({ kind, x = 0, y = 0, width, height = 0, frame = false, tenant, texts, full }: Wanted): Box {
  return {
    kind,
    x,
    y,
    width,
    height: Math.max(height, heightOf(texts) + 2 * padding),
    frame,
    ...(tenant !== undefined && { tenant }),
    full: (full ?? texts.map(({ text }) => text)).map(printable).join("\n"),
    lines: linesOf(texts, x + padding, y + padding, width - 2 * padding),
  };
}

/** Texts below each other, from the upper left corner on. */
export function linesOf(texts: readonly Text[], x: number, y: number, width: number): readonly Line[] {
  return texts.map(({ text, style }, index) => ({
    text: fitted(text, width, style),
    style,
    x,
    y: y + heightOf(texts.slice(0, index + 1)) - descent[style],
  }));
}

export const heightOf = (texts: readonly Text[]): number => texts.reduce((sum, { style }) => sum + leading[style], 0);
