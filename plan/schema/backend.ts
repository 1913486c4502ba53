/** What answers a route: one thing, several by weight, or one of two. */
import * as z from "zod";
import { comparedHeader, comparedValue, cookieValue } from "./match.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { cookieName } from "./header.ts";
import { moreThan } from "./lists.ts";
import {
  alone,
  aloneKeys,
  named,
  namedKeys,
  oneTarget,
  portOfService,
  readTarget,
  targetForms,
  type WrittenTarget,
} from "./target.ts";
import { sharesSchema, spreadOf, standsIn, type PlacedTarget } from "./spread.ts";
import { label } from "./text.ts";
import { says } from "./words.ts";

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

const union = unionError(oneTarget);

const target = (what: string) => z.union(targetForms([], oneTarget), union).describe(what);

const destinations = z
  .array(
    z.union(
      [
        form({ ...named, weight: weight(), region: standsIn() }, aloneKeys, oneTarget)
          .meta(portOfService)
          .transform(({ weight: share, region, ...written }, context) =>
            placed(readTarget(written, context), share, region),
          ),
        form({ ...alone, weight: weight(), region: standsIn() }, namedKeys, oneTarget).transform(
          ({ weight: share, region, ...written }) => placed(written, share, region),
        ),
      ],
      union,
    ),
  )
  .min(1, says("is empty", "Name at least one destination."))
  // Each has a whole percent.
  .max(100, moreThan(100, "destinations"))
  .describe(
    "Services in the namespace of the tenant or gateway and services of the tenant's registries, with weights or shares.",
  );

const placed = (leadsTo: WrittenTarget, share: number | undefined, region: string | undefined): PlacedTarget => ({
  target: leadsTo,
  ...(share !== undefined && { weight: share }),
  ...(region !== undefined && { region }),
});

const oneBackend = exactlyOne(
  "kind of backend",
  "either a service, or a registry that is one, or destinations, or active with blue and green",
);

/** The two that variants have too, with keys and words of whatever else there is. */
const plainForms = (others: readonly string[], contradiction: string) =>
  [
    ...targetForms(["destinations", "shares", ...others], contradiction),
    form(
      { destinations, shares: sharesSchema },
      [...namedKeys, ...aloneKeys, "port", ...others],
      contradiction,
    ).transform(spreadOf),
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
    green: target("The other version."),
    preview: when("Whose requests the version that is not active answers. Default: nobody's.").exactOptional(),
  },
  [...namedKeys, ...aloneKeys, "port", "destinations", "shares"],
  oneBackend,
);

const colours = ["active", "blue", "green", "preview"];

/** As people write it. */
export type WrittenBackend = z.output<typeof backendSchema>;

export const backendSchema = z
  .union([...plainForms(colours, oneBackend), blueGreen], unionError(oneBackend))
  .describe(
    "What answers: a `service`; or a `registry` that is one; or `destinations` by weight; or `active`, one of `blue` and `green`.",
  );

const onePlain = exactlyOne("kind of backend", "either a service, or a registry that is one, or destinations");

const noVariants = says("is empty", "Name a variant, or leave the list out.");

export const variantsSchema = z
  .array(
    z.strictObject({
      name: label().describe("Name of the variant, unique in the route."),
      when: when("Whose requests it answers."),
      backend: z
        .union(plainForms(colours, onePlain), unionError(onePlain))
        .describe("What answers them: a `service`, or a `registry` that is one, or `destinations`."),
    }),
  )
  .min(1, noVariants)
  // Each is one Ingress more.
  .max(100, moreThan(100, "variants"))
  .exactOptional()
  .describe(
    "Other backends for some of its requests: a canary for those who ask for it, the groups of an A/B test. All else is as the route has it.",
  );
