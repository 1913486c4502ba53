/** Plugins of others: what can be said of one without knowing it. */
import type { FleetPath, Finding } from "../fault.ts";
import type { OwnPlugin, PluginSettings } from "../model/plugin.ts";
import type { Builtin, Json, JsonMap, Place } from "./builtin.ts";
import { isSecretKey } from "./texts.ts";

/** What planners and checks ask of a plugin, whosever it is. */
export type Kind = Pick<
  Builtin,
  "phase" | "priority" | "failure" | "redis" | "tell" | "identity" | "route" | "findings"
>;

export const ownKind = ({ phase, priority, failure }: OwnPlugin): Kind => ({
  phase,
  priority,
  failure,
  tell: { all: told, rule: told },
  identity: () => [],
  route: () => [],
  findings: ({ config, rules }) => [
    ...faults(config, ["config"]),
    ...rules.flatMap((rule, at) => faults(rule.config, ["rules", at, "config"])),
  ],
});

/** As written, and for each `{ secret, key }` what the controller puts the value in place of. */
function told(config: PluginSettings, place: Place): JsonMap {
  const json = (value: unknown): Json => {
    if (isSecretKey(value)) return place.secret(value);
    if (Array.isArray(value)) return value.map(json);
    if (typeof value === "object" && value !== null) return map(value);
    // Whatever else YAML knows, `faults` has refused.
    return value as Json;
  };
  const map = (value: object): JsonMap =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, json(inner)]));
  return map(config);
}

const secretName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Levels that admission looks for credentials in, and no deeper (admission/credentials.ts). */
const deepest = 10;
/** Characters: it is sent to every pod of the gateway with each change, and an object of Kubernetes has a mebibyte at most. */
const longest = 65_536;

/** Last words of a key that keeps a credential. */
const credentialKey =
  /(credential|passphrase|passwd|password|pwd|secret|token|(access|api|encryption|private|secret|signing)[-_.]?key)s?$/i;
/** What is a credential wherever it stands, by its form. */
const credentialText =
  /-----BEGIN |\beyJ[\w-]{8,}\.eyJ|\bsk-[\w-]{16,}|\b(AKIA|ASIA|LTAI)[A-Za-z0-9]{12,}|\bgh[oprsu]_\w{30,}|\b(github_pat_|glpat-|AIza|hf_|xox[abeprs]-|[rs]k_(live|test)_)[\w-]{16,}|:\/\/[^\s/:@]*:[^\s/@]+@|\b(basic|bearer)\s+[\w+/=.~-]{16,}/i;

function faults(config: PluginSettings | undefined, path: FleetPath): readonly Finding[] {
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
  return within(config, path, "", 0);
}

function within(value: unknown, path: FleetPath, key: string, depth: number): readonly Finding[] {
  if (depth > deepest) {
    return [{ path, message: `lies deeper than ${deepest} levels`, remedy: "Make it flatter." }];
  }
  if (isSecretKey(value)) return secretName.test(value.secret) ? [] : [noSecret(path)];
  if (Array.isArray(value)) return value.flatMap((item, at) => within(item, [...path, at], key, depth + 1));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => [
      ...(/^_(rules|match)_/.test(name) ? [higressKey([...path, name])] : []),
      ...within(inner, [...path, name], name, depth + 1),
    ]);
  }
  if (typeof value === "string") {
    const inClear = (credentialKey.test(key) && value !== "") || credentialText.test(value);
    return inClear ? [credential(path)] : [];
  }
  const isJson = value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
  return isJson ? [] : [{ path, message: "is nothing that JSON knows", remedy: "Write a text, a number or true." }];
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
