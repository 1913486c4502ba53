/**
 * Colours and lines, as a style sheet inside the picture. The hues are those of Okabe and Ito, which people with any colour
 * blindness tell apart, darker or lighter until they stand out from the ground; the lines differ as well, for prints in grey.
 */
import { fontSize } from "./text.ts";
import type { Kind } from "./shapes.ts";

export interface Colours {
  readonly ground: string;
  /** Inside of boxes. */
  readonly surface: string;
  readonly text: string;
  /** Texts of less weight. */
  readonly muted: string;
  readonly kinds: Readonly<Record<Kind, string>>;
}

export const light: Colours = {
  ground: "#ffffff",
  surface: "#f6f8fa",
  text: "#1f2328",
  muted: "#59636e",
  kinds: {
    clients: "#59636e",
    entry: "#0072b2",
    gateway: "#c65500",
    tenant: "#007a5a",
    hosts: "#8c6d00",
    registry: "#a64d85",
  },
};

export const dark: Colours = {
  ground: "#0d1117",
  surface: "#161b22",
  text: "#f0f6fc",
  muted: "#9198a1",
  kinds: {
    clients: "#9198a1",
    entry: "#56b4e9",
    gateway: "#e8834a",
    tenant: "#2bb58a",
    hosts: "#d9b310",
    registry: "#cc79a7",
  },
};

/** Line of each kind's border. */
const borders: Readonly<Record<Kind, string>> = {
  clients: "stroke-width:1.5;stroke-dasharray:2 3",
  entry: "stroke-width:3",
  gateway: "stroke-width:3;stroke-dasharray:14 3",
  tenant: "stroke-width:1.5",
  hosts: "stroke-width:1",
  registry: "stroke-width:1.5;stroke-dasharray:6 4",
};

/** No custom properties: not every program that shows SVG knows them. */
const colouring = ({ ground, surface, text, muted, kinds }: Colours): string =>
  [
    `.picture .ground{fill:${ground}}`,
    `.picture .shape{fill:${surface}}`,
    `.picture .frame>.shape{fill:${ground}}`,
    `.picture text{fill:${text}}`,
    `.picture text.plain{fill:${muted}}`,
    `.picture .arrow{stroke:${muted}}`,
    `.picture .head{fill:${muted}}`,
    ...Object.entries(kinds).map(([kind, colour]) => `.picture .${kind}>.shape{stroke:${colour}}`),
  ].join("\n");

export const fontFamily = 'system-ui,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",Verdana,sans-serif';

export const styleSheet = [
  `.picture text{font-family:${fontFamily}}`,
  `.picture text.heading{font-size:${fontSize.heading}px;font-weight:bold}`,
  `.picture text.name{font-size:${fontSize.name}px;font-weight:bold}`,
  `.picture text.plain{font-size:${fontSize.plain}px}`,
  ".picture .arrow{fill:none;stroke-width:1.5}",
  ...Object.entries(borders).map(([kind, border]) => `.picture .${kind}>.shape{${border}}`),
  colouring(light),
  `@media(prefers-color-scheme:dark){\n${colouring(dark)}\n}`,
].join("\n");
