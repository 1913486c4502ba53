/**
 * Answers browsers that ask for pages of other origins, and refuses the others' requests (higress v2.2.4,
 * plugins/wasm-go/extensions/cors/config/cors_config.go).
 */
import * as z from "zod";
import { defaults } from "../../defaults.ts";
import { headerToken } from "../../schema/header.ts";
import { quote } from "../../quote.ts";
import { atLeastOne } from "../../schema/text.ts";
import { duration } from "../../schema/units.ts";
import { originPattern } from "../../schema/url.ts";
import { says } from "../../schema/words.ts";
import { builtin, type JsonMap } from "../builtin.ts";

const header = () => headerToken().refine((name) => name !== "*", says("is not one header", "Name each."));

const settings = z
  .strictObject({
    origins: atLeastOne(
      originPattern().refine(
        (text) => !text.includes("*."),
        says(
          'has "*.", which this plugin also finds in the middle of a stranger\'s name: "https://a.example.com.evil.example"',
          "Name each origin, or use `cors` of the routes, which compares whole names.",
        ),
      ),
      "origin",
    ).describe(
      "Origins whose pages may ask, the tenant's own among them: the plugin takes its pages for strangers', since TLS ends before. `*` for all.",
    ),
    methods: atLeastOne(z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]), "method")
      .prefault([...defaults.cors.methods])
      .describe("Methods that they may use."),
    headers: atLeastOne(header(), "header")
      .prefault([...defaults.cors.headers])
      .describe("Headers that they may send."),
    exposed: atLeastOne(header(), "header").exactOptional().describe("Headers of answers that they may read."),
    credentials: z.boolean().prefault(false).describe("Whether browsers send cookies along; never for `*`."),
    maxAge: duration("24h").prefault(defaults.cors.maxAge).describe("How long browsers may keep what they were told."),
  })
  .refine(
    ({ origins, credentials }) => !(credentials && origins.includes("*")),
    says(
      'has origin "*" with credentials, for which the plugin leaves both out and says nothing',
      "Name the origins, or remove the credentials.",
    ),
  )
  .refine(
    ({ origins }) => origins.length === 1 || !origins.includes("*"),
    says('has "*" beside other origins, which says all of them', 'Keep "*" alone, or leave it out.'),
  );

const tell = ({ origins, methods, headers, exposed, credentials, maxAge }: z.output<typeof settings>): JsonMap => ({
  allow_origins: origins,
  allow_methods: methods,
  allow_headers: headers,
  ...(exposed && { expose_headers: exposed }),
  allow_credentials: credentials,
  max_age: maxAge,
});

export const cors = builtin({
  name: "cors",
  version: "2.0.0",
  phase: "AUTHZ",
  priority: 340,
  failure: "closed",
  about: "Answers browsers that ask for pages of other origins, and refuses requests of the rest.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
  route: ({ origins }, { name, host, cors: ofRoute }) => [
    ...(ofRoute === undefined
      ? []
      : [
          {
            message: `route ${quote(name, [])} has cors of its own, and browsers refuse an answer that says both`,
            remedy: "Keep one of the two.",
          },
        ]),
    // What comes from the entry is plain HTTP to the plugin, so that the page at https://<host> is of another origin.
    ...(origins.includes("*") || origins.includes(`https://${host}`)
      ? []
      : [
          {
            message: `the plugin would refuse pages of ${quote(host, [])} itself, whose browsers send an origin as well`,
            remedy: host.startsWith("*")
              ? "Use cors of the route: here each host below would have to stand among the origins."
              : `Add "https://${host}" to origins.`,
          },
        ]),
  ],
});
