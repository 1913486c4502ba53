/** What runs in a tenant's gateway: one form for each plugin that Higress publishes, told apart by `use`. */
import * as z from "zod";
import type { Builtin } from "../plugins/builtin.ts";
import { builtins } from "../plugins/builtins.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { digest } from "./plugins.ts";
import { atLeastOne, hostPattern, label } from "./text.ts";
import { says } from "./words.ts";

const noPriority = says("is no priority", "Write a whole number from 0 to 1000.");

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

const anything = () => z.record(z.string(), z.unknown());

const own = z
  .strictObject({
    use: z.literal("own").describe("Code that Higress does not publish."),
    name: name(),
    source: z
      .string()
      .regex(
        /^oci:\/\/[a-z0-9.-]+(:\d+)?(\/[a-z0-9][a-z0-9._-]*)+:(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
        says(
          "is no plugin in a registry with an exact tag",
          'Write registry, path and tag: "oci://registry.example.com/plugins/signer:1.2.0".',
        ),
      )
      .describe("Where its image is: `oci://`, a registry that the fleet allows, path and tag."),
    sha256: digest().describe("Digest of that image: nothing else that stands under its tag is run."),
    phase: z
      .enum(["UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS"])
      .describe("Where on a request's way it stands; `UNSPECIFIED_PHASE` is the end, before the backend."),
    priority: z
      .int()
      .min(0, noPriority)
      .max(1000, noPriority)
      .describe("Place within the phase, from 0 to 1000: the higher comes first."),
    failure: z
      .enum(["closed", "open"])
      .prefault("closed")
      .describe(
        "What becomes of requests while it cannot run: none passes, or all do. In `AUTHN` and `AUTHZ` only `closed`.",
      ),
    config: anything()
      .describe(
        "What the plugin is told for every request that no rule is for, in its own words; `{ secret: <name>, key: <key> }` for a value that stays in a Secret. Default: it leaves those alone.",
      )
      .exactOptional(),
    rules: rules(anything()),
  })
  .meta({
    title: "Plugin own",
    description:
      "Any other plugin, by its image. What it is told the fleet cannot check but for its size and credentials in it.",
  });

export const pluginSchema = z.discriminatedUnion("use", [own, ...builtins.map(ofHigress)]);
