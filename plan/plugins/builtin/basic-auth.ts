/** Asks clients for user and password (higress v2.2.4, plugins/wasm-cpp/extensions/basic_auth/plugin.cc). */
import * as z from "zod";
import { atLeastOne, line } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { builtin, secretKey, type JsonMap, type Place } from "../builtin.ts";
import { allowed, consumerFindings, consumerName, everywhere, tellAllowed, twice } from "../consumers.ts";

/** Behind a colon the plugin reads the password. */
const user = () =>
  z
    .string()
    .regex(
      /^[!-9;-~]{1,100}$/,
      says("is no name of a user", 'Use letters, digits and signs without spaces, and no ":".'),
    )
    .describe("What the client gives as user.");

const settings = z.strictObject({
  everywhere: everywhere(),
  consumers: atLeastOne(
    z.strictObject({
      name: consumerName(),
      user: user(),
      password: secretKey(
        "The password's hash as htpasswd writes it: `$apr1$…`, `{SHA}…`, `{SSHA}…`, `$2y$…`, `$5$…` or `$6$…`, and nothing else in it, no line break either.",
      ),
    }),
    "consumer",
  ).describe("Who may come."),
  realm: line()
    .regex(/^[^"\\]*$/, says("has a quotation mark or a backslash", "Leave them out."))
    .exactOptional()
    .describe("What browsers call the place that asks for a password."),
});

type Settings = z.output<typeof settings>;

/**
 * Always by hash: a password that is compared as text would be the text of the reference as long as there is no such Secret, and
 * without the colon the plugin would then refuse its configuration, and let everybody in.
 */
const tell = ({ everywhere: all, consumers, realm }: Settings, { secret }: Place): JsonMap => ({
  global_auth: all,
  encrypted: true,
  consumers: consumers.map(({ name, user: given, password }) => ({
    name,
    credential: `${given}:${secret(password)}`,
  })),
  ...(realm !== undefined && { realm: JSON.stringify(realm) }),
});

export const basicAuth = builtin({
  name: "basic-auth",
  version: "2.0.0",
  phase: "AUTHN",
  priority: 320,
  failure: "closed",
  asks: true,
  about: "Asks clients for user and password.",
  schema: { all: settings, rule: allowed },
  tell: { all: tell, rule: tellAllowed },
  findings: (plugin) => [
    ...consumerFindings(plugin),
    ...twice(
      (plugin.config?.consumers ?? []).map((consumer) => consumer.user),
      (at) => ["config", "consumers", at, "user"],
      "is the user of two consumers",
    ),
  ],
});
