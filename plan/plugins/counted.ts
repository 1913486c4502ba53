/**
 * What the two plugins that count in Redis have in common, whether requests or the tokens of language models (higress v2.2.4,
 * plugins/wasm-go/extensions/cluster-key-rate-limit/config/config.go, ai-token-ratelimit/config/config.go).
 */
import * as z from "zod";
import { readRegex } from "../regex.ts";
import { cidr } from "../schema/cidr.ts";
import { exactlyOne, form, unionError } from "../schema/forms.ts";
import { carriesCredentials } from "../schema/credentials.ts";
import { headerName } from "../schema/header.ts";
import { namesSession } from "../schema/session.ts";
import { whole } from "../schema/sizes.ts";
import { atLeastOne, label } from "../schema/text.ts";
import { says } from "../schema/words.ts";

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
    .refine(
      (text) => !namesSession(text),
      says(
        "names sessions, and whoever reads one in Redis has it",
        "Count by consumer or client, or by a value that lets nobody in.",
      ),
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
      network: cidr()
        .exactOptional()
        .describe("Addresses of clients, each counted by itself; the narrower before the wider."),
      ...amount(what),
    })
    .refine(
      ({ value, pattern: values, network }) => [value, values, network].filter((each) => each !== undefined).length < 2,
      exactlyOne("kind of values", "one of value, pattern and network, or none of them for all others"),
    )
    .describe("Without value, pattern and network it is for all others, each counted by itself.");

/** Newer builds refuse a configuration with more. */
const mostItems = 10;

/** @param what is counted, for people: `Tokens` */
export const countedSchema = (what: string) =>
  z
    .strictObject({
      counter: label(40).describe(
        "Name of the counters in Redis. Rules of one plugin that name the same one, which they may with equal limits only, count together.",
      ),
      total: z.strictObject(amount(what)).exactOptional().describe("Of all such requests together, or else `each`."),
      each: atLeastOne(
        z.strictObject({
          by,
          limits: atLeastOne(limit(what), "limit").describe(
            "Values come first, then patterns or networks as they are written, then the one for all others.",
          ),
        }),
        "item",
      )
        .max(mostItems, {
          error: ({ input }) =>
            says(
              `has ${Array.isArray(input) ? input.length : "too many"} items, and the plugin takes ${mostItems}`,
              "Keep those, or say the others in another rule.",
            ),
        })
        .exactOptional()
        .describe(
          "Of each consumer, client or value. Where a request fits several items, older builds of the plugin count the first and newer ones all of them.",
        ),
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
export type Each = NonNullable<CountedSettings["each"]>[number];
export type Limit = Each["limits"][number];
