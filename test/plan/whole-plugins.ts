/** Plugins of a tenant of whole.ts, written and as they are read. */
import type { Plugin, Plugins } from "../../plan/model/plugin.ts";
import type { Whole } from "./whole.ts";

const sha256 = "0123456789abcdef".repeat(4);

/** Of the fleet. */
export const pluginsText = `plugins: { versions: { request-block: { version: 1.2.0, sha256: ${sha256} } } }\n`;

export const plugins: Whole<Plugins> = { versions: { "request-block": { version: "1.2.0", sha256 } } };

/** Of the tenant. */
export const tenantPluginsText = `    plugins:
      - use: request-block
        name: no-debugging
        config: { urls: ["?debug="], headers: [x-debug], bodies: [<script], caseSensitive: true, status: 404, message: Nothing }
        rules:
          - { routes: [portal, release], config: { urls: ["?trace="] } }
          - { hosts: [Bücher.acme.org], config: { bodies: [eval] } }
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
];
