/** Names and values of HTTP headers. */
import * as z from "zod";
import { carriesSecret } from "../quote.ts";
import { carriesCredentials } from "./credentials.ts";
import { eachOnce, moreThan } from "./lists.ts";
import { says } from "./words.ts";

/** A token of RFC 9110, section 5.6.2. */
const nameForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** Envoy refuses to change `:` and `host`, and the rest frames the message or the connection. */
const framing = /^(host|connection|content-length|transfer-encoding|upgrade|keep-alive|te|trailer|http2-settings)$/;

const lower = (name: string): string => name.toLowerCase();

type Words = (name: string) => string | undefined;

/** @param refused words for a name in lower case that is none here, of those with a colon too, by which HTTP/2 knows a request's parts */
const named = (refused: Words = () => undefined) => {
  const words = ({ input }: { readonly input?: unknown }) => refused(lower(String(input)));
  return z
    .string()
    .regex(nameForm, {
      error: (issue) => words(issue) ?? says("is no name of a header", 'Use letters, digits and "-": "x-request-id".'),
    })
    .refine((name) => !nameForm.test(name) || refused(lower(name)) === undefined, { error: words });
};

/** Any name, in lower case. */
export const headerToken = () => named().overwrite(lower);

/** Of a cookie, which stands in a header among others. */
export const cookieName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/,
      says("is no name of a cookie", 'Use at most 100 letters, digits, "_", "." and "-", the first no "." or "-".'),
    );

const isFraming = (name: string): boolean => name.startsWith(":") || framing.test(name);

const unchangeable: Words = (name) =>
  isFraming(name)
    ? says(
        "belongs to the message itself and cannot be changed",
        /^(host|:authority|:path)$/.test(name) ? "Change path and host under rewrite." : "Remove it.",
      )
    : undefined;

/** Of a header that may be read and written, as it is written: for keys of a map, of which `lowered` finds those that are one. */
export const headerKey = () => named(unchangeable);

/** The same in lower case. */
export const headerName = () => headerKey().overwrite(lower);

const ownHost = says("is the route's own host", "Say it as `host` of the route; another host is another route.");

/** What a route says of them elsewhere. */
const own: Readonly<Record<string, string>> = {
  host: ownHost,
  ":authority": ownHost,
  ":path": says("is the route's own path", "Say it as `path` of the route, and parameters under match.query."),
  ":method": says("is the method", "Say it under match.methods."),
};

/** Of a header that a request must have, in lower case, which is one spelling for all. */
export const comparedName = () =>
  named((name) =>
    Object.hasOwn(own, name)
      ? own[name]
      : isFraming(name)
        ? says("belongs to the message itself and cannot be compared", "Remove it.")
        : undefined,
  ).overwrite(lower);

/** What Envoy would put in place of `%...%`; anything else between two of them it refuses with the whole configuration. */
const operators =
  /%%|%(REQ|RESP)\(:?[A-Za-z0-9_-]+(\?:?[A-Za-z0-9_-]+)?\)(:\d{1,4})?%|%(PROTOCOL|START_TIME|RESPONSE_CODE)%/g;

/** Who connects to a tenant's gateway is the entry. */
const addresses = /%DOWNSTREAM_(DIRECT_)?REMOTE_ADDRESS(_WITHOUT_PORT)?%/g;

/** One line as it is sent. */
export const plainHeaderValue = () =>
  z
    .string()
    .regex(
      /^[!-~]([ -~]{0,2000}[!-~])?$/,
      says(
        "is no value of a header",
        "Write one line of printable ASCII, at most 2000 characters, without spaces at the ends.",
      ),
    );

const headerValue = () =>
  plainHeaderValue()
    .refine(
      (value) => value.search(addresses) < 0,
      says(
        "has the address of whom the gateway is asked by, which at a tenant's is a pod of the entry",
        "Have the backend read x-forwarded-for, to which the client's address is added.",
      ),
    )
    .refine(
      (value) => !value.replace(addresses, "").replace(operators, "").includes("%"),
      says(
        'has a "%" that Envoy takes for the beginning of a variable it does not know',
        'Write "%%" for the sign itself. Known are %REQ(name)%, %RESP(name)%, %PROTOCOL%, %START_TIME% and %RESPONSE_CODE%.',
      ),
    )
    .refine(
      (value) => !value.includes("${"),
      says('has "${", by which the controller reads Secrets', "Have a plugin set what is secret."),
    )
    .refine((value) => !carriesSecret(value), secret);

const secret = says(
  "carries credentials, and this file is no place for them",
  "Have the backend know it, or a plugin set it with a reference to a Secret.",
);

/** Headers by their names, as written and each once, by names in lower case. */
export function lowered(
  given: Readonly<Record<string, string>>,
  context: z.core.$RefinementCtx,
): Record<string, string> {
  const names = Object.keys(given).map(lower);
  for (const [at, name] of Object.keys(given).entries()) {
    if (names.indexOf(lower(name)) === at) continue;
    const message = says(
      "is there twice, in other letters",
      "Keep one: upper and lower case are the same in names of headers.",
    );
    context.issues.push({ code: "custom", path: [name], message, input: name });
  }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [lower(name), value]));
}

const values = (what: string) =>
  z
    .record(
      named(unchangeable).refine((name) => !carriesCredentials(name), secret),
      headerValue(),
    )
    .transform(lowered)
    .exactOptional()
    .describe(what);

export const changesNothing = says(
  "changes nothing",
  "Name a header under set, add or remove of request or response, or leave this out.",
);

/** Envoy takes 1000 of each direction (RouteConfiguration), and refuses the whole configuration over one more. */
const mostHeaders = 100;

const changed = (change: Readonly<Record<string, object>>): number =>
  Object.values(change).reduce((count, each) => count + Object.keys(each).length, 0);

/** @param what whose headers, for people: `requests` */
export const headerChangeSchema = (what: string) =>
  z
    .strictObject({
      set: values(`Value by name, in place of what ${what} have.`),
      add: values(`Value by name, beside what ${what} have.`),
      remove: z
        .array(headerName())
        .superRefine(eachOnce)
        .exactOptional()
        .describe(`Names of headers that ${what} lose.`),
    })
    .refine((change) => changed(change) > 0, changesNothing)
    .refine((change) => changed(change) <= mostHeaders, moreThan(mostHeaders, "headers to change"))
    .exactOptional();
