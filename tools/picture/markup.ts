/**
 * Markup of which every part is an element: a text that is handed in can only become text, since nothing but `element` and `fixed`
 * makes markup, and both escape or are ours.
 */
import { printable } from "./text.ts";

export interface Markup {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that means itself between tags and in quoted attributes, in XML and HTML alike. */
const escaped = (text: string): string =>
  // Line ends are ours, of tooltips; in what people write the schema allows none.
  text
    .split("\n")
    .map((line) => printable(line).replaceAll(/[&<>"']/g, (character) => entities[character] ?? ""))
    .join("\n");

/**
 * @param tag and attributes' names are ours; values are escaped
 * @param children strings are escaped
 */
export function element(tag: string, attributes: Attributes, ...children: readonly (string | Markup)[]): Markup {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = children.map((child) => (typeof child === "string" ? escaped(child) : child.markup)).join("");
  return { markup: `<${tag}${pairs.join("")}>${inner}</${tag}>` };
}

/** A style sheet or script of this project. Never for what a fleet file says. */
export const fixed = (tag: "style" | "script", text: string): Markup => ({ markup: `<${tag}>${text}</${tag}>` });

/** Each on a line of its own, so that a change of the fleet is a readable change of the file. */
export const lined = (parts: readonly Markup[]): Markup => ({
  markup: parts.map(({ markup }) => `\n${markup}`).join("") + "\n",
});
