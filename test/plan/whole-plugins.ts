/** Plugins of a tenant of whole.ts, written and as they are read. */
import type { Plugin, Plugins } from "../../plan/model/plugin.ts";
import type { Whole } from "./whole.ts";

const sha256 = "0123456789abcdef".repeat(4);

/** Of the fleet. */
export const pluginsText = `plugins:
  versions: { cors: { version: 1.2.0, sha256: ${sha256} } }
  registries: ["registry.example.net:5000/plugins"]
  registryCidrs: [198.51.100.192/28]
  allowed: [request-block]
  allowedFor: { acme: [own] }
`;

export const plugins: Whole<Plugins> = {
  versions: { cors: { version: "1.2.0", sha256 } },
  registries: ["registry.example.net:5000/plugins"],
  registryCidrs: ["198.51.100.192/28"],
  allowed: ["request-block"],
  allowedFor: { acme: ["own"] },
};

/** Of the tenant. */
export const tenantPluginsText = `    plugins:
      - use: request-block
        name: no-debugging
        config: { urls: ["?debug="], headers: [x-debug], bodies: [<script], caseSensitive: true, status: 404, message: Nothing }
        rules:
          - { routes: [portal, release], config: { urls: ["?trace="] } }
          - { hosts: [Bücher.acme.org], config: { bodies: [eval] } }
      - use: own
        name: signer
        source: oci://registry.example.net:5000/plugins/signer:1.2.0
        sha256: ${sha256}
        phase: AUTHN
        priority: 300
        failure: closed
        config: { header: x-signature, keys: [{ secret: signing, key: current }], strict: true, skew: 30 }
        rules: [{ routes: [groups], config: { strict: false } }]
`;

export const tenantPlugins: readonly Whole<Plugin>[] = [
  {
    use: "request-block",
    name: "no-debugging",
    config: {
      urls: ["?debug="],
      headers: ["x-debug"],
      bodies: ["<script"],
      caseSensitive: true,
      status: 404,
      message: "Nothing",
    },
    rules: [
      { routes: ["portal", "release"], config: { urls: ["?trace="], caseSensitive: false, status: 403, message: "" } },
      {
        hosts: ["xn--bcher-kva.acme.org"],
        config: { bodies: ["eval"], caseSensitive: false, status: 403, message: "" },
      },
    ],
  },
  {
    use: "own",
    name: "signer",
    source: "oci://registry.example.net:5000/plugins/signer:1.2.0",
    sha256,
    phase: "AUTHN",
    priority: 300,
    failure: "closed",
    config: { header: "x-signature", keys: [{ secret: "signing", key: "current" }], strict: true, skew: 30 },
    rules: [{ routes: ["groups"], config: { strict: false } }],
  },
];
