/** What runs in a tenant's gateway: one form for each plugin that Higress publishes, told apart by `use`. */
import * as z from "zod";
import type { Builtin } from "../plugins/builtin.ts";
import { builtins } from "../plugins/builtins.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { atLeastOne, hostPattern, label } from "./text.ts";

const name = () => label().describe("Name of the plugin's WasmPlugin, unique in the tenant.");

const oneAim = exactlyOne("kind of requests", "either routes or hosts, and config");

/** The controller drops a whole plugin for one rule that is for no requests (higress v2.2.4, pkg/ingress/config/ingress_config.go:1158-1250). */
const rules = (config: z.ZodType<Readonly<Record<string, unknown>>>) => {
  const told = () => config.describe("What the plugin is told for these requests.");
  return z
    .array(
      z.union(
        [
          form(
            {
              routes: atLeastOne(label(), "route").describe(
                "Names of routes of the tenant; their variants are meant as well.",
              ),
              config: told(),
            },
            ["hosts"],
            oneAim,
          ),
          form(
            {
              hosts: atLeastOne(hostPattern(), "host").describe(
                "Hosts of the tenant: every route of theirs, and whatever else is asked by that name.",
              ),
              config: told(),
            },
            ["routes"],
            oneAim,
          ),
        ],
        unionError(oneAim),
      ),
    )
    .prefault([])
    .describe("What it is told for some requests, in order: the first rule that fits counts, and no other.");
};

const ofHigress = ({ name: use, about, schema }: Builtin) =>
  z
    .strictObject({
      use: z.literal(use).describe("The plugin."),
      name: name(),
      config: schema.all
        .describe("What the plugin is told for every request that no rule is for. Default: it leaves those alone.")
        .exactOptional(),
      rules: rules(schema.rule),
    })
    .meta({ title: `Plugin ${use}`, description: about });

const [first, ...others] = builtins.map(ofHigress);
if (first === undefined) throw new Error("there is no plugin at all");

export const pluginSchema = z.discriminatedUnion("use", [first, ...others]);
