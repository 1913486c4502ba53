/**
 * Refuses requests by what is in them (higress v2.2.4, plugins/wasm-cpp/extensions/request_block/plugin.cc, of which the image is made, and
 * plugins/wasm-go/extensions/request-block/main.go).
 */
import * as z from "zod";
import { atLeastOne } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { builtin, type JsonMap } from "../builtin.ts";

const piece = () =>
  z
    .string()
    .min(1, says("is empty", "Write the piece of text that gives such requests away."))
    .max(253, says("is longer than 253 characters", "Write a shorter piece of it."));

const settings = z
  .strictObject({
    urls: atLeastOne(piece(), "piece").exactOptional().describe("Pieces of a path with its query: `?debug=`."),
    headers: atLeastOne(piece(), "piece").exactOptional().describe("Pieces of a header's name or value."),
    bodies: atLeastOne(piece(), "piece")
      .exactOptional()
      .describe("Pieces of a body, for which the gateway holds each request back until all of it is there."),
    caseSensitive: z.boolean().prefault(false).describe("Whether capital letters are other letters than small ones."),
    status: z
      .int()
      .min(400, says("is no status of a refusal", "Write a number from 400 to 599."))
      .max(599, says("is no status of a refusal", "Write a number from 400 to 599."))
      .prefault(403)
      .describe("Status of the answer."),
    message: z
      .string()
      .max(1000, says("is longer than 1000 characters", "Say it shorter."))
      .prefault("")
      .describe("Body of the answer."),
  })
  // The plugin refuses a configuration without any of the three, and then lets no request pass.
  .refine(
    ({ urls, headers, bodies }) => [urls, headers, bodies].some((each) => each !== undefined),
    says("refuses nothing", "Name pieces of urls, headers or bodies."),
  );

const tell = ({ urls, headers, bodies, caseSensitive, status, message }: z.output<typeof settings>): JsonMap => ({
  ...(urls && { block_urls: urls }),
  ...(headers && { block_headers: headers }),
  // What the documents call bodies the one in C++ calls bodys; neither looks at the other's.
  ...(bodies && { block_bodies: bodies, block_bodys: bodies }),
  case_sensitive: caseSensitive,
  blocked_code: status,
  blocked_message: message,
});

export const requestBlock = builtin({
  name: "request-block",
  version: "2.0.0",
  phase: "AUTHZ",
  priority: 320,
  failure: "closed",
  about: "Refuses requests by pieces of their path, headers or body.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
});
