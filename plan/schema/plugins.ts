/** Where plugins come from; the platform says so, and no tenant's own file. */
import * as z from "zod";
import { builtins } from "../plugins/builtins.ts";
import { cidr } from "./cidr.ts";
import { eachOnce } from "./lists.ts";
import { id } from "./text.ts";
import { says } from "./words.ts";

/** SHA-256 of an image. */
export const digest = () =>
  z
    .string()
    .regex(
      /^[0-9a-f]{64}$/,
      says("is no SHA-256", 'Write the 64 digits of the image\'s digest, without "sha256:" before them.'),
    );

const pin = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, says("is not an exact version", 'Write all three numbers: "2.0.0".'))
      .describe("Version of the plugin, the tag of its image."),
    sha256: digest()
      .exactOptional()
      .describe(
        "Digest of the plugin's image in the registry: nothing else that stands under its tag is run. Needed where `protect` is on.",
      ),
  })
  .exactOptional();

/** Host, port and the first parts of a path, each as a registry takes it. */
const registryForm =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** As tenants name them. */
const use = () => z.enum(["own", ...builtins.map(({ name }) => name)]);

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
    registries: z
      .array(
        z
          .string()
          .regex(
            registryForm,
            says(
              "is not an image registry",
              'Write host and path without scheme or slash at the end: "registry.example.com/plugins".',
            ),
          ),
      )
      .superRefine(eachOnce)
      .prefault([])
      .describe(
        "Registries beside `higress.hub` that plugins of tenants' own may come from, with or without the first parts of a path.",
      ),
    registryCidrs: z
      .array(cidr())
      .prefault([])
      .describe(
        "Networks that the registries of plugins answer from. Gateways with plugins from a registry may go there, on its port, since they fetch plugins themselves; NetworkPolicies know no names.",
      ),
    allowed: z
      .array(use())
      .superRefine(eachOnce)
      .prefault(builtins.map(({ name }) => name))
      .describe("Plugins that every tenant may use, `own` for any by its image. Default: all that Higress publishes."),
    allowedFor: z
      .record(id(), z.array(use()).superRefine(eachOnce))
      .prefault({})
      .describe("Plugins that single tenants may use besides, by id."),
  })
  .prefault({})
  .describe("Where plugins come from, and who may have which.");
