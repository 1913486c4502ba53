/** Finds texts that look like credentials. It tells why, never what: a finding must not spread the secret. */
import { isRecord, type Tree } from "./shape.ts";

/** Last words of a key that keeps the credential itself. */
const credentialWords = ["credential", "passphrase", "passwd", "password", "pwd", "secret", "token", "apikey"];
const keyWords = ["access", "api", "encryption", "private", "secret", "signing"];
/** Before the word `secret`: the key holds the name of a Secret, as in `auth-tls-secret` or `existingSecret`. */
const referenceWords = ["auth", "existing", "pull", "ssl", "tls"];

const credentialTexts: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, "a private key"],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/, "a JSON web token"],
  [/\bsk-[\w-]{16,}/, "an API key"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, "an AWS access key"],
  [/\bLTAI[A-Za-z0-9]{12,}\b/, "an Alibaba Cloud access key"],
  [/\bgh[oprsu]_[A-Za-z0-9]{30,}\b/, "a GitHub token"],
  [/\b(?:github_pat_|glpat-|hf_|xox[abeprs]-)[\w-]{16,}/, "a token"],
  [/\b(?:AIza|[rs]k_(?:live|test)_)[\w-]{16,}/, "an API key"],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@/i, "a URL with a password"],
  [/"kty"\s*:\s*"oct"|"d"\s*:\s*"[\w-]{20,}"/, "a key in a JSON web key set"],
  [/\b(?:basic|bearer)\s+[\w+/=.~-]{16,}/i, "an authorization header"],
];

/** Filled in somewhere else: `${TOKEN}`, `$(TOKEN)`, `{{ .token }}`, `<token>`. */
const placeholder = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<[^<>]*>)$/;

/** A pair of JSON, wherever on the line it stands. */
const pair = /"([\w.-]+)"\s*:\s*"([^"]+)"/g;

/** A line of YAML, JSON, properties or shell that sets one key. */
const setting = /^\s*(?:-\s+|export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?([^"',\s]+)/;

/** The text up to what looks like a credential, whatever the key it was kept under: nobody can tell where that ends. */
export function redacted(text: string): string {
  const found = credentialTexts.flatMap(([form, kind]) => {
    const at = text.search(form);
    return at < 0 ? [] : [{ at, kind }];
  });
  const [first] = found.toSorted((a, b) => a.at - b.at);
  return first === undefined ? text : `${text.slice(0, first.at)}[${first.kind}]`;
}

/** What a value kept under a key looks like (`a private key`), or undefined. Only texts can be credentials. */
export function credential(key: string, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (namesCredential(key) && isLiteral(value)) return "a credential, by its key";
  const [, kind] = credentialTexts.find(([form]) => form.test(value)) ?? [];
  return kind ?? credentialLine(value);
}

export interface Credential {
  /** `data.password`, `spec.defaultConfig.apiTokens[0]` */
  readonly path: string;
  readonly kind: string;
}

/**
 * Every credential in a tree. Items of a list go by the list's key, the value of a pair `{name, value}` by its name.
 * @param path of the tree itself
 */
export function credentialsIn(tree: unknown, path: string, key = ""): readonly Credential[] {
  if (Array.isArray(tree)) return tree.flatMap((item, index) => credentialsIn(item, `${path}[${index}]`, key));
  if (isRecord(tree)) {
    const isPair = typeof tree.name === "string" && typeof tree.value === "string";
    return Object.keys(tree).flatMap((name) =>
      isPrivatePart(tree, name)
        ? [{ path: `${path}.${name}`, kind: "a key in a JSON web key set" }]
        : credentialsIn(tree[name], `${path}.${name}`, isPair && name === "value" ? String(tree.name) : name),
    );
  }
  const kind = credential(key, tree);
  return kind === undefined ? [] : [{ path, kind }];
}

/** Of a JSON web key that is written as a map. */
const isPrivatePart = (tree: Tree, name: string): boolean =>
  typeof tree.kty === "string" &&
  typeof tree[name] === "string" &&
  (name === "d" || (name === "k" && tree.kty === "oct"));

function credentialLine(text: string): string | undefined {
  const at = text.split("\n").findIndex((line) => {
    const pairs = [setting.exec(line) ?? [], ...line.matchAll(pair)];
    return pairs.some(([, key = "", value = ""]) => namesCredential(key) && isLiteral(value));
  });
  return at < 0 ? undefined : `a credential, by the key on line ${at + 1}`;
}

function namesCredential(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const last = words.at(-1)?.replace(/s$/, "") ?? "";
  const before = words.at(-2) ?? "";
  if (last === "key") return keyWords.includes(before);
  if (last === "secret" && referenceWords.includes(before)) return false;
  return credentialWords.includes(last);
}

function isLiteral(written: string): boolean {
  // How the value is sent is no part of it, nor whose it is: `Bearer ${TOKEN}`, `alice:${PASSWORD}`.
  const value = written.trim().replace(/^(?:(?:basic|bearer)\s+|[^\s:]+:(?=\$\{))/i, "");
  return !["", "true", "false", "null", "|", ">"].includes(value) && !placeholder.test(value);
}
