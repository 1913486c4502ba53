/** Which pages of other origins may call a route from a browser. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Cors } from "../model/traffic.ts";
import { headerToken } from "../schema/header.ts";
import { moreThan } from "../schema/lists.ts";
import { duration } from "../schema/units.ts";
import { originPattern } from "../schema/url.ts";
import { says } from "../schema/words.ts";
import type { Concern } from "./concern.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** All of a list stand in one annotation, and every answer to a browser has them. */
const mostNamed = 100;

const names = () =>
  z
    .array(
      headerToken().refine(
        (name) => name !== "*",
        says("is not one header", "Name each; browsers take the sign for none where credentials are sent."),
      ),
    )
    .max(mostNamed, moreThan(mostNamed, "headers"));

export const corsSchema = z
  .strictObject({
    origins: z
      .array(originPattern())
      .min(1, says("is empty", "Name at least one origin."))
      .max(mostNamed, moreThan(mostNamed, "origins"))
      .refine(
        (origins) => origins.length === 1 || !origins.includes("*"),
        says('has "*" beside other origins, which says all of them', 'Keep "*" alone, or leave it out.'),
      )
      .describe(
        "Origins whose pages may read answers: `https://www.example.com`, `https://*.example.com` for all hosts below, over http too, or `*` for all.",
      ),
    methods: z
      .array(z.enum(methods))
      .min(1, says("is empty", "Name at least one method, or leave the list out."))
      .max(methods.length, moreThan(methods.length, "methods"))
      .prefault([...defaults.cors.methods])
      .describe("Methods that they may use."),
    headers: names()
      .min(1, says("is empty, for which Higress takes a list of its own", "Name at least one header, or leave it out."))
      .prefault([...defaults.cors.headers])
      .describe("Headers that they may send beside the ones that every page may."),
    exposed: names()
      .min(1, says("is empty", "Name at least one header, or leave the list out."))
      .exactOptional()
      .describe("Headers of answers that they may read. Default: those that every page may."),
    credentials: z
      .boolean()
      .prefault(defaults.cors.credentials)
      .describe("Whether browsers send cookies and other credentials along; never for `*`."),
    maxAge: duration("24h")
      .prefault(defaults.cors.maxAge)
      .describe("How long browsers may keep what they were told; they keep it for a day at most."),
  })
  .exactOptional()
  .describe("Pages of other origins that may call it from browsers. Default: none but what the backend itself allows.");

/** Everything is written out: what is not, the controller makes `*` with credentials (annotations/cors.go). */
export const cors: Concern<Cors> = {
  keys: [
    "enable-cors",
    "cors-allow-origin",
    "cors-allow-methods",
    "cors-allow-headers",
    "cors-expose-headers",
    "cors-allow-credentials",
    "cors-max-age",
  ],
  annotations: ({ origins, methods, headers, exposed, credentials, maxAge }) => ({
    "enable-cors": "true",
    "cors-allow-origin": origins.join(","),
    "cors-allow-methods": methods.join(","),
    "cors-allow-headers": headers.join(","),
    ...(exposed !== undefined && { "cors-expose-headers": exposed.join(",") }),
    "cors-allow-credentials": String(credentials),
    "cors-max-age": String(maxAge),
  }),
  findings: ({ origins, credentials }, { headers }) => [
    ...(credentials && origins.includes("*")
      ? [
          {
            path: ["credentials"],
            message: 'with origin "*" every page that a client opens could act in the client\'s name',
            remedy: "Name the origins, or remove the credentials.",
          },
        ]
      : []),
    ...[...Object.keys(headers?.response?.set ?? {}), ...Object.keys(headers?.response?.add ?? {})]
      .filter((name) => name.startsWith("access-control-"))
      .map((name) => ({
        path: [],
        message: `"headers" of the route write ${JSON.stringify(name)} too`,
        remedy: "Leave the header to this setting.",
      })),
  ],
};
