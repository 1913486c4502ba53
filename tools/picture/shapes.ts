/** What a laid-out picture is made of. Pixels everywhere; the origin is the upper left corner. */
import type { Style } from "./text.ts";

/** What a box stands for; each kind has a colour and a line of its own. */
export const kinds = ["clients", "entry", "gateway", "tenant", "hosts", "registry"] as const;
export type Kind = (typeof kinds)[number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Rectangle {
  readonly kind: Kind;
  /** Id of the tenant it belongs to. */
  readonly tenant?: string;
  /** Whether other boxes stand in it. */
  readonly frame: boolean;
  /** Everything it stands for, unshortened, one thing a line. */
  readonly full: string;
  readonly lines: readonly Line[];
}

/** A text that fits. */
export interface Line {
  readonly text: string;
  readonly style: Style;
  /** Of the text's start, from the picture's left edge. */
  readonly x: number;
  /** Of the base line, from the picture's upper edge. */
  readonly y: number;
}

/** Straight lines through the points; its head is at the last one. */
export type Arrow = readonly Point[];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  /** Text outside of boxes. */
  readonly lines: readonly Line[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** A text of a box before it has its place. */
export interface Text {
  readonly text: string;
  readonly style: Style;
}

export const name = (text: string): Text => ({ text, style: "name" });
export const plain = (text: string): Text => ({ text, style: "plain" });

export const right = ({ x, width }: Rectangle): number => x + width;
export const bottom = ({ y, height }: Rectangle): number => y + height;
export const middle = ({ y, height }: Rectangle): number => y + height / 2;

/** The same boxes elsewhere. */
export function moved(boxes: readonly Box[], by: Point): readonly Box[] {
  return boxes.map((box) => ({
    ...box,
    x: box.x + by.x,
    y: box.y + by.y,
    lines: box.lines.map((line) => ({ ...line, x: line.x + by.x, y: line.y + by.y })),
  }));
}
