/** A plugin of the world: it asks for a key on one of the tenant's hosts, and takes the keys from a Secret. */
import type { Sketch } from "./harness.ts";
import { object, type Site } from "./world-installation.ts";

export const plugin = (site: Site, host: string): Sketch =>
  object(site, "plugin", ["extensions.higress.io/v1alpha1", "WasmPlugin", "key-auth"], {
    spec: {
      url: `oci://registry.example.com/mirror/plugins/key-auth@sha256:${"0123456789abcdef".repeat(4)}`,
      phase: "AUTHN",
      priority: 310,
      failStrategy: "FAIL_CLOSE",
      imagePullSecret: "registry",
      defaultConfig: { global_auth: false, keys: ["x-api-key"] },
      defaultConfigDisable: true,
      matchRules: [
        {
          domain: [host],
          config: { consumers: [{ name: "desk", credential: `\${secret.${site.namespace}/desk.key}` }] },
        },
        { ingress: ["orders"], service: ["orders.static"], config: { allow: ["desk"] } },
      ],
    },
  });
