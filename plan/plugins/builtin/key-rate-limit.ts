/** Counts requests by a value that they have (higress v2.2.4, plugins/wasm-cpp/extensions/key_rate_limit/plugin.cc). */
import * as z from "zod";
import { carriesCredentials } from "../../schema/credentials.ts";
import { headerName } from "../../schema/header.ts";
import { exactlyOne } from "../../schema/forms.ts";
import { atLeastOne } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { whole } from "../../schema/sizes.ts";
import { builtin, secretKey, type JsonMap, type Place } from "../builtin.ts";

const settings = z
  .strictObject({
    header: headerName().exactOptional().describe("Header whose value counts, or else `query`."),
    query: z
      .string()
      .regex(
        /^[A-Za-z0-9._~-]{1,100}$/,
        says("is no name of a parameter", 'Use letters, digits, ".", "_", "~" and "-".'),
      )
      .exactOptional()
      .describe("Parameter behind the `?` whose value counts, as it stands in the address."),
    limits: atLeastOne(
      z.strictObject({
        value: z
          .union([
            z.string().min(1, says("is empty", "Write the value that is limited.")).max(253),
            secretKey("The value, where it is a secret."),
          ])
          .describe("The value, as a text or as `{ secret, key }`; requests with another are not limited."),
        requests: whole(1, 1_000_000).describe("Requests within the period, of each pod of the gateway."),
        per: z.enum(["second", "minute", "hour", "day"]).describe("The period."),
      }),
      "limit",
    ).describe("How many, by value."),
  })
  .refine(
    ({ header, query }) => (header === undefined) !== (query === undefined),
    exactlyOne("place of the value", "either header or query"),
  )
  .refine(
    ({ header, query, limits }) =>
      !carriesCredentials(header ?? query ?? "") || limits.every(({ value }) => typeof value !== "string"),
    says(
      "has values in clear of something that carries credentials",
      "Write each value as { secret: <name>, key: <key> }.",
    ),
  );

type Settings = z.output<typeof settings>;

const tell = ({ header, query, limits }: Settings, { secret }: Place): JsonMap => ({
  ...(header !== undefined && { limit_by_header: header }),
  ...(query !== undefined && { limit_by_param: query }),
  limit_keys: limits.map(({ value, requests, per }) => ({
    key: typeof value === "string" ? value : secret(value),
    [`query_per_${per}`]: requests,
  })),
});

const nameOf = ({ value }: Settings["limits"][number]): string =>
  typeof value === "string" ? value : `${value.secret}/${value.key}`;

/** Of two limits on one value the plugin keeps the first. */
const repeated = (limits: Settings["limits"], path: readonly (string | number)[]) =>
  limits.flatMap((limit, at) =>
    limits.findIndex((other) => nameOf(other) === nameOf(limit)) === at
      ? []
      : [
          {
            path: [...path, "limits", at, "value"],
            message: "has a limit already, which is the one that counts",
            remedy: "Keep one of the two.",
          },
        ],
  );

export const keyRateLimit = builtin({
  name: "key-rate-limit",
  version: "2.0.0",
  phase: "UNSPECIFIED_PHASE",
  priority: 10,
  failure: "closed",
  refuses: true,
  about: "Counts requests by the value of a header or parameter, in each pod of the gateway by itself.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
  findings: ({ config, rules }) => [
    ...(config === undefined ? [] : repeated(config.limits, ["config"])),
    ...rules.flatMap((rule, at) => repeated(rule.config.limits, ["rules", at, "config"])),
  ],
});
