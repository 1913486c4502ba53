/** Asks clients for a key (higress v2.2.4, plugins/wasm-cpp/extensions/key_auth/plugin.cc). */
import * as z from "zod";
import { exactlyOne } from "../../schema/forms.ts";
import { atLeastOne } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { shownHeader } from "../client-headers.ts";
import { builtin, secretKey, type JsonMap, type Place } from "../builtin.ts";
import { allowed, consumerFindings, consumerName, everywhere, tellAllowed, twice } from "../consumers.ts";

const place = exactlyOne("place of keys", "either headers or query");

const settings = z.strictObject({
  everywhere: everywhere(),
  headers: atLeastOne(shownHeader(), "header")
    .exactOptional()
    .describe("Headers that may have the key, or else `query`."),
  query: atLeastOne(
    z
      .string()
      .regex(
        /^[A-Za-z0-9._~-]{1,100}$/,
        says("is no name of a parameter", 'Use letters, digits, ".", "_", "~" and "-".'),
      ),
    "parameter",
  )
    .exactOptional()
    .describe("Parameters behind the `?` that may have it: they show in logs, so prefer `headers`."),
  consumers: atLeastOne(
    z.strictObject({
      name: consumerName(),
      apiKey: secretKey(
        "The key, which no other consumer has: printable ASCII without quotation marks, backslashes and spaces, and no line break.",
      ),
    }),
    "consumer",
  ).describe("Who may come."),
});

// With neither of the two the plugin refuses its configuration, and lets everybody in; with both, one version of it reads headers alone.
const checked = settings.refine(({ headers, query }) => (headers === undefined) !== (query === undefined), place);

type Settings = z.output<typeof settings>;

const tell = ({ everywhere: all, headers, query, consumers }: Settings, { secret }: Place): JsonMap => ({
  global_auth: all,
  keys: headers ?? query ?? [],
  in_header: headers !== undefined,
  in_query: query !== undefined,
  consumers: consumers.map(({ name, apiKey }) => ({ name, credential: secret(apiKey) })),
});

export const keyAuth = builtin({
  name: "key-auth",
  version: "2.0.0",
  phase: "AUTHN",
  priority: 310,
  failure: "closed",
  asks: true,
  about: "Asks clients for a key.",
  schema: { all: checked, rule: allowed },
  tell: { all: tell, rule: tellAllowed },
  findings: (plugin) => [
    ...consumerFindings(plugin),
    // One key of two consumers is a configuration that the plugin refuses.
    ...twice(
      (plugin.config?.consumers ?? []).map(({ apiKey }) => `${apiKey.secret}/${apiKey.key}`),
      (at) => ["config", "consumers", at, "apiKey"],
      "is the key of two consumers",
    ),
  ],
});
