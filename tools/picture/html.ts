/** The picture as a page: the drawing, and below it a table that shortens nothing. One file, nothing fetched. */
import { createHash } from "node:crypto";
import type { Contents, TenantContents } from "./contents.ts";
import { layout } from "./layout.ts";
import { element, fixed, lined, type Markup } from "./markup.ts";
import { dark, fontFamily, light, styleSheet, type Colours } from "./style.ts";
import { drawingMarkup } from "./svg.ts";
import { besideOf, count } from "./words.ts";

const colouring = ({ ground, text, muted }: Colours): string =>
  `html{background:${ground};color:${text}}\ninput{border:1px solid ${muted}}\nth,td{border-bottom:1px solid ${muted}}`;

const pageStyle = [
  `html{color-scheme:light dark;font-family:${fontFamily};font-size:14px}`,
  "body{margin:0 24px 24px;background:inherit}",
  ".drawing{overflow-x:auto;margin:0 -24px}",
  "form{position:sticky;top:0;padding:8px 0;background:inherit}",
  "input{font:inherit;width:20em;padding:4px 8px;margin:0 8px;background:inherit;color:inherit}",
  "table{border-collapse:collapse}",
  "th,td{padding:6px 16px 6px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}",
  "ul{margin:0;padding:0;list-style:none}",
  ".other{opacity:.15}",
  colouring(light),
  `@media(prefers-color-scheme:dark){\n${colouring(dark)}\n}`,
].join("\n");

/** Hides rows that do not contain the text, and fades the boxes of their tenants. It reads text and sets flags, no more. */
const filter = `
const input = document.querySelector("input");
const rows = [...document.querySelectorAll("tbody tr")];
const boxes = [...document.querySelectorAll("g[data-tenant]")];
function show() {
  const wanted = input.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  const found = new Set(rows.filter((row) => !row.hidden).map((row) => row.dataset.tenant));
  for (const box of boxes) box.classList.toggle("other", !found.has(box.dataset.tenant));
  document.querySelector("output").textContent = found.size + " of " + rows.length;
}
input.addEventListener("input", show);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
document.querySelector("form").hidden = false;
show();
`;

/** The page runs this script and no other, whatever its text should turn out to be. */
const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash("sha256").update(filter).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

export function html(contents: Contents): string {
  const drawing = layout(contents);
  const head = lined([
    { markup: '<meta charset="utf-8">' },
    { markup: `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">` },
    { markup: '<meta name="viewport" content="width=device-width">' },
    element("title", {}, drawing.title),
    fixed("style", `${styleSheet}\n${pageStyle}`),
  ]);
  const body = lined([
    element("div", { class: "drawing" }, drawingMarkup(drawing, [])),
    ...(contents.tenants.length === 0 ? [] : tenantsMarkup(contents.tenants)),
  ]);
  const page = element("html", { lang: "en" }, lined([element("head", {}, head), element("body", {}, body)]));
  return `<!doctype html>\n${page.markup}\n`;
}

/** The filter is hidden until its script runs. */
function tenantsMarkup(tenants: readonly TenantContents[]): readonly Markup[] {
  const label = element("label", {}, "Tenants with the text", element("input", { type: "search" }));
  return [
    element("form", { hidden: "" }, label, element("output", {}, "")),
    element(
      "table",
      {},
      lined([
        element("caption", {}, count(tenants.length, "tenant")),
        element(
          "thead",
          {},
          element("tr", {}, ...["Tenant", "Owner", "Runs as", "Hosts", "Registries"].map(columnHead)),
        ),
        element("tbody", {}, lined(tenants.map(rowOf))),
      ]),
    ),
    fixed("script", filter),
  ];
}

const columnHead = (text: string): Markup => element("th", { scope: "col" }, text);

const rowOf = ({ id, owner, namespace, size, servers, routes, hosts, registries }: TenantContents): Markup =>
  element(
    "tr",
    { "data-tenant": id },
    element("th", { scope: "row" }, id),
    element("td", {}, owner),
    element("td", {}, [`${namespace}, size ${size}, ${count(routes, "route")}`, ...besideOf(servers)].join(", ")),
    element("td", {}, list(hosts)),
    element("td", {}, list(registries.map(({ name, type, places }) => `${name}: ${type} at ${places.join(", ")}`))),
  );

const list = (items: readonly string[]): Markup => element("ul", {}, ...items.map((item) => element("li", {}, item)));
