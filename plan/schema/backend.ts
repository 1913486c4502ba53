/** What answers a route: one thing, several by weight, or one of two. */
import * as z from "zod";
import { comparedHeader, comparedValue, cookieValue } from "./match.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { cookieName } from "./header.ts";
import { moreThan } from "./lists.ts";
import {
  alone,
  aloneKeys,
  keysOf,
  named,
  namedAnywhere,
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

/** How a Service or a service of a registry is named: a gateway's may be of another namespace. */
type Naming = typeof named;

const target = (own: Naming, what: string) => z.union(targetForms(own, [], oneTarget), union).describe(what);

const destinations = (own: Naming, what: string) =>
  z
    .array(
      z.union(
        [
          form({ ...own, weight: weight(), region: standsIn() }, aloneKeys, oneTarget)
            .meta(portOfService)
            .transform(({ weight: share, region, ...written }, context) =>
              placed(readTarget(written, context), share, region),
            ),
          form({ ...alone, weight: weight(), region: standsIn() }, keysOf(own), oneTarget).transform(
            ({ weight: share, region, ...written }) => placed(written, share, region),
          ),
        ],
        union,
      ),
    )
    .min(1, says("is empty", "Name at least one destination."))
    // Each has a whole percent.
    .max(100, moreThan(100, "destinations"))
    .describe(what);

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
const plainForms = (own: Naming, what: string, others: readonly string[], contradiction: string) =>
  [
    ...targetForms(own, ["destinations", "shares", ...others], contradiction),
    form(
      { destinations: destinations(own, what), shares: sharesSchema },
      [...keysOf(own), ...aloneKeys, "port", ...others],
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

const blueGreen = (own: Naming) =>
  form(
    {
      active: z.enum(["blue", "green"]).describe("Which of the two answers."),
      blue: target(own, "One of two versions."),
      green: target(own, "The other version."),
      preview: when("Whose requests the version that is not active answers. Default: nobody's.").exactOptional(),
    },
    [...keysOf(own), ...aloneKeys, "port", "destinations", "shares"],
    oneBackend,
  );

const colours = ["active", "blue", "green", "preview"];

/** As people write it. */
export type WrittenBackend = z.output<ReturnType<typeof backendSchema>>;

const backendSchema = (own: Naming, what: string) =>
  z
    .union([...plainForms(own, what, colours, oneBackend), blueGreen(own)], unionError(oneBackend))
    .describe(
      "What answers: a `service`; or a `registry` that is one; or `destinations` by weight; or `active`, one of `blue` and `green`.",
    );

const onePlain = exactlyOne("kind of backend", "either a service, or a registry that is one, or destinations");

const noVariants = says("is empty", "Name a variant, or leave the list out.");

const variantsSchema = (own: Naming, what: string) =>
  z
    .array(
      z.strictObject({
        name: label().describe("Name of the variant, unique in the route."),
        when: when("Whose requests it answers."),
        backend: z
          .union(plainForms(own, what, colours, onePlain), unionError(onePlain))
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

const answers = (own: Naming, what: string) => ({
  backend: backendSchema(own, what),
  variants: variantsSchema(own, what),
});

/** What a route of a tenant leads to, and one of a gateway of the platform. */
export const tenantAnswers = answers(
  named,
  "Services of the tenant's namespace and services of its registries, with weights or shares.",
);
export const gatewayAnswers = answers(namedAnywhere, "Services, with weights or shares.");
