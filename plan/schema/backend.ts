/** What answers a route: one thing, several by weight, or one of two. */
import * as z from "zod";
import { comparedHeader, comparedValue, cookieValue } from "./match.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { cookieName } from "./header.ts";
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
import { label } from "./text.ts";
import { says } from "./words.ts";

/** Weight in percent. */
export interface WrittenDestination {
  readonly target: WrittenTarget;
  readonly weight: number;
}

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
        form({ ...named, weight: weight() }, aloneKeys, oneTarget)
          .meta(portOfService)
          .transform(({ weight: share, ...written }, context) => weighed(readTarget(written, context), share)),
        form({ ...alone, weight: weight() }, namedKeys, oneTarget).transform(({ weight: share, ...written }) =>
          weighed(written, share),
        ),
      ],
      union,
    ),
  )
  .min(1, says("is empty", "Name at least one destination."))
  .transform((written, context): readonly WrittenDestination[] =>
    written.map(({ target: leadsTo, weight: share }, at) => {
      if (share === undefined && written.length > 1) {
        context.issues.push({
          code: "custom",
          path: [at],
          message: says("has no weight", "Give each of several destinations its share in percent: weight: 50."),
          input: leadsTo,
        });
      }
      return { target: leadsTo, weight: share ?? 100 };
    }),
  )
  .describe("Services of the tenant's namespace and services of its registries, with weights.");

const weighed = (leadsTo: WrittenTarget, share: number | undefined) => ({ target: leadsTo, weight: share });

const oneBackend = exactlyOne(
  "kind of backend",
  "either a service, or a registry that is one, or destinations, or active with blue and green",
);

/** The two that variants have too, with keys and words of whatever else there is. */
const plainForms = (others: readonly string[], contradiction: string) =>
  [
    ...targetForms(["destinations", ...others], contradiction),
    form({ destinations }, [...namedKeys, ...aloneKeys, "port", ...others], contradiction),
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
  [...namedKeys, ...aloneKeys, "port", "destinations"],
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
  .exactOptional()
  .describe(
    "Other backends for some of its requests: a canary for those who ask for it, the groups of an A/B test. All else is as the route has it.",
  );
