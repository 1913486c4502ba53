/** Of one Secret: whether it is as it has to be, and the commands that make it so. No command has a value in it. */
import type { ExpectedSecret, SecretUse } from "../../plan/expected-secrets.ts";
import { chartNames } from "../../plan/names.ts";
import { quoted } from "../quoted.ts";
import type { Found } from "./look.ts";

export interface Verdict {
  /** `there`, `missing`, or what is wrong. */
  readonly said: string;
  readonly isThere: boolean;
  /** Keys that are missing or wrong, where the Secret is there. */
  readonly wrong: readonly string[];
  readonly commands: readonly string[];
}

const dockerType = "kubernetes.io/dockerconfigjson";

/** What it is looked for with where the type decides: pilot reads credentials for images of no other, and kubelets only of an older one beside it. */
export const typeOf = ({ needs }: ExpectedSecret): string | undefined =>
  needs.some(({ use }) => use === "images") ? dockerType : undefined;

/** Sorted. */
export const keysOf = ({ needs }: ExpectedSecret): readonly string[] =>
  [...new Set(needs.flatMap(({ keys }) => keys))].toSorted();

/** How to call kubectl: where there is a context, for that one alone, since commands are typed in shells that may mean another. */
export function kubectlFor(context?: string): string {
  if (context === undefined) return "kubectl";
  return `kubectl --context ${/^[\w.:@/-]+$/.test(context) ? context : quoted(context)}`;
}

/** @param kubectl as it is to be typed */
export function judge(secret: ExpectedSecret, found: Found | undefined, kubectl: string): Verdict {
  if (found === undefined) return { said: "missing", isThere: false, wrong: [], commands: creating(secret, kubectl) };
  if ("unread" in found) return { said: `may not be read: ${found.unread}`, isThere: false, wrong: [], commands: [] };
  const type = typeOf(secret);
  if (type !== undefined && found.type !== type) {
    const { namespace, name } = secret;
    return {
      said: `is of type ${found.type}, not ${type}; it can only be made anew`,
      isThere: false,
      wrong: [],
      commands: [`${kubectl} -n ${namespace} delete secret ${name}`, ...creating(secret, kubectl)],
    };
  }
  const all = keysOf(secret);
  const lacking = all.filter((key) => !found.values.has(key));
  const empty = all.filter((key) => found.values.get(key) === "empty");
  const pasted = keysOf({ ...secret, needs: secret.needs.filter(({ use }) => use === "plugin") });
  const spoilt = pasted.filter((key) => found.values.get(key) === "other");
  const wrong = [...lacking, ...empty, ...spoilt];
  if (wrong.length === 0) return { said: "there", isThere: true, wrong, commands: [] };
  const said = [
    ...(lacking.length > 0 ? [`lacks ${named(lacking)}`] : []),
    ...(empty.length > 0 ? [`${named(empty)} ${empty.length > 1 ? "are" : "is"} empty`] : []),
    ...(spoilt.length > 0
      ? [
          `${named(spoilt)} would break the plugin's JSON: a quotation mark, a backslash, a line break (at the end, mostly) or the like`,
        ]
      : []),
  ];
  return { said: said.join("; "), isThere: false, wrong, commands: writing(secret, wrong, kubectl) };
}

const named = (keys: readonly string[]): string => `${keys.length > 1 ? "keys" : "key"} ${keys.join(", ")}`;

/** @param kubectl as it is to be typed */
export function creating(secret: ExpectedSecret, kubectl: string): readonly string[] {
  const { namespace, name } = secret;
  const keys = keysOf(secret);
  const create = `${kubectl} -n ${namespace} create secret`;
  const type = typeOf(secret);
  const isPair = keys.join() === "tls.crt,tls.key";
  return [
    isPair
      ? `${create} tls ${name} --cert=… --key=…`
      : `${create} generic ${name}${type === undefined ? "" : ` --type=${type}`} ${files(keys)}`,
    ...reading(secret, kubectl),
  ];
}

/** A patch leaves the other keys alone and, other than `apply`, no copy of the values in an annotation. */
function writing(secret: ExpectedSecret, keys: readonly string[], kubectl: string): readonly string[] {
  const { namespace, name } = secret;
  return [
    `${kubectl} -n ${namespace} create secret generic ${name} ${files(keys)} --dry-run=client -o yaml | ${kubectl} -n ${namespace} patch secret ${name} --patch-file=/dev/stdin`,
    ...reading(secret, kubectl),
  ];
}

const files = (keys: readonly string[]): string => keys.map((key) => `--from-file=${key}=…`).join(" ");

/**
 * The controller reads a login when the McpBridge changes or itself starts, and not when the Secret changes (higress v2.2.4,
 * registry/reconcile, AddOrUpdateMcpBridge in pkg/ingress/config).
 */
const reading = (secret: ExpectedSecret, kubectl: string): readonly string[] =>
  has(secret, "login") ? [`${kubectl} -n ${secret.namespace} rollout restart deployment ${chartNames.controller}`] : [];

/** Whether somebody needs it for that. */
export const has = ({ needs }: ExpectedSecret, ...uses: readonly SecretUse[]): boolean =>
  needs.some(({ use }) => uses.includes(use));
