/** The picture as Mermaid text, which code hosts and editors draw. */
import type { Contents, TenantContents } from "./contents.ts";
import { printable } from "./text.ts";
import { besideOf, clientsOf, count, firstOf, mostDrawnWhole, sentencesOf, shortened, titleOf } from "./words.ts";

/** Of the tenants that are drawn. Mermaid itself reads 50,000 characters and 500 arrows at most, unless it is set up otherwise. */
export const mostDrawn = 200;

/** Of one tenant. */
const most = { hosts: 5, registries: 5 } as const;

/** Characters of a text; a label does not wrap. */
const longest = 60;

/** Lines of colour only where both a light and a dark ground show them; the rest is the theme's. */
const classes = [
  "classDef entry stroke:#0072b2,stroke-width:3px",
  "classDef gateway stroke:#c65500,stroke-width:3px",
  "classDef tenant stroke:#009e73,stroke-width:2px",
  "classDef registry stroke:#a64d85,stroke-dasharray:6 4",
];

/** Shapes: brackets around a label. Each kind has its own, for whoever does not see the colours. */
const shapes = {
  clients: ["([", "])"],
  entry: ["{{", "}}"],
  gateway: ["[[", "]]"],
  tenant: ["[", "]"],
  hosts: ["(", ")"],
  registry: ["[(", ")]"],
} as const;
type Shape = keyof typeof shapes;

/** A flowchart: up to 12 tenants with hosts and registries, up to 200 with their numbers, and above that only the first 200. */
export function mermaid(contents: Contents): string {
  const { tenants, gateways, entry, domain } = contents;
  const drawn = tenants.length <= mostDrawnWhole ? tenants.flatMap(whole) : few(tenants);
  const lines = [
    `accTitle: ${plainly(titleOf(contents))}`,
    `accDescr: ${plainly(sentencesOf(contents).join(" "))}`,
    ...classes,
    node("clients", "clients", ["Clients", ...clientsOf(entry.clients)]),
    node("entry", "entry", [`Entry for ${domain}`, `size ${entry.size}`, ...besideOf(entry.servers)]),
    "clients --> entry",
    ...drawn,
    ...gateways.flatMap(({ id, size, servers, exposure, clients }) => [
      node(`c_${idOf(id)}`, "clients", ["Clients", ...clientsOf(clients)]),
      node(`g_${idOf(id)}`, "gateway", [`platform gateway ${id}`, `size ${size}, ${exposure}`, ...besideOf(servers)]),
      `c_${idOf(id)} --> g_${idOf(id)}`,
    ]),
  ];
  return `flowchart LR\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function whole({ id, owner, size, servers, hosts, registries }: TenantContents): readonly string[] {
  const tenant = `t_${idOf(id)}`;
  const own = `h_${idOf(id)}`;
  const boxed = registries.map(({ name, type, places }) => [`${name}, ${type}`, firstOf(places)]);
  const shown = boxed.length <= most.registries ? boxed : boxed.slice(0, most.registries - 1);
  const rest = boxed.length - shown.length;
  const found = rest === 0 ? shown : [...shown, [`and ${rest} more`]];
  return [
    node(own, "hosts", shortened(hosts, most.hosts)),
    node(tenant, "tenant", [`tenant ${id}`, `owner ${owner}`, `size ${size}`, ...besideOf(servers)]),
    ...found.map((label, index) => node(`r${index + 1}_${idOf(id)}`, "registry", label)),
    `entry --> ${own} --> ${tenant}`,
    ...found.map((_, index) => `${tenant} --> r${index + 1}_${idOf(id)}`),
  ];
}

function few(tenants: readonly TenantContents[]): readonly string[] {
  const shown = tenants.slice(0, mostDrawn);
  const rest = tenants.length - shown.length;
  const cards = shown.flatMap(({ id, size, hosts, registries }) => {
    const numbers = [count(hosts.length, "host"), count(registries.length, "registry", "registries")];
    return [node(`t_${idOf(id)}`, "tenant", [id, `size ${size}, ${numbers.join(", ")}`]), `entry --> t_${idOf(id)}`];
  });
  return rest === 0
    ? cards
    : [...cards, node("more", "tenant", [`and ${count(rest, "more tenant")}`]), "entry --> more"];
}

/** A DNS label has no underscore, so no two ids become one; with its prefix it is no word of the language either. */
const idOf = (id: string): string => id.replaceAll("-", "_");

function node(id: string, shape: Shape, lines: readonly string[]): string {
  const [open, close] = shapes[shape];
  const coloured = shape === "clients" || shape === "hosts" ? "" : `:::${shape}`;
  return `${id}${open}"${lines.map(labelOf).join("<br/>")}"${close}${coloured}`;
}

/**
 * Whatever could be read as the language, as Markdown or as HTML becomes an entity code (`#35;` is the number sign): all but
 * letters, digits and a few signs that mean nothing anywhere.
 */
function labelOf(text: string): string {
  const characters = Array.from(printable(text));
  const cut = characters.length <= longest ? characters : [...characters.slice(0, longest - 1), "…"];
  return cut.map((each) => (/[\p{L}\p{N}\p{M} .,/…-]/u.test(each) ? each : `#${each.codePointAt(0)};`)).join("");
}

/** Titles know no entity codes; of domains and names of the schema nothing is lost. */
const plainly = (text: string): string => printable(text).replaceAll(/[^\p{L}\p{N} .,-]/gu, " ");
