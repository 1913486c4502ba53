/**
 * Asks a language model in place of the backend, by OpenAI's protocol for clients whatever the provider's is (higress v2.2.4,
 * plugins/wasm-go/extensions/ai-proxy/main.go). It changes the request and leaves where it goes to the route.
 */
import * as z from "zod";
import { whole } from "../../schema/sizes.ts";
import { duration } from "../../schema/units.ts";
import { says } from "../../schema/words.ts";
import { idOf, ownFields, placeOf, provider, tokensOf } from "../ai-providers.ts";
import { misled } from "../ai-routes.ts";
import { builtin, type JsonMap, type Place } from "../builtin.ts";

const model = () => z.string().max(200, says("is longer than 200 characters", "Write the model's name."));

const settings = z.strictObject({
  provider,
  models: z
    .record(
      model().regex(
        /^(\*|[^*~][^*]*\*?)$/,
        says("is no name of a model", 'Write a name, its beginning with "*" behind it, or "*" for all others.'),
      ),
      model(),
    )
    .exactOptional()
    .describe(
      'The provider\'s models by the names that clients ask for: whole names, beginnings as `"gpt-4*"`, or `"*"` for all others. Default: names stay.',
    ),
  protocol: z
    .enum(["openai", "original"])
    .prefault("openai")
    .describe("What clients speak: OpenAI's protocol, or the provider's own."),
  firstByte: duration("10m").exactOptional().describe("How long a model may think before the first word of a stream."),
  retry: z
    .strictObject({
      attempts: whole(1, 5).describe("How many times more, each with another token."),
      timeout: duration("10m").prefault("60s").describe("How long each may take."),
    })
    .exactOptional()
    .describe("Asks again with another token where a request fails. Default: it does not."),
  failover: z
    .strictObject({
      model: model().describe("Model that is asked whether a token works again, which costs tokens."),
      failures: whole(1, 100).prefault(3).describe("Failures in a row after which a token rests."),
      successes: whole(1, 100).prefault(1).describe("Answers after which it is taken again."),
      interval: duration("1h").prefault("30s").describe("How often a resting one is tried."),
    })
    .exactOptional()
    .describe("Takes a token that the provider refuses out of the draw, until it works again. Default: it stays."),
});

type Settings = z.output<typeof settings>;

/**
 * Answers that are a token's fault, each a regular expression. By itself the plugin counts every 4xx and asks again after it, so that any
 * client could have all tokens rest, and every mistake of a client's be sent several times.
 */
const refusals = ["401", "403", "429"];
const failures = [...refusals, "5.*"];

const milliseconds = (seconds: number): number => seconds * 1000;

const tell = (
  { provider: of, models, protocol, firstByte, retry, failover }: Settings,
  { secret }: Place,
): JsonMap => ({
  provider: {
    id: idOf(of),
    type: of.type,
    ...("tokens" in of && { apiTokens: of.tokens.map(secret) }),
    ...ownFields(of),
    ...(models && { modelMapping: models }),
    protocol,
    ...(firstByte !== undefined && { firstByteTimeout: milliseconds(firstByte) }),
    ...(retry && {
      retryOnFailure: {
        enabled: true,
        maxRetries: retry.attempts,
        retryTimeout: milliseconds(retry.timeout),
        retryOnStatus: failures,
      },
    }),
    ...(failover && {
      failover: {
        enabled: true,
        failureThreshold: failover.failures,
        successThreshold: failover.successes,
        healthCheckInterval: milliseconds(failover.interval),
        healthCheckModel: failover.model,
        failoverOnStatus: refusals,
      },
    }),
  },
});

/** Both draw another token, so there must be one. */
const lonely = ({ provider: of, retry, failover }: Settings, path: readonly (string | number)[]) =>
  (["retry", "failover"] as const).flatMap((key) =>
    ({ retry, failover })[key] === undefined || tokensOf(of).length > 1
      ? []
      : [
          {
            path: [...path, key],
            message: "takes another token of the provider's, and there is none",
            remedy: "Name a second one under provider.tokens, or leave it out.",
          },
        ],
  );

/** One that begins like another may be taken for it: the plugin tries beginnings in no order. */
const ambiguous = ({ models = {} }: Settings, path: readonly (string | number)[]) => {
  const beginnings = Object.keys(models).filter((name) => name !== "*" && name.endsWith("*"));
  return beginnings.flatMap((name) => {
    const other = beginnings.find((each) => each !== name && name.startsWith(each.slice(0, -1)));
    return other === undefined
      ? []
      : [
          {
            path: [...path, "models", name],
            message: `begins like ${JSON.stringify(other)}, and the plugin takes either of the two`,
            remedy: "Write whole names for what the two have in common.",
          },
        ];
  });
};

/** To the service's own OpenAI interface the plugin says nothing of it. */
const unsaid = ({ provider: of }: Settings, path: readonly (string | number)[]) =>
  of.type === "qwen" && of.search && of.compatible
    ? [
        {
          path: [...path, "provider", "search"],
          message: "does nothing where requests go to the service's own OpenAI interface",
          remedy: "Write compatible: false beside it, or leave it out.",
        },
      ]
    : [];

const findings = (config: Settings, path: readonly (string | number)[]) => [
  ...lonely(config, path),
  ...ambiguous(config, path),
  ...unsaid(config, path),
];

export const aiProxy = builtin({
  name: "ai-proxy",
  version: "2.0.0",
  phase: "UNSPECIFIED_PHASE",
  priority: 100,
  failure: "closed",
  about: "Asks a language model, with the tenant's tokens, for clients that speak OpenAI's protocol.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
  findings: ({ config, rules }) => [
    ...(config === undefined ? [] : findings(config, ["config"])),
    ...rules.flatMap((rule, at) => findings(rule.config, ["rules", at, "config"])),
  ],
  route: ({ provider: of }, route, { registries }) => {
    const place = placeOf(of);
    return place === undefined ? [] : misled(place, route, registries);
  },
});
