/** What a route may say of its requests, in every shape that stands together. */
import fc from "fast-check";
import type { Route } from "../../plan/model.ts";
import type { Variant, When } from "../../plan/model/backend.ts";
import type { HeaderChange, Traffic } from "../../plan/model/traffic.ts";

const seconds = fc.integer({ min: 1, max: 3600 });
/** Of letters that make no word: some words are refused. */
const label = fc.stringMatching(/^[a-f]([a-f0-9-]{0,6}[a-f0-9])?$/);
const host = label.map((name) => `${name}.example.org`);
const path = fc.stringMatching(/^(\/[A-Za-z0-9._~-]{1,5}){1,3}$/);
const header = label.map((name) => `x-${name}`);
const status = fc.integer({ min: 400, max: 599 });
const some = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });

const values = (prefix: string) =>
  fc.dictionary(
    header.map((name) => `${prefix}${name}`),
    // No reader of YAML takes it for a number or a time.
    fc
      .stringMatching(/^[!-$&-~]([ !-$&-~]{0,9}[!-$&-~])?$/)
      .filter((value) => !value.includes("${"))
      .map((value) => `is ${value}`),
    { minKeys: 1, maxKeys: 2 },
  );
/** Of different names, since no two changes are of one. */
const change: fc.Arbitrary<HeaderChange> = fc.oneof(
  ...(["set", "add", "remove"] as const).map((required) =>
    fc.record(
      { set: values("a"), add: values("b"), remove: some(header.map((name) => `c${name}`)) },
      { requiredKeys: [required] },
    ),
  ),
);

const origin = fc.oneof(
  host.map((each) => `https://${each}`),
  host.map((each) => `https://*.${each}`),
);

const value = fc.oneof(
  fc.record({ name: header, exact: host }),
  fc.record({ name: header, prefix: host }),
  fc.record({ name: header, regex: label.map((each) => `${each}.*`) }),
);
const conditions = fc.uniqueArray(value, { minLength: 1, maxLength: 2, selector: ({ name }) => name });

/** Whatever becomes of the request. */
const always = {
  match: fc.oneof(
    fc.record({ methods: fc.constant(["GET", "OPTIONS"]), headers: conditions }, { requiredKeys: ["methods"] }),
    fc.record({ headers: conditions, query: conditions, ignorePathCase: fc.boolean() }, { requiredKeys: ["query"] }),
  ),
  headers: fc.record({ response: change }),
  cors: fc.record(
    {
      origins: some(origin),
      methods: fc.subarray(["GET", "POST", "DELETE"], { minLength: 1 }),
      headers: some(header),
      exposed: some(header),
      credentials: fc.boolean(),
      maxAge: seconds,
    },
    { requiredKeys: ["origins", "methods", "headers", "credentials", "maxAge"] },
  ),
  rateLimit: fc.record({
    requests: fc.integer({ min: 1, max: 1_000_000 }),
    per: fc.constantFrom("second", "minute"),
    burst: fc.integer({ min: 1, max: 9 }),
  }),
} satisfies Partial<Arbitraries>;

type Arbitraries = { readonly [Field in keyof Traffic]: fc.Arbitrary<Required<Traffic>[Field]> };

/** Of a request that a backend gets. */
const asked = {
  ...always,
  headers: fc.record({ request: change, response: change }, { requiredKeys: ["request"] }),
  timeout: seconds,
  rewrite: fc.record({ path, host }, { requiredKeys: ["path"] }),
  retry: fc.oneof(
    fc.constant<false>(false),
    fc.record({ attempts: fc.integer({ min: 1, max: 10 }), after: some(fc.oneof(fc.constant<"5xx">("5xx"), status)) }),
  ),
  mirror: fc.record({
    service: label.map((name) => `copy-${name}`),
    port: fc.integer({ min: 1, max: 65535 }),
    percent: fc.integer({ min: 1, max: 100 }),
  }),
  fallback: fc.record(
    { service: label.map((name) => `sorry-${name}`), after: some(status) },
    { requiredKeys: ["service"] },
  ),
} satisfies Partial<Arbitraries>;

const balance = fc.record(
  {
    balance: fc.oneof(
      fc.constantFrom("round-robin", "least-request", "random", "path"),
      fc.record({ header }),
      fc.record({ query: label }),
      fc.record({ cookie: label, path, maxAge: seconds }, { requiredKeys: ["cookie", "path"] }),
    ),
  },
  { requiredKeys: [] },
);

const root = fc.record({ appRoot: path }, { requiredKeys: [] });

const tls = fc.oneof(
  fc.record({ protocol: fc.constantFrom("http", "http2", "grpc") }, { requiredKeys: [] }),
  fc.record(
    {
      protocol: fc.constantFrom("https", "grpcs"),
      backendTls: fc.record({ secret: label, serverName: host }, { requiredKeys: ["secret"] }),
    },
    { requiredKeys: ["protocol"] },
  ),
);

const elsewhere = {
  ...always,
  redirect: fc.record({
    to: fc.tuple(host, path).map(([name, to]) => `https://${name}${to}`),
    code: fc.constantFrom(301, 302, 303, 307, 308),
  }),
} satisfies Partial<Arbitraries>;

/** What one route says of its requests. */
const arbitraryTraffic: fc.Arbitrary<Traffic> = fc.oneof(
  fc.record(asked, { requiredKeys: [] }),
  fc.record(elsewhere, { requiredKeys: ["redirect"] }),
);

/** Whose requests a variant answers, where there is one. */
const sign: fc.Arbitrary<When | undefined> = fc.option(fc.record({ cookie: label, value: label }), { nil: undefined });

/** To a Service that nothing else leads to. */
const variant = (when: When, at: number): Variant => ({
  name: "other",
  when,
  backend: { service: `other-${at}`, port: 8080 },
});

const oneFor = <T>(all: readonly unknown[], item: fc.Arbitrary<T>) =>
  fc.array(item, { minLength: all.length, maxLength: all.length });

/**
 * The routes with traffic; what belongs to a backend is the same for all, and so for those that lead to one. Copies go by plain
 * HTTP, and with them so does everything.
 */
export const withTraffic = (routes: fc.Arbitrary<readonly Route[]>): fc.Arbitrary<readonly Route[]> =>
  routes.chain((plain) =>
    fc
      .tuple(oneFor(plain, arbitraryTraffic), oneFor(plain, sign), balance, tls, root)
      .map(([traffic, signs, balanced, spoken, rooted]) => {
        const isPlain = traffic.some(({ mirror }) => mirror !== undefined);
        return plain.map((route, at) => ({
          ...route,
          ...traffic[at],
          ...(traffic[at]?.redirect === undefined && balanced),
          // Once for each host, and the routes may have one host.
          ...(at === 0 && rooted),
          ...(traffic[at]?.redirect === undefined && signs[at] !== undefined && { variants: [variant(signs[at], at)] }),
          ...(traffic[at]?.redirect === undefined && "service" in route.backend && !isPlain && spoken),
        }));
      }),
  );
