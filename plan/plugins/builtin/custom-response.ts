/** Answers in place of the backend (higress v2.2.4, plugins/wasm-cpp/extensions/custom_response/plugin.cc). */
import * as z from "zod";
import { headerKey, lowered, plainHeaderValue } from "../../schema/header.ts";
import { eachOnce } from "../../schema/lists.ts";
import { atLeastOne } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { builtin, type JsonMap } from "../builtin.ts";

const status = (least: number) =>
  z
    .int()
    .min(least, says("is no status of an answer", `Write a number from ${least} to 599.`))
    .max(599, says("is no status of an answer", `Write a number from ${least} to 599.`));

const value = () =>
  plainHeaderValue().refine(
    (text) => !text.includes("="),
    says(
      'has a "=", and the plugin drops what follows it',
      "Write the value without, a redirect to an address without parameters, or have a backend answer.",
    ),
  );

/** Answers that have no body (RFC 9110, section 6.4.1). */
const bodiless: readonly number[] = [204, 205, 304];

const settings = z
  .strictObject({
    status: status(200).prefault(200).describe("Status of the answer."),
    headers: z
      .record(headerKey(), value())
      .transform(lowered)
      .prefault({})
      .describe("Headers of the answer, value by name."),
    body: z
      .string()
      .min(1, says("is empty", "Write something, or leave it out."))
      .max(10_000, says("is longer than 10000 characters", "Answer with a redirect to a page."))
      .exactOptional()
      .describe("Body of the answer; without a `content-type` it is JSON where it is that, or else text."),
    after: atLeastOne(status(300), "status")
      .superRefine(eachOnce)
      .exactOptional()
      .describe(
        "Statuses of the backend, or of the gateway itself, in place of which it answers. Default: the backend is not asked.",
      ),
  })
  .refine(
    ({ status: code, headers, body }) => body !== undefined || Object.keys(headers).length > 0 || code !== 200,
    says("answers nothing", "Write a body, headers or another status."),
  )
  .refine(
    ({ status: code, headers }) =>
      (code >= 300 && code < 304) || code === 307 || code === 308 || !("location" in headers),
    says("has a location that no status sends anybody to", "Write status 301, 302, 303, 307 or 308."),
  )
  .refine(
    ({ status: code, body }) => body === undefined || !bodiless.includes(code),
    says("has a body, and an answer of this status has none", "Remove the body, or write another status."),
  );

const tell = ({ status: code, headers, body, after }: z.output<typeof settings>): JsonMap => ({
  status_code: code,
  headers: Object.keys(headers)
    .toSorted()
    .map((name) => `${name}=${headers[name] ?? ""}`),
  ...(body !== undefined && { body }),
  ...(after && { enable_on_status: after }),
});

export const customResponse = builtin({
  name: "custom-response",
  version: "2.0.0",
  phase: "AUTHN",
  priority: 910,
  failure: "closed",
  about: "Answers in place of the backend.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
});
