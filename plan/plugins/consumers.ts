/**
 * What the plugins that ask clients who they are have in common: consumers, and which of them a rule lets in (higress v2.2.4,
 * plugins/wasm-cpp/common/route_rule_matcher.h). One that cannot read its configuration lets everybody in, whatever its
 * failStrategy says, so nothing may reach it that it cannot read.
 */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import { quote } from "../quote.ts";
import { atLeastOne } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import type { Written } from "./builtin.ts";

/** Goes to the backend as header `x-mse-consumer`. */
const consumerForm = /^[A-Za-z0-9]([A-Za-z0-9._@-]{0,61}[A-Za-z0-9])?$/;

export const consumerName = () =>
  z
    .string()
    .regex(
      consumerForm,
      says(
        "is no name of a consumer",
        'Use letters, digits, ".", "_", "@" and "-", with a letter or digit at both ends.',
      ),
    )
    .describe("Name that the backend gets in header `x-mse-consumer`.");

/** Always written: without the word, what a plugin does depends on whether it has rules. */
export const everywhere = () =>
  z
    .boolean()
    .prefault(true)
    .describe(
      "Whether requests that no rule is for need a consumer too, any of them. `false`: those pass without being asked.",
    );

export interface Allowed {
  readonly allow: readonly string[];
}

export const allowed = z.strictObject({
  allow: atLeastOne(z.string(), "consumer").describe("Names of the consumers that these requests may be from."),
});

export const tellAllowed = ({ allow }: Allowed) => ({ allow });

interface Asked {
  readonly everywhere: boolean;
  readonly consumers: readonly { readonly name: string }[];
}

/** What is wrong between consumers and rules. */
export function consumerFindings({ config, rules }: Written<Asked, Allowed>): readonly Finding[] {
  if (config === undefined) {
    return [
      {
        path: ["config"],
        message: "names no consumers, and with rules alone the plugin lets everybody in",
        remedy: "Name them in config; everywhere: false there asks the requests of rules alone.",
      },
    ];
  }
  const names = config.consumers.map(({ name }) => name);
  return [
    ...(config.everywhere || rules.length > 0
      ? []
      : [
          {
            path: ["config", "everywhere"],
            message: "is false, and no rule asks anybody either",
            remedy: "Add rules, or leave it out.",
          },
        ]),
    ...twice(names, (at) => ["config", "consumers", at, "name"], "is the name of two consumers"),
    ...rules.flatMap(({ config: { allow } }, rule) =>
      allow.flatMap((name, at) =>
        names.includes(name)
          ? []
          : [
              {
                path: ["rules", rule, "config", "allow", at],
                message: `${quote(name, [])} is none of the plugin's consumers: ${names.join(", ")}`,
                remedy: "Name one of them, or add it to config.consumers.",
              },
            ],
      ),
    ),
  ];
}

/** Every value that stood before. */
export const twice = (
  values: readonly string[],
  path: (at: number) => Finding["path"],
  problem: string,
): readonly Finding[] =>
  values.flatMap((value, at) =>
    values.indexOf(value) === at
      ? []
      : [{ path: path(at), message: `${JSON.stringify(value)} ${problem}`, remedy: "Give each its own." }],
  );
