/** Where plugins come from. */
import { builtinNamed } from "../plugins/builtins.ts";
import { eachTenant, quote, type Check } from "./check.ts";

/** A plugin server's image is judged where it is released; a tag of a registry can be moved. */
export const pluginsArePinned: Check = eachTenant(({ plugins, pluginServer }, { protect, plugins: { versions } }) =>
  !protect || pluginServer !== undefined
    ? []
    : plugins.flatMap(({ use }, at) =>
        versions[use]?.sha256 === undefined
          ? [
              {
                path: ["plugins", at, "use"],
                message: `plugin ${quote(use)} has no digest, and what stands under its tag can change`,
                remedy: `Write its digest into the fleet file: plugins: { versions: { ${use}: { version: ${builtinNamed(use).version}, sha256: … } } }; or give the tenant pluginServer: true.`,
              },
            ]
          : [],
      ),
);
