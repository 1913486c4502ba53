/** Every concern of a route's traffic. To add one: a field of the model, a file here, a line in each of the two tables. */
import type { Finding } from "../fault.ts";
import type { Strings } from "../manifests.ts";
import type { Route, RouteOwner } from "../model.ts";
import type { Traffic } from "../model/traffic.ts";
import type { Concern } from "./concern.ts";
import { appRoot, appRootSchema } from "./app-root.ts";
import { backendTls, backendTlsSchema } from "./backend-tls.ts";
import { balance, balanceSchema } from "./balance.ts";
import { cors, corsSchema } from "./cors.ts";
import { fallback, fallbackSchema } from "./fallback.ts";
import { headers, headersSchema } from "./headers.ts";
import { match, matchSchema } from "./match.ts";
import { mirror, mirrorSchema } from "./mirror.ts";
import { protocol, protocolSchema } from "./protocol.ts";
import { rateLimit, routeLimitSchema } from "./rate-limit.ts";
import { redirect, redirectSchema } from "./redirect.ts";
import { retry, retrySchema } from "./retry.ts";
import { rewrite, rewriteSchema } from "./rewrite.ts";
import { timeout, timeoutSchema } from "./timeout.ts";

/** As people write them, beside the other settings of a route. */
export const trafficSettings = {
  match: matchSchema,
  timeout: timeoutSchema,
  headers: headersSchema,
  mirror: mirrorSchema,
  rewrite: rewriteSchema,
  redirect: redirectSchema,
  appRoot: appRootSchema,
  cors: corsSchema,
  retry: retrySchema,
  rateLimit: routeLimitSchema,
  protocol: protocolSchema,
  backendTls: backendTlsSchema,
  balance: balanceSchema,
  fallback: fallbackSchema,
};

/** Annotations, and the field of the route that asks for them. */
export interface Told {
  readonly field: keyof Route;
  readonly annotations: Strings;
}

type Values = Required<Traffic>;
type Table<Field extends keyof Values> = { readonly [Each in Field]: Concern<Values[Each]> };

export const concerns: Table<keyof Values> = {
  match,
  timeout,
  headers,
  mirror,
  rewrite,
  redirect,
  appRoot,
  cors,
  retry,
  rateLimit,
  protocol,
  backendTls,
  balance,
  fallback,
};

const fields = Object.keys(concerns) as readonly (keyof Values)[];

/** Everything that Higress is told of the route's traffic, under the prefix by which it reads all of it. */
export const trafficAnnotations = (route: Route): readonly Told[] =>
  fields.map((field) => ({
    field,
    annotations: Object.fromEntries(
      Object.entries(told(field, concerns, route)).map(([key, value]) => [`higress.io/${key}`, value]),
    ),
  }));

/** What cannot be done so, with paths that begin at the route. */
export const trafficFindings = (route: Route, owner: RouteOwner): readonly Finding[] =>
  fields.flatMap((field) =>
    found(field, concerns, route, owner).map((finding) => ({ ...finding, path: [field, ...finding.path] })),
  );

function told<Field extends keyof Values>(field: Field, table: Table<Field>, route: Route): Strings {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? {} : table[field].annotations(value, route);
}

function found<Field extends keyof Values>(
  field: Field,
  table: Table<Field>,
  route: Route,
  owner: RouteOwner,
): readonly Finding[] {
  const { [field]: value }: Partial<Values> = route;
  return value === undefined ? [] : (table[field].findings?.(value, route, owner) ?? []);
}
