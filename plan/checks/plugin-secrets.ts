/** What plugins take from Secrets: by name, of their own namespace, and none of Higress's. */
import type { Finding } from "../fault.ts";
import { higressSecret } from "../names.ts";
import { secretsOf, textsOf } from "../plugins/texts.ts";
import { eachPlugin, quote, within, type Check } from "./check.ts";

/** Everything that a plugin is told, with findings of it. */
const eachConfig = (check: (config: unknown) => readonly Finding[]): Check =>
  eachPlugin(({ config, rules }) => [
    ...within(["config"], check(config)),
    ...rules.flatMap((rule, place) => within(["rules", place, "config"], check(rule.config))),
  ]);

/** The controller would put Secrets in, of any namespace that it reads (higress v2.2.4, pkg/ingress/config/ingress_template.go). */
export const pluginTextsAreTaken = eachConfig((config) =>
  textsOf(config).flatMap(({ path, text }) =>
    text.includes("${")
      ? [
          {
            path,
            message: 'has "${", by which the controller reads Secrets',
            remedy:
              "Write { secret: <name>, key: <key> } where the plugin takes a Secret's value, and leave it out elsewhere.",
          },
        ]
      : [],
  ),
);

/** Keys that sign for gateways, and the console's password: what a plugin is told, its code may send anywhere. */
export const pluginsLeaveHigressItsSecrets = eachConfig((config) =>
  secretsOf(config).flatMap(({ path, of: { secret } }) =>
    higressSecret.test(secret)
      ? [
          {
            path: [...path, "secret"],
            message: `Secret ${quote(secret)} is Higress's or Helm's own, and no plugin is told what is in it`,
            remedy: "Name a Secret of the tenant's.",
          },
        ]
      : [],
  ),
);
