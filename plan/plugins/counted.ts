/**
 * What the two plugins that count in Redis have in common, whether requests or the tokens of language models (higress v2.2.4,
 * plugins/wasm-go/extensions/cluster-key-rate-limit/config/config.go, ai-token-ratelimit/config/config.go).
 */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import { readRegex } from "../regex.ts";
import { cidr } from "../schema/cidr.ts";
import { exactlyOne, form, unionError } from "../schema/forms.ts";
import { carriesCredentials } from "../schema/credentials.ts";
import { headerName } from "../schema/header.ts";
import { whole } from "../schema/sizes.ts";
import { atLeastOne, label } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import type { Json, JsonMap, Place, Written } from "./builtin.ts";
import { clientAddressHeader } from "./client-address.ts";

const amount = (what: string) => ({
  count: whole(1, 1_000_000_000).describe(`${what} within the period.`),
  per: z.enum(["second", "minute", "hour", "day"]).describe("The period, which begins with the first of them."),
});

/** Values end in Redis as names of counters. */
const named = (what: string) => (name: z.ZodType<string>) =>
  name
    .refine(
      (text) => !carriesCredentials(text),
      says("carries credentials, which would end in Redis", "Have key-auth ask for them, and count by consumer."),
    )
    .describe(what);

const parameter = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,100}$/, says("is no name of one", 'Use letters, digits, ".", "_", "~" and "-".'));

const oneSource = exactlyOne("thing to count by", "one of header, query and cookie");

const by = z
  .union(
    [
      z.enum(["consumer", "client"]),
      form({ header: named("A header's value.")(headerName()) }, ["query", "cookie"], oneSource),
      form({ query: named("A parameter's value.")(parameter()) }, ["header", "cookie"], oneSource),
      form({ cookie: named("A cookie's value.")(parameter()) }, ["header", "query"], oneSource),
    ],
    unionError(
      says("is nothing to count by", "Write consumer, client, or { header: … }, { query: … }, { cookie: … }."),
    ),
  )
  .describe(
    "`consumer`, as a plugin that asks clients found it, `client`, by its address as the entry sees it, or the value of `{ header: … }`, `{ query: … }` or `{ cookie: … }`.",
  );

const pattern = () =>
  z.string().superRefine((text, context) => {
    const read = readRegex(text);
    if ("problem" in read) context.addIssue({ code: "custom", message: says(read.problem, read.remedy) });
  });

const limit = (what: string) =>
  z
    .strictObject({
      value: z
        .string()
        .min(1, says("is empty", "Write the value."))
        .max(253)
        .exactOptional()
        .describe("The one value."),
      pattern: pattern().exactOptional().describe("Values that it fits somewhere, each counted by itself."),
      network: cidr().exactOptional().describe("Addresses of clients, each counted by itself."),
      ...amount(what),
    })
    .refine(
      ({ value, pattern: values, network }) => [value, values, network].filter((each) => each !== undefined).length < 2,
      exactlyOne("kind of values", "one of value, pattern and network, or none of them for all others"),
    )
    .describe("Without value, pattern and network it is for all others, each counted by itself.");

/** @param what is counted, for people: `Tokens` */
export const countedSchema = (what: string) =>
  z
    .strictObject({
      counter: label(40).describe(
        "Name of the counters in Redis. Where the tenant's plugins of one kind name the same one, with the same limits, they count together.",
      ),
      total: z.strictObject(amount(what)).exactOptional().describe("Of all such requests together, or else `each`."),
      each: atLeastOne(
        z.strictObject({ by, limits: atLeastOne(limit(what), "limit").describe("The first that fits counts.") }),
        "item",
      )
        .exactOptional()
        .describe("Of each consumer, client or value; the first item that has a limit for a request counts."),
      status: z
        .int()
        .min(400, says("is no status of a refusal", "Write a number from 400 to 599."))
        .max(599, says("is no status of a refusal", "Write a number from 400 to 599."))
        .prefault(429)
        .describe("Status of the answer to the rest."),
      message: z.string().max(1000).prefault("Too many requests").describe("Body of that answer."),
    })
    .refine(
      ({ total, each }) => (total === undefined) !== (each === undefined),
      exactlyOne("limit", "either total or each"),
    );

export type CountedSettings = z.output<ReturnType<typeof countedSchema>>;
type Each = NonNullable<CountedSettings["each"]>[number];
type Limit = Each["limits"][number];

const keyed = (field: string, key: string, { count, per }: Limit): JsonMap => ({ key, [`${field}_${per}`]: count });

/** Single values and kinds of values are two kinds of items to the plugin. */
function items(field: string, { by: what, limits }: Each): readonly JsonMap[] {
  if (what === "client") {
    const networks = limits.flatMap((each) =>
      (each.network === undefined ? ["0.0.0.0/0", "::/0"] : [each.network]).map((network) =>
        keyed(field, network, each),
      ),
    );
    return [{ limit_by_per_ip: `from-header-${clientAddressHeader}`, limit_keys: networks }];
  }
  const [kind, name] = what === "consumer" ? ["consumer", ""] : (Object.entries(what)[0] ?? []);
  const of = kind === "query" ? "param" : kind;
  const single = limits.flatMap((each) => (each.value === undefined ? [] : [keyed(field, each.value, each)]));
  const several = limits.flatMap((each) =>
    each.value === undefined ? [keyed(field, each.pattern === undefined ? "*" : `regexp:${each.pattern}`, each)] : [],
  );
  const item = (key: string, keys: readonly Json[]): readonly JsonMap[] =>
    keys.length === 0 ? [] : [{ [key]: name ?? "", limit_keys: keys }];
  return [...item(`limit_by_${of ?? ""}`, single), ...item(`limit_by_per_${of ?? ""}`, several)];
}

/** @param field of an amount in the plugin's own spelling, without the period */
export const tellCounted =
  (field: "query_per" | "token_per") =>
  ({ counter, total, each, status, message }: CountedSettings, { redis }: Place): JsonMap => ({
    rule_name: counter,
    ...(total && { global_threshold: { [`${field}_${total.per}`]: total.count } }),
    ...(each && { rule_items: each.flatMap((item) => items(field, item)) }),
    rejected_code: status,
    rejected_msg: message,
    redis: { service_name: redis, service_port: 6379 },
  });

/** Networks are of clients, and clients have nothing else. */
export const countedFindings = ({ config, rules }: Written<CountedSettings, CountedSettings>): readonly Finding[] => [
  ...(config === undefined ? [] : misplaced(config, ["config"])),
  ...rules.flatMap((rule, at) => misplaced(rule.config, ["rules", at, "config"])),
];

const misplaced = ({ each = [] }: CountedSettings, path: Finding["path"]): readonly Finding[] =>
  each.flatMap(({ by: what, limits }, item) =>
    limits.flatMap(({ value, pattern: values, network }, at) => {
      const wrong =
        what === "client"
          ? value === undefined
            ? values && "pattern"
            : "value"
          : network === undefined
            ? ""
            : "network";
      if (wrong === undefined || wrong === "") return [];
      return [
        {
          path: [...path, "each", item, "limits", at, wrong],
          message:
            what === "client"
              ? "is nothing that a client's address has"
              : "is of clients, and this counts by something else",
          remedy: what === "client" ? "Write network, or neither for all." : "Write value or pattern, or by: client.",
        },
      ];
    }),
  );
