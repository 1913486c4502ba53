/** Reads markup strictly, as a stranger: what it does not know as well-formed is an error. */

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const open = /<([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)>/y;
const close = /<\/([a-z]+)>/y;
const words = /[^<]+/y;
const attribute = / ([a-zA-Z-]+)="([^"]*)"/g;
/** What the XML recommendation (2.2) does not count among characters. */
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

interface Unfinished extends Element {
  readonly children: (Element | string)[];
}

/** @throws Error when a tag is not closed, an ampersand stands for nothing, or a character is none of XML's */
export function read(markup: string): Element {
  const illegal = notXml.exec(markup);
  if (illegal !== null) throw new Error(`illegal character at ${illegal.index}`);
  const root: Unfinished = { tag: "", attributes: {}, children: [] };
  const stack = [root];
  let at = 0;
  const next = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(markup);
    if (found !== null) at = form.lastIndex;
    return found;
  };
  while (at < markup.length) {
    const top = stack.at(-1) ?? root;
    const text = next(words)?.[0];
    if (text !== undefined) {
      top.children.push(decoded(text));
      continue;
    }
    const closed = next(close)?.[1];
    if (closed !== undefined) {
      if (stack.pop()?.tag !== closed) throw new Error(`</${closed}> at ${at} closes another element`);
      continue;
    }
    const opened = next(open);
    if (opened === null) throw new Error(`no tag at ${at}: ${markup.slice(at, at + 60)}`);
    const [, tag = "", rest = ""] = opened;
    const attributes = Object.fromEntries(
      [...rest.matchAll(attribute)].map(([, key = "", value = ""]) => [key, decoded(value)]),
    );
    const element: Unfinished = { tag, attributes, children: [] };
    top.children.push(element);
    stack.push(element);
  }
  if (stack.length !== 1) throw new Error(`<${stack.at(-1)?.tag ?? ""}> is not closed`);
  const [element] = root.children.filter((child): child is Element => typeof child !== "string");
  if (element === undefined) throw new Error("there is no element");
  return element;
}

const characters: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

const decoded = (text: string): string =>
  text.replaceAll(/&[^;]*;?/g, (entity) => {
    const character = characters[entity];
    if (character === undefined) throw new Error(`${entity} stands for nothing`);
    return character;
  });

/** The element and all below it. */
export const all = (element: Element): readonly Element[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === "string" ? [] : all(child))),
];

export const textOf = (element: Element): string =>
  element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
