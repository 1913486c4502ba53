/** Asks clients for a JSON web token (higress v2.2.4, plugins/wasm-cpp/extensions/jwt_auth/plugin.cc). */
import * as z from "zod";
import type { Finding } from "../../fault.ts";
import { atLeastOne, line } from "../../schema/text.ts";
import { duration } from "../../schema/units.ts";
import { says } from "../../schema/words.ts";
import { builtin, type JsonMap } from "../builtin.ts";
import { identityHeader, shownHeader } from "../client-headers.ts";
import { allowed, consumerFindings, consumerName, everywhere, tellAllowed, twice } from "../consumers.ts";
import { publicKey } from "../jwk.ts";

const parameter = (where: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,100}$/, says(`is no name of a ${where}`, 'Use letters, digits, ".", "_", "~" and "-".'));

const sources = z
  .strictObject({
    headers: atLeastOne(
      z.strictObject({
        name: shownHeader().describe("Name of the header."),
        prefix: z.string().max(50).prefault("Bearer ").describe("What stands before the token there."),
      }),
      "header",
    )
      .exactOptional()
      .describe("Headers that may have it."),
    query: atLeastOne(parameter("parameter"), "parameter")
      .exactOptional()
      .describe("Parameters behind the `?` that may have it: they show in logs."),
    cookies: atLeastOne(parameter("cookie"), "cookie").exactOptional().describe("Cookies that may have it."),
  })
  .prefault({ headers: [{ name: "authorization", prefix: "Bearer " }] })
  .refine(
    ({ headers, query, cookies }) => (headers ?? query ?? cookies) !== undefined,
    says("names no place of tokens", "Name headers, query or cookies, or leave it out for `Authorization: Bearer …`."),
  )
  .describe("Where the token stands. Default: in `Authorization: Bearer …`.");

const consumer = z.strictObject({
  name: consumerName(),
  issuer: line().describe("Who makes the tokens: what they have as `iss`."),
  keys: atLeastOne(publicKey(), "key").describe(
    "Public keys of the issuer, as JSON web keys: `kty: RSA`, `EC` or `OKP`.",
  ),
  from: sources,
  claimsToHeaders: z
    .record(line(), identityHeader())
    .exactOptional()
    .describe(
      "Header by claim, for the backend. The entry takes these headers out of requests, so that nobody else writes them. A claim that is neither text nor whole number is not told.",
    ),
  clockSkew: duration("1h").prefault("60s").describe("How far the issuer's clock and the gateway's may be apart."),
  keepToken: z
    .boolean()
    .prefault(true)
    .describe("Whether the backend gets the token too; `false` takes it out of headers."),
});

const settings = z.strictObject({
  everywhere: everywhere(),
  consumers: atLeastOne(consumer, "consumer").describe(
    "Issuers of tokens, in order: the first whose token it is counts.",
  ),
});

type Settings = z.output<typeof settings>;

const tell = ({ everywhere: all, consumers }: Settings): JsonMap => ({
  global_auth: all,
  consumers: consumers.map(({ name, issuer, keys, from, claimsToHeaders, clockSkew, keepToken }) => ({
    name,
    issuer,
    jwks: JSON.stringify({ keys }),
    ...(from.headers && {
      from_headers: from.headers.map(({ name: header, prefix }) => ({ name: header, value_prefix: prefix })),
    }),
    ...(from.query && { from_params: from.query }),
    ...(from.cookies && { from_cookies: from.cookies }),
    ...(claimsToHeaders && {
      claims_to_headers: Object.entries(claimsToHeaders).map(([claim, header]) => ({ claim, header, override: true })),
    }),
    clock_skew_seconds: clockSkew,
    keep_token: keepToken,
  })),
});

/** Of each, the entry says to Envoy that it goes. */
const mostHeaders = 50;

const identity = ({ consumers }: Settings): readonly string[] => [
  ...new Set(consumers.flatMap(({ claimsToHeaders = {} }) => Object.values(claimsToHeaders))),
];

export const jwtAuth = builtin({
  name: "jwt-auth",
  version: "2.0.0",
  phase: "AUTHN",
  priority: 340,
  failure: "closed",
  asks: true,
  about: "Asks clients for a JSON web token.",
  schema: { all: settings, rule: allowed },
  tell: { all: tell, rule: tellAllowed },
  identity,
  findings: (plugin) => [
    ...consumerFindings(plugin),
    ...headerFindings(plugin.config),
    ...(plugin.config?.consumers ?? []).flatMap(({ from, keys, keepToken, claimsToHeaders = {} }, at) => [
      ...(keepToken || (from.query ?? from.cookies) === undefined
        ? []
        : [
            {
              path: ["config", "consumers", at, "keepToken"],
              message: "is false, and the plugin takes tokens out of headers alone",
              remedy: "Take them from headers, or leave it out.",
            },
          ]),
      ...twice(
        keys.flatMap(({ kid }) => kid ?? []),
        () => ["config", "consumers", at, "keys"],
        "is the kid of two keys",
      ),
      ...twice(
        Object.values(claimsToHeaders),
        (claim) => ["config", "consumers", at, "claimsToHeaders", Object.keys(claimsToHeaders)[claim] ?? ""],
        "is the header of two claims",
      ),
    ]),
  ],
});

function headerFindings(config: Settings | undefined): readonly Finding[] {
  if (config === undefined) return [];
  const taken = identity(config);
  if (taken.length > mostHeaders) {
    return [
      {
        path: ["config", "consumers"],
        message: `name more than ${mostHeaders} headers for claims`,
        remedy: "Keep those that the backend reads.",
      },
    ];
  }
  const shown = config.consumers.flatMap(({ from }) => from.headers?.map(({ name }) => name) ?? []);
  return config.consumers.flatMap(({ claimsToHeaders = {} }, at) =>
    Object.entries(claimsToHeaders).flatMap(([claim, header]) =>
      shown.includes(header)
        ? [
            {
              path: ["config", "consumers", at, "claimsToHeaders", claim],
              message: `the entry takes ${JSON.stringify(header)} out of requests, and tokens stand there`,
              remedy: "Take another header for one of the two.",
            },
          ]
        : [],
    ),
  );
}
