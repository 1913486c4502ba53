/**
 * Every Ingress that a route becomes: its own, and one for each of its variants. What is configured by the name of an Ingress, as
 * plugins are, has to name all of them: a request that fits a variant passes by what names its route alone.
 */
import type { Route } from "./model.ts";
import type { Backend, BlueGreen, Target, Variant, When } from "./model/backend.ts";
import type { Match, ValueMatch } from "./model/traffic.ts";
import { variantName } from "./names.ts";

/** A route as one Ingress can say it. */
export interface PlainRoute extends Omit<Route, "variants" | "backend"> {
  readonly backend: Backend;
  /** Absent on the route's own. */
  readonly variant?: Variant;
}

/** The route's own first. */
export function plainRoutes(route: Route): readonly PlainRoute[] {
  const { variants = [], backend, ...rest } = route;
  return [
    { ...rest, backend: "active" in backend ? backendOf(backend[backend.active]) : backend },
    ...variantsOf({ backend, variants }).map((variant) => ({
      ...rest,
      name: variantName(rest.name, variant.name),
      match: narrowed(rest.match, variant.when),
      backend: variant.backend,
      variant,
    })),
  ];
}

/**
 * What the controller calls the route that it makes of a fallback that answers in place of a status (higress v2.2.4,
 * annotations/fallback.go): nobody writes it, and another of that name would be taken for it.
 */
export const fallbackName = ({ name, fallback }: PlainRoute): string | undefined =>
  fallback?.after === undefined ? undefined : `${name}-fallback`;

/** As messages name it. */
export const ingressNamed = ({ name, variant }: PlainRoute): string =>
  `${variant === undefined ? "route" : "variant"} ${JSON.stringify(name)}`;

/** Those that are written, after the preview of a blue-green backend. */
export const variantsOf = ({ backend, variants = [] }: Pick<Route, "backend" | "variants">): readonly Variant[] => [
  ...("active" in backend ? previewOf(backend) : []),
  ...variants,
];

const previewOf = ({ preview, ...backend }: BlueGreen): readonly Variant[] =>
  preview === undefined
    ? []
    : [{ name: "preview", when: preview, backend: backendOf(backend[backend.active === "blue" ? "green" : "blue"]) }];

const backendOf = (target: Target): Backend =>
  "service" in target ? target : { destinations: [{ ...target, weight: 100 }] };

/**
 * What the route asks of a request, and this. Not by the controller's own annotations for canaries: those put their header in
 * place of the route's, read a value as part of a regular expression, and know cookies by one value only (annotations/canary.go).
 */
const narrowed = (match: Match | undefined, when: When): Match => ({
  ...match,
  headers: [...(match?.headers ?? []), condition(when)],
});

/** A cookie stands among others in one header; `\x3b` is the `;` that values of annotations may not have. */
const condition = (when: When): ValueMatch =>
  "header" in when
    ? { name: when.header, exact: when.value }
    : { name: "cookie", regex: `(.*\\x3b\\s*)?${literal(`${when.cookie}=${when.value}`)}(\\x3b.*)?` };

const literal = (text: string): string => text.replace(/[^A-Za-z0-9_=-]/g, String.raw`\$&`);
