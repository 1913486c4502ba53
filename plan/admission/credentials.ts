/** Expressions that find texts which look like credentials. The policy pack has a list of its own (policy/model/redact.ts). */
import type { Expression } from "./statement.ts";

/** Plugins' configurations have five or six levels. */
const levels = 10;

/** Line of what is nested deeper. */
const tooDeep = "too deep";

/**
 * A tree of maps, lists and texts as lines `key=text`, one for each text in it: CEL has no recursion, so it is unrolled. Items of
 * a list go by the list's key.
 * @param tree - Expression of the tree, of type dyn.
 */
export const linesOf = (tree: Expression): Expression => `${lines(tree, "''", levels)}.split('\\n')`;

function lines(node: string, key: string, depth: number): Expression {
  const line = `type(${node}) == string ? ${key} + '=' + ${node} + '\\n'`;
  if (depth === 0) return `(${line} : type(${node}) == map || type(${node}) == list ? '${tooDeep}\\n' : '')`;
  const [item, each] = [`i${depth}`, `k${depth}`];
  const items =
    `(type(${node}) == map ? ${node}.map(${each}, {'key': dyn(${each}), 'value': ${node}[${each}]}) : ` +
    `type(${node}) == list ? ${node}.map(${each}, {'key': dyn(${key}), 'value': ${each}}) : [])`;
  return `(${line} : ${items}.map(${item}, ${lines(`${item}.value`, `${item}.key`, depth - 1)}).join(''))`;
}

const nouns = ["credential", "passphrase", "passwd", "password", "pwd", "secret", "token", "apikey"];
const kinds = ["access", "api", "encryption", "private", "secret", "signing"];
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Keys of which the last words mean a credential, in camelCase, kebab-case or any other: `apiTokens`, `CLIENT_SECRET`. */
const secretKey =
  `^[^=:]*(\\b|_)(?i:${nouns.join("|")})s?["']?\\s*[=:]|^[^=:]*[a-z0-9](${nouns.map(capital).join("|")})s?["']?\\s*[=:]|` +
  `^[^=:]*(?i:${kinds.join("|")})(Key|[^A-Za-z0-9=:]+(?i:key))s?["']?\\s*[=:]`;

/** Keys that keep the name of a Secret. */
const reference = "^[^=:]*(?i:auth|existing|pull|ssl|tls)[^A-Za-z0-9=:]*(?i:secret)s?[\"']?\\s*[=:]";

/** What gives nothing away behind a key: nothing, a switch, or a place to be filled in, with whose it is before it. */
const harmless = String.raw`^[^=:]*[=:]\s*["']?(true|false|null|\||>|([^\s:]+:)?\$\{[^}]*\}|\$\([^)]*\)|\{\{.*\}\}|<[^<>]*>)?["',]*\s*$`;

const texts = [
  String.raw`-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----`,
  String.raw`\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`,
  String.raw`\bsk-[\w-]{16,}`,
  String.raw`\b(AKIA|ASIA)[A-Z0-9]{16}\b`,
  String.raw`\bLTAI[A-Za-z0-9]{12,}\b`,
  String.raw`\bgh[oprsu]_[A-Za-z0-9]{30,}\b`,
  String.raw`\b(github_pat_|glpat-|AIza|hf_|xox[abeprs]-|[rs]k_(live|test)_)[\w-]{16,}`,
  String.raw`(?i:\b[a-z][a-z0-9+.-]*://[^\s/:@]*:[^\s/@$]+@)`,
  String.raw`(?i:\b(basic|bearer)\s+[\w+/=.~-]{16,})`,
].join("|");

const pattern = (text: string): string => `r'''${text}'''`;

/**
 * Lines that the long patterns are tried on. A pattern costs by its length, and the API server gives an expression so much and no
 * more: these two are short.
 */
const hints = {
  text: String.raw`-----BEGIN|eyJ|sk-|AKIA|ASIA|LTAI|gh[oprsu]_|github_pat_|glpat-|AIza|hf_|xox[abeprs]-|k_(live|test)_|://|(?i:basic|bearer)\s`,
  key: "(?i:cred|pass|pwd|secret|token|key)",
};
export const hintedText = (all: Expression): Expression => `${all}.filter(line, line.matches(${pattern(hints.text)}))`;
export const hintedKey = (all: Expression): Expression => `${all}.filter(line, line.matches(${pattern(hints.key)}))`;

/** Whether none of the lines is nested too deep to tell. */
export const isShallow = (all: Expression): Expression => `!('${tooDeep}' in ${all})`;

/** Whether none of the lines looks like a credential, whatever its key. */
export const noCredential = (hinted: Expression): Expression =>
  `!${hinted}.exists(line, line.matches(${pattern(texts)}))`;

/** Whether none of the lines has a key that keeps credentials, with one behind it. */
export const noCredentialKey = (hinted: Expression): Expression =>
  `!${hinted}.exists(line, line.matches(${pattern(secretKey)}) && ` +
  `!line.matches(${pattern(reference)}) && !line.matches(${pattern(harmless)}))`;
