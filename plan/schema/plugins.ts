/** Where plugins come from; the platform says so, and no tenant's own file. */
import * as z from "zod";
import { builtins } from "../plugins/builtins.ts";
import { says } from "./words.ts";

const pin = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, says("is not an exact version", 'Write all three numbers: "2.0.0".'))
      .describe("Version of the plugin, the tag of its image."),
    sha256: z
      .string()
      .regex(
        /^[0-9a-f]{64}$/,
        says("is no SHA-256", 'Write the 64 digits of the image\'s digest, without "sha256:" before them.'),
      )
      .exactOptional()
      .describe(
        "Digest of the plugin's image in the registry: nothing else that stands under its tag is run. Needed where `protect` is on.",
      ),
  })
  .exactOptional();

export const pluginsSchema = z
  .strictObject({
    versions: z
      .strictObject(
        Object.fromEntries(builtins.map(({ name, version }) => [name, pin.describe(`Default: ${version}.`)])),
      )
      .prefault({})
      .describe(
        "Versions of Higress's own plugins, of those that are to have another than the one the fleet was written for, or a digest.",
      ),
  })
  .prefault({})
  .describe("Where plugins come from.");
