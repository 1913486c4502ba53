/** What answers a route: one thing, several by weight, or one of two. */
import * as z from "zod";
import type { Destination } from "../model/backend.ts";
import { hostForm } from "../produced.ts";
import { comparedHeader, comparedValue, cookieValue } from "./match.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { cookieName } from "./header.ts";
import { label, port } from "./text.ts";
import { says } from "./words.ts";

const service = () => label().describe("A Service in the tenant's namespace.");
const servicePort = () => port().describe("Port of the Service.");

const host = () =>
  z
    .string()
    .regex(
      hostForm,
      says(
        "is not a host that a registry produces",
        'Write it as the registry\'s type makes it: "orders.DEFAULT-GROUP.public.nacos", "billing.static".',
      ),
    )
    .describe("A host that a registry of the tenant produces.");
const hostPort = () => port().exactOptional().describe("Port. Default: the one the registry knows.");

const noWeight = says(
  "is no weight",
  "Use a whole number from 1 to 100, or remove the destination: without a share it serves nothing.",
);
const weight = () =>
  z
    .int()
    .min(1, noWeight)
    .max(100, noWeight)
    .exactOptional()
    .describe("Percent of the requests. Default with one destination: 100.");

const oneTarget = exactlyOne("target", "either service and port, or the host that a registry produces");
const union = unionError(oneTarget);

const target = (what: string) =>
  z
    .union(
      [
        form({ service: service(), port: servicePort() }, ["host"], oneTarget),
        form({ host: host(), port: hostPort() }, ["service"], oneTarget),
      ],
      union,
    )
    .describe(what);

const destinations = z
  .array(
    z.union(
      [
        form({ service: service(), port: servicePort(), weight: weight() }, ["host"], oneTarget),
        form({ host: host(), port: hostPort(), weight: weight() }, ["service"], oneTarget),
      ],
      union,
    ),
  )
  .min(1, says("is empty", "Name at least one destination."))
  .transform((written, context): readonly Destination[] =>
    written.map((each, at) => {
      if (each.weight === undefined && written.length > 1) {
        context.issues.push({
          code: "custom",
          path: [at],
          message: says("has no weight", "Give each of several destinations its share in percent: weight: 50."),
          input: each,
        });
      }
      return { ...each, weight: each.weight ?? 100 };
    }),
  )
  .describe("Services of the tenant's namespace and hosts that its registries produce, with weights.");

const oneBackend = exactlyOne(
  "kind of backend",
  "either service and port, or destinations, or active with blue and green",
);

/** The two that variants have too, with keys and words of whatever else there is. */
const plainForms = (others: readonly string[], contradiction: string) =>
  [
    form({ service: service(), port: servicePort() }, ["destinations", ...others], contradiction),
    form({ destinations }, ["service", "port", ...others], contradiction),
  ] as const;

const oneSign = exactlyOne("sign", "either header and value, or cookie and value");

const when = (what: string) =>
  z
    .union(
      [
        form({ header: comparedHeader(), value: comparedValue("The header's whole value.") }, ["cookie"], oneSign),
        form({ cookie: cookieName().describe("Name of a cookie."), value: cookieValue() }, ["header"], oneSign),
      ],
      unionError(oneSign),
    )
    .describe(what);

const blueGreen = form(
  {
    active: z.enum(["blue", "green"]).describe("Which of the two answers."),
    blue: target("One of two versions."),
    green: target("The other."),
    preview: when("Whose requests the version that is not active answers. Default: nobody's.").exactOptional(),
  },
  ["service", "port", "destinations"],
  oneBackend,
);

const colours = ["active", "blue", "green", "preview"];

export const backendSchema = z
  .union([...plainForms(colours, oneBackend), blueGreen], unionError(oneBackend))
  .describe("What answers: `service` and `port`; or `destinations` by weight; or `active`, one of `blue` and `green`.");

const onePlain = exactlyOne("kind of backend", "either service and port, or destinations");

const noVariants = says("is empty", "Name a variant, or leave the list out.");

export const variantsSchema = z
  .array(
    z.strictObject({
      name: label().describe("Name of the variant, unique in the route."),
      when: when("Whose requests it answers."),
      backend: z
        .union(plainForms(colours, onePlain), unionError(onePlain))
        .describe("What answers them: `service` and `port`, or `destinations`."),
    }),
  )
  .min(1, noVariants)
  .exactOptional()
  .describe(
    "Other backends for some of its requests: a canary for those who ask for it, the groups of an A/B test. All else is as the route has it.",
  );
