/**
 * Finds texts that look like credentials. The policy pack has the same in words of its own (policy/model/redact.ts); one table of vectors
 * holds both (test/vectors/credentials.ts).
 */

/** Last words of a key that keeps the credential itself. */
const credentialWords = ["credential", "passphrase", "passwd", "password", "pwd", "secret", "token", "apikey"];
/** Before the word `key`. */
const keyWords = ["access", "api", "encryption", "private", "secret", "signing"];
/** Before the word `secret`: the key holds the name of a Secret. */
const referenceWords = ["auth", "existing", "pull", "ssl", "tls"];

const credentialTexts: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /\bsk-[\w-]{16,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bLTAI[A-Za-z0-9]{12,}\b/,
  /\bgh[oprsu]_[A-Za-z0-9]{30,}\b/,
  /\b(?:github_pat_|glpat-|AIza|hf_|xox[abeprs]-|[rs]k_(?:live|test)_)[\w-]{16,}/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@/i,
  /"kty"\s*:\s*"oct"|"d"\s*:\s*"[\w-]{20,}"/,
  /\b(?:basic|bearer)\s+[\w+/=.~-]{16,}/i,
];

/** Filled in somewhere else: `${TOKEN}`, `$(TOKEN)`, `{{ .token }}`, `<token>`. */
const placeholder = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<[^<>]*>)$/;

/** A pair of JSON, wherever on the line it stands. */
const pair = /"([\w.-]+)"\s*:\s*"([^"]+)"/g;

/** A line of YAML, JSON, properties or shell that sets one key. */
const setting = /^\s*(?:-\s+|export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?([^"',\s]+)/;

/** Whether a text kept under this key is a credential, as far as both tell. */
export const inClear = (key: string, text: string): boolean =>
  (namesCredential(key) && isLiteral(text)) ||
  credentialTexts.some((form) => form.test(text)) ||
  text
    .split("\n")
    .some((line) =>
      [setting.exec(line) ?? [], ...line.matchAll(pair)].some(
        ([, name = "", value = ""]) => namesCredential(name) && isLiteral(value),
      ),
    );

/** Whether that member of a map is the private part of a JSON web key. */
export const isPrivatePart = (map: Readonly<Record<string, unknown>>, name: string): boolean =>
  typeof map["kty"] === "string" && (name === "d" || (name === "k" && map["kty"] === "oct"));

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
