import { expect } from "chai";
import fc from "fast-check";
import type { Contents } from "../../../tools/picture/contents.ts";
import { layout } from "../../../tools/picture/layout.ts";
import { bottom, right, type Drawing, type Point, type Rectangle } from "../../../tools/picture/shapes.ts";
import { fontSize, widthOf } from "../../../tools/picture/text.ts";
import { anyContents, benchContents, prodContents, testContents } from "./fleets.ts";

const apart = (a: Rectangle, b: Rectangle): boolean =>
  right(a) <= b.x || right(b) <= a.x || bottom(a) <= b.y || bottom(b) <= a.y;
const within = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer);

/** Without touching its border. */
const inside = (inner: Rectangle, { x, y, width, height }: Rectangle): boolean =>
  within(inner, { x: x + 1, y: y + 1, width: width - 2, height: height - 2 });

/** Boxes that neither stand apart nor one in the other's frame. */
const overlaps = ({ boxes }: Drawing): readonly string[] =>
  boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) => !apart(box, other) && !(box.frame && inside(other, box)) && !(other.frame && inside(box, other)),
      )
      .map((other) => `${box.full} and ${other.full}`),
  );

/** Texts that leave their box, by the estimate of their width, and boxes that leave the picture. */
function strayed({ boxes, lines, width, height }: Drawing): readonly string[] {
  const page = { x: 0, y: 0, width, height };
  const texts = [{ outer: page, lines }, ...boxes.map((box) => ({ outer: box, lines: box.lines }))].flatMap((each) =>
    each.lines
      .filter(({ text, style, x, y }) => {
        const taken = { x, y: y - fontSize[style], width: widthOf(text, style), height: fontSize[style] };
        return !within(taken, each.outer);
      })
      .map(({ text }) => text),
  );
  return [...texts, ...boxes.filter((box) => !within(box, page)).map(({ full }) => full)];
}

/** What is wrong with the arrows: lines that are neither level nor upright, and lines through a box. */
const tangled = ({ arrows, boxes }: Drawing): readonly string[] =>
  arrows
    .flatMap((arrow) => arrow.slice(1).map((end, index) => ({ start: arrow[index] ?? end, end })))
    .flatMap(({ start, end }) => [
      ...(start.x === end.x || start.y === end.y ? [] : ["aslant"]),
      ...boxes.filter((box) => !box.frame && cuts(start, end, box)).map(({ full }) => `through ${full}`),
    ]);

const faults = (drawing: Drawing) => ({
  overlaps: overlaps(drawing),
  strayed: strayed(drawing),
  tangled: tangled(drawing),
});
const none = { overlaps: [], strayed: [], tangled: [] };

const cuts = (a: Point, b: Point, { x, y, width, height }: Rectangle): boolean =>
  Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;

const ends = ({ arrows, boxes }: Drawing, from: string, to: string) =>
  arrows.filter((arrow) => {
    const [start, end] = [arrow[0], arrow.at(-1)];
    const touches = (
      kind: string,
      x: number | undefined,
      y: number | undefined,
      side: "x" | "right" | "y" | "bottom",
    ) =>
      boxes.some((box) => {
        const edges = { x: box.x, right: right(box), y: box.y, bottom: bottom(box) };
        const onLevel = side === "x" || side === "right";
        const inside = onLevel
          ? y !== undefined && y >= box.y && y <= bottom(box)
          : x !== undefined && x >= box.x && x <= right(box);
        return box.kind === kind && edges[side] === (onLevel ? x : y) && inside;
      });
    const level = touches(from, start?.x, start?.y, "right") && touches(to, end?.x, end?.y, "x");
    return level || (touches(from, start?.x, start?.y, "bottom") && touches(to, end?.x, end?.y, "y"));
  }).length;

const kindsOf = ({ boxes }: Drawing): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(boxes.map(({ kind }) => kind))].map((kind) => [kind, boxes.filter((box) => box.kind === kind).length]),
  );

describe("the layout of a picture", () => {
  const examples: Readonly<Record<string, () => Contents>> = {
    "the test fleet": testContents,
    "the prod fleet": prodContents,
    "a hundred tenants": () => benchContents(100),
  };
  for (const [title, contents] of Object.entries(examples)) {
    it(`lets nothing overlap, no text leave its box and no arrow cross one: ${title}`, () => {
      expect(faults(layout(contents()))).to.deep.equal(none);
    });
  }

  it("does so for any fleet", () => {
    const holds = fc.property(anyContents, (contents) => {
      expect(faults(layout(contents))).to.deep.equal(none);
    });
    fc.assert(holds, { numRuns: 60 });
  });

  it("draws every host list, tenant and registry of few tenants, and the way between them", () => {
    const drawing = layout(testContents());
    // One of each kind is the legend's.
    expect(kindsOf(drawing)).to.deep.equal({ clients: 5, entry: 2, gateway: 4, tenant: 4, hosts: 4, registry: 12 });
    expect(ends(drawing, "clients", "entry")).to.equal(1);
    expect(ends(drawing, "clients", "gateway")).to.equal(3);
    expect(ends(drawing, "hosts", "tenant")).to.equal(3);
    expect(ends(drawing, "tenant", "registry")).to.equal(11);
    expect(drawing.arrows).to.have.lengthOf(18);
  });

  it("draws a card for each of many tenants, and one way from the entry to all", () => {
    const drawing = layout(benchContents(100));
    expect(kindsOf(drawing)).to.deep.equal({ clients: 2, entry: 2, tenant: 102 });
    expect(ends(drawing, "entry", "tenant")).to.equal(1);
    const card = drawing.boxes.find(({ tenant }) => tenant === "t0042");
    expect(card?.lines.map(({ text }) => text)).to.deep.equal([
      "t0042",
      "t0042@example.com",
      "size xs · 1 route",
      "*.t0042.bench.example.com",
      "1 registry: static",
    ]);
  });

  it("gives servers a line of the box of whoever has them, and on a card their number", () => {
    const linesOf = ({ boxes }: Drawing) =>
      boxes.map(({ lines, full }) => ({ texts: lines.map(({ text }) => text), full }));
    const rows = linesOf(layout(testContents()));
    const told = (first: string) => rows.find(({ texts }) => texts[0] === first)?.texts;
    expect(told("Entry")).to.include("with page server");
    for (const id of ["internal", "initech"]) expect(told(id)?.join("\n"), id).to.include("with plugin server, Redis");
    for (const id of ["edge", "acme"]) expect(told(id)?.join(), id).to.not.include("with ");

    const many = benchContents(100);
    const tenants = many.tenants.map((tenant) =>
      tenant.id === "t0042" ? { ...tenant, servers: ["plugin server", "Redis"] } : tenant,
    );
    const cards = linesOf(layout({ ...many, tenants }));
    const card = cards.find(({ texts }) => texts[0] === "t0042");
    expect(card?.texts).to.include("size xs · 1 route · 2 servers");
    expect(card?.full).to.include("with plugin server, Redis");
    expect(layout({ ...many, tenants }).height).to.equal(layout(many).height);
  });

  it("goes from rows to cards above twelve tenants", () => {
    const registries = (tenants: number) => kindsOf(layout(benchContents(tenants))).registry;
    expect(registries(12)).to.equal(13);
    expect(registries(13)).to.equal(undefined);
  });

  it("fits a hundred tenants into a screen's width", () => {
    expect(layout(benchContents(100)).width).to.be.below(1500);
  });

  it("tells in full what it shortens", () => {
    const places = ["192.0.2.1:80", "192.0.2.2:80"];
    const contents = testContents();
    const [first] = contents.tenants;
    if (first === undefined) throw new Error("the test fleet has no tenant");
    const hosts = Array.from({ length: 9 }, (_, index) => `h${index}.example.com`);
    const registries = Array.from({ length: 8 }, (_, index) => ({ name: `r${index}`, type: "static", places }));
    const drawing = layout({ ...contents, tenants: [{ ...first, hosts, registries }] });
    const [, listed] = drawing.boxes.filter(({ kind }) => kind === "hosts");
    expect(listed?.lines.map(({ text }) => text)).to.deep.equal([...hosts.slice(0, 5), "and 4 more"]);
    expect(listed?.full).to.equal(hosts.join("\n"));
    const last = drawing.boxes.findLast(({ kind }) => kind === "registry");
    expect(last?.lines.map(({ text }) => text)).to.deep.equal(["and 3 more"]);
    expect(last?.full.split("\n")).to.deep.equal(
      ["r5", "r6", "r7"].map((name) => `registry ${name}: static at 192.0.2.1:80, 192.0.2.2:80`),
    );
  });
});
