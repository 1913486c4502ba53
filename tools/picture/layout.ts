/** Where everything stands in the picture. */
import { boxOf, heightOf, linesOf, padding } from "./box.ts";
import type { Contents } from "./contents.ts";
import { at, lowest, shifted } from "./group.ts";
import { grid } from "./grid.ts";
import { rows } from "./rows.ts";
import { kinds, plain, right, type Box, type Drawing, type Kind, type Text } from "./shapes.ts";
import { widthOf } from "./text.ts";
import { mostDrawnWhole, sentencesOf, titleOf } from "./words.ts";

/** Around the whole picture. */
const margin = 24;
const gap = 16;
/** Room for the heading, where the boxes need less; a domain may be longer than any screen is wide. */
const mostForHeading = 1000;

/** Words of the legend. */
const meanings: Readonly<Record<Kind, string>> = {
  clients: "clients",
  entry: "entry",
  gateway: "platform gateway",
  tenant: "tenant and its gateway",
  hosts: "hosts",
  registry: "registry",
};

const ofCards =
  "Each card: owner, size and routes, the first host with the number of others, registries by type. Point at a card for all of it.";

/** Title, legend, the way of the requests. */
export function layout(contents: Contents): Drawing {
  const whole = contents.tenants.length <= mostDrawnWhole;
  const flow = whole ? rows(contents) : grid(contents);

  const legend = legendOf(kinds.filter((kind) => flow.boxes.some((box) => box.kind === kind)));
  const sentences = [...sentencesOf(contents), ...(whole ? [] : [ofCards])];
  const heading: readonly Text[] = [{ text: titleOf(contents), style: "heading" }, ...sentences.map(plain)];
  const inner = Math.max(mostRight(flow.boxes), mostRight(legend), ...heading.map(needed));
  const top = margin + heightOf(heading) + gap;
  const placedLegend = shifted({ boxes: legend, arrows: [] }, at(margin, top)).boxes;
  const body = shifted(flow, at(margin, lowest(placedLegend) + 2 * gap));
  const boxes = [...placedLegend, ...body.boxes];
  return {
    width: inner + 2 * margin,
    height: lowest(boxes) + margin,
    title: titleOf(contents),
    description: sentences.join(" "),
    lines: linesOf(heading, margin, margin, inner),
    boxes,
    arrows: body.arrows,
  };
}

const needed = ({ text, style }: Text): number => Math.min(Math.ceil(widthOf(text, style)), mostForHeading);

const mostRight = (boxes: readonly Box[]): number => Math.max(0, ...boxes.map(right));

/** A box of each kind beside each other, with what it means in it. */
const legendOf = (shown: readonly Kind[]): readonly Box[] =>
  shown.reduce<readonly Box[]>((before, kind) => {
    const text = plain(meanings[kind]);
    const width = Math.ceil(widthOf(text.text, text.style)) + 2 * padding;
    const x = before.length === 0 ? 0 : mostRight(before) + gap;
    return [...before, boxOf({ kind, x, width, texts: [text] })];
  }, []);
