/** Finds texts that look like credentials. It tells why, never what: a finding must not spread the secret. */

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
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@/i, "a URL with a password"],
  [/\b(?:basic|bearer)\s+[\w+/=.~-]{16,}/i, "an authorization header"],
];

/** Filled in somewhere else: `${TOKEN}`, `$(TOKEN)`, `{{ .token }}`, `<token>`. */
const placeholder = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<[^<>]*>)$/;

/** A line of YAML, JSON, properties or shell that sets one key. */
const setting = /^\s*(?:-\s+|export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?([^"',\s]+)/;

/** The text without what looks like a credential, whatever the key it was kept under. */
export const redacted = (text: string): string =>
  credentialTexts.reduce((left, [form, kind]) => left.replace(new RegExp(form, `g${form.flags}`), `[${kind}]`), text);

/** What a value kept under a key looks like (`a private key`), or undefined. Only texts can be credentials. */
export function credential(key: string, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (namesCredential(key) && isLiteral(value)) return "a credential, by its key";
  const [, kind] = credentialTexts.find(([form]) => form.test(value)) ?? [];
  return kind ?? credentialLine(value);
}

function credentialLine(text: string): string | undefined {
  const at = text.split("\n").findIndex((line) => {
    const [, key = "", value = ""] = setting.exec(line) ?? [];
    return namesCredential(key) && isLiteral(value);
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

const isLiteral = (value: string): boolean =>
  !["", "true", "false", "null", "|", ">"].includes(value.trim()) && !placeholder.test(value.trim());
