/** The picture as SVG: one file, nothing fetched, no script. */
import type { Contents } from "./contents.ts";
import { layout } from "./layout.ts";
import { element, fixed, lined, type Markup } from "./markup.ts";
import type { Arrow, Box, Drawing, Line } from "./shapes.ts";
import { styleSheet } from "./style.ts";

/** A file of its own. */
export const svg = (contents: Contents): string =>
  `${drawingMarkup(layout(contents), [fixed("style", styleSheet)]).markup}\n`;

/** The element, to be a file or to stand in a page. Not `role="img"`, which would hide its texts from screen readers. */
export function drawingMarkup({ width, height, ...drawing }: Drawing, before: readonly Markup[]): Markup {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "picture",
      role: "graphics-document document",
      "aria-labelledby": "picture-title",
      "aria-describedby": "picture-description",
    },
    lined([
      element("title", { id: "picture-title" }, drawing.title),
      element("desc", { id: "picture-description" }, drawing.description),
      ...before,
      element("rect", { class: "ground", width, height }),
      ...drawing.lines.map((line) => lineMarkup(line, 0, 0)),
      ...drawing.boxes.filter(({ frame }) => frame).map(boxMarkup),
      ...drawing.arrows.flatMap(arrowMarkup),
      ...drawing.boxes.filter(({ frame }) => !frame).map(boxMarkup),
    ]),
  );
}

/** Its texts are in an element of their own, which cuts off what a font without these letters might make too wide or high. */
function boxMarkup({ kind, tenant, frame, full, x, y, width, height, lines }: Box): Markup {
  const place = { x, y, width, height };
  const attributes = {
    class: frame ? `frame ${kind}` : kind,
    ...(tenant !== undefined && { "data-tenant": tenant }),
  };
  return element(
    "g",
    attributes,
    element("title", {}, full),
    element("rect", { class: "shape", ...place, rx: kind === "hosts" ? 0 : 6 }),
    element("svg", place, ...lines.map((line) => lineMarkup(line, x, y))),
  );
}

const lineMarkup = ({ text, style, x, y }: Line, left: number, top: number): Markup =>
  element("text", { class: style, x: x - left, y: y - top }, text);

/** Half the width of an arrow's head, and its length. */
const head = { half: 4, length: 9 } as const;

function arrowMarkup(arrow: Arrow): readonly Markup[] {
  const [before, tip] = arrow.slice(-2);
  if (before === undefined || tip === undefined) return [];
  const down = before.x === tip.x;
  const base = down ? { x: tip.x, y: tip.y - head.length } : { x: tip.x - head.length, y: tip.y };
  const sides = down
    ? [`${base.x - head.half},${base.y}`, `${base.x + head.half},${base.y}`]
    : [`${base.x},${base.y - head.half}`, `${base.x},${base.y + head.half}`];
  const points = [...arrow.slice(0, -1), base].map(({ x, y }) => `${x},${y}`).join(" ");
  return [
    element("polyline", { class: "arrow", points }),
    element("polygon", { class: "head", points: [`${tip.x},${tip.y}`, ...sides].join(" ") }),
  ];
}
