/** Every concern of a route's traffic as an HTTPRoute says it, or why it cannot. To add one: a line here, and a file where it can. */
import type { Finding } from "../fault.ts";
import type { Traffic } from "../model/traffic.ts";
import type { PlainRoute } from "../variants.ts";
import { headers } from "./headers.ts";
import { match } from "./match.ts";
import { mirror } from "./mirror.ts";
import { protocol } from "./protocol.ts";
import { redirect } from "./redirect.ts";
import { rewrite } from "./rewrite.ts";
import { timeout } from "./timeout.ts";
import { unsaid, type Said, type Translation } from "./translation.ts";

export type Values = Required<Traffic>;
export type Table<Field extends keyof Values> = { readonly [Each in Field]: Translation<Values[Each]> };

export const translations: Table<keyof Values> = {
  match,
  timeout,
  headers,
  mirror,
  rewrite,
  redirect,
  protocol,
  appRoot: unsaid("it holds for a host and not for a route, and no kind of the Gateway API has it"),
  cors: unsaid(
    "its filter compares origins letter by letter, and Higress's own answers for every page are an Ingress's",
  ),
  retry: unsaid("the standard channel of the Gateway API has no retries"),
  rateLimit: unsaid("no kind of the Gateway API has limits"),
  backendTls: unsaid("TLS to a backend is a BackendTLSPolicy's business, which the fleet does not write"),
  balance: unsaid("no kind of the Gateway API's standard channel says which pod gets a request"),
  fallback: unsaid("a rule has no second choice: a backend of weight 0 never gets a request"),
};

const fields = Object.keys(translations) as readonly (keyof Values)[];

/** All of it, in the table's order. */
export function said(route: PlainRoute, table: Table<keyof Values> = translations): Said {
  const all = fields.map((field) => one(field, table, route));
  const filters = all.flatMap((each) => each.filters ?? []);
  const [conditions] = all.flatMap((each) => (each.conditions ? [each.conditions] : []));
  const [timeouts] = all.flatMap((each) => (each.timeouts ? [each.timeouts] : []));
  return {
    ...(conditions && { conditions }),
    ...(filters.length > 0 && { filters }),
    ...(timeouts && { timeouts }),
  };
}

/** What cannot be said so, with paths that begin at the route. */
export const unsaidOf = (route: PlainRoute, table: Table<keyof Values> = translations): readonly Finding[] =>
  fields.flatMap((field) =>
    found(field, table, route).map((finding) => ({ ...finding, path: [field, ...finding.path] })),
  );

function one<Field extends keyof Values>(field: Field, table: Table<Field>, route: PlainRoute): Said {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? {} : table[field].say(value, route);
}

function found<Field extends keyof Values>(field: Field, table: Table<Field>, route: PlainRoute): readonly Finding[] {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? [] : (table[field].findings?.(value, route) ?? []);
}
