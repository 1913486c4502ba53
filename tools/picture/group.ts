/** Boxes and arrows that belong together, and how groups stand to each other. */
import { bottom, middle, moved, right, type Arrow, type Box, type Point } from "./shapes.ts";

export interface Group {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** Groups below each other, from a point on, with a gap in between. */
export function below(groups: readonly Group[], from: Point, gap: number): Group {
  return groups.reduce<Group>(
    (above, group) => {
      const placed = shifted(group, at(from.x, above.boxes.length === 0 ? from.y : lowest(above.boxes) + gap));
      return { boxes: [...above.boxes, ...placed.boxes], arrows: [...above.arrows, ...placed.arrows] };
    },
    { boxes: [], arrows: [] },
  );
}

export const together = (...groups: readonly Group[]): Group => ({
  boxes: groups.flatMap(({ boxes }) => boxes),
  arrows: groups.flatMap(({ arrows }) => arrows),
});

export const at = (x: number, y: number): Point => ({ x, y });

export const lowest = (boxes: readonly Box[]): number => Math.max(0, ...boxes.map(bottom));

export const shifted = ({ boxes, arrows }: Group, by: Point): Group => ({
  boxes: moved(boxes, by),
  arrows: arrows.map((arrow) => arrow.map(({ x, y }) => at(x + by.x, y + by.y))),
});

/** From the middle of one box's right side to that of another's left side, by right angles. */
export function between(from: Box, to: Box): Arrow {
  const [start, end] = [at(right(from), middle(from)), at(to.x, middle(to))];
  const turn = (start.x + end.x) / 2;
  return start.y === end.y ? [start, end] : [start, at(turn, start.y), at(turn, end.y), end];
}
