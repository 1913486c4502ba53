/** Plugins of others: what can be said of what one is told without knowing it. */
import type { FleetPath, Finding } from "../fault.ts";
import type { PluginSettings } from "../model/plugin.ts";
import { isOwn } from "../plugins/kind.ts";
import { isSecretKey } from "../plugins/texts.ts";
import { eachTenant, within, type Check } from "./check.ts";
import { inClear, isPrivatePart } from "./in-clear.ts";

/** Levels that admission looks for credentials in, and no deeper (admission/credentials.ts). */
const deepest = 10;
/** Characters: it is sent to every pod of the gateway with each change, and an object of Kubernetes has a mebibyte at most. */
const longest = 65_536;

const secretName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const ownPluginsAreToldInJson: Check = eachTenant(({ plugins }) =>
  plugins.flatMap((plugin, at) =>
    isOwn(plugin)
      ? within(
          ["plugins", at],
          [
            ...told(plugin.config, ["config"]),
            ...plugin.rules.flatMap(({ config }, rule) => told(config, ["rules", rule, "config"])),
          ],
        )
      : [],
  ),
);

function told(config: PluginSettings | undefined, path: FleetPath): readonly Finding[] {
  if (config === undefined) return [];
  if (JSON.stringify(config).length > longest) {
    return [
      {
        path,
        message: `has more than ${longest} characters`,
        remedy: "Have the plugin fetch what is so long, or make it shorter.",
      },
    ];
  }
  return tree(config, path, "", 0);
}

/** Items of a list go by the list's key, the value of a pair `{name, value}` by its name. */
function tree(value: unknown, path: FleetPath, key: string, depth: number): readonly Finding[] {
  if (depth > deepest) {
    return [{ path, message: `lies deeper than ${deepest} levels`, remedy: "Make it flatter." }];
  }
  if (isSecretKey(value)) return secretName.test(value.secret) ? [] : [noSecret(path)];
  if (Array.isArray(value)) return value.flatMap((item, at) => tree(item, [...path, at], key, depth + 1));
  if (typeof value === "object" && value !== null) return map({ ...value }, path, depth);
  if (typeof value === "string") return inClear(key, value) ? [credential(path)] : [];
  const isJson = value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
  return isJson ? [] : [{ path, message: "is nothing that JSON knows", remedy: "Write a text, a number or true." }];
}

function map(members: Readonly<Record<string, unknown>>, path: FleetPath, depth: number): readonly Finding[] {
  const { name: named, value } = members;
  const isPair = typeof named === "string" && typeof value === "string";
  return Object.entries(members).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (typeof inner === "string" && isPrivatePart(members, name)) return [credential(here)];
    return [
      ...(/^_(rules|match)_/.test(name) ? [higressKey(here)] : []),
      ...tree(inner, here, isPair && name === "value" ? named : name, depth + 1),
    ];
  });
}

const credential = (path: FleetPath): Finding => ({
  path,
  message: "holds a credential, by its key or its form, which everybody who sees the plugin would see",
  remedy: "Put it into a Secret of the tenant's namespace and write { secret: <name>, key: <key> }.",
});

const noSecret = (path: FleetPath): Finding => ({
  path: [...path, "secret"],
  message: "is no name of a Secret that a plugin can be given",
  remedy: "Use at most 63 lower-case letters, digits and hyphens; the controller takes what follows a dot for the key.",
});

/** The controller writes these itself (higress v2.2.4, pkg/ingress/config/ingress_config.go). */
const higressKey = (path: FleetPath): Finding => ({
  path,
  message: "is a key by which Higress says which requests a rule is for",
  remedy: "Write rules of the plugin in its place, with routes or hosts.",
});
