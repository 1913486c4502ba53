/** The pictures of the documentation: those of the test fleet, drawn anew whenever it changes. */
import type { Fleet } from "../../plan/index.ts";
import { contentsOf } from "./contents.ts";
import { mermaid } from "./mermaid.ts";
import { svg } from "./svg.ts";

const block = /```mermaid\n[^]*?```/;

/**
 * @param page docs/picture.md, which people write but for its one block of Mermaid
 * @throws Error when the page has no such block
 */
export function pictureExamples(
  fleet: Fleet,
  region: string,
  page: string,
): { readonly page: string; readonly svg: string } {
  if (!block.test(page))
    throw new Error("docs/picture.md has no block of Mermaid to put the picture in: add an empty one.");
  const contents = contentsOf(fleet, region);
  const drawn = `\`\`\`mermaid\n${mermaid(contents)}\`\`\``;
  return { page: page.replace(block, () => drawn), svg: svg(contents) };
}
