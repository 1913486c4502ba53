/** The list of Secrets as people read it. */
import type { ExpectedSecret, SecretNeed } from "../../plan/expected-secrets.ts";
import { formatPath } from "../../plan/fault.ts";
import { table } from "../table.ts";
import { placeOf, type Found } from "./look.ts";
import { creating, has, judge, keysOf, kubectlFor, typeOf, type Verdict } from "./verdict.ts";

export interface Report {
  readonly lines: readonly string[];
  /** Secrets that are not as they have to be. */
  readonly wrong: readonly ExpectedSecret[];
}

/** What is expected, with the commands that make it. */
export const planned = (secrets: readonly ExpectedSecret[]): readonly string[] => [
  ...secrets.flatMap((secret) => [placeOf(secret), ...below([told(secret), ...creating(secret, kubectlFor())])]),
  ...(secrets.length === 0 ? [none] : hints(secrets).flatMap((hint) => ["", hint])),
];

/**
 * @param found by namespace and name (look.ts)
 * @param context of kubectl in which they were looked for; absent: it has none
 */
export function reportOf(
  secrets: readonly ExpectedSecret[],
  found: ReadonlyMap<string, Found>,
  context?: string,
): Report {
  const kubectl = kubectlFor(context);
  const judged = secrets.map((secret) => ({ secret, verdict: judge(secret, found.get(placeOf(secret)), kubectl) }));
  const wrong = judged.filter(({ verdict }) => !verdict.isThere).map(({ secret }) => secret);
  const heads = table(judged.map(({ secret, verdict }) => [placeOf(secret), verdict.said]));
  return {
    lines: [
      ...judged.flatMap(({ secret, verdict }, at) => [
        heads[at] ?? "",
        ...below([told(secret, verdict.wrong), ...verdict.commands]),
      ]),
      ...(secrets.length === 0 ? [none] : ["", countOf(judged.map(({ verdict }) => verdict)), ...hints(wrong)]),
    ],
    wrong,
  };
}

const none = "No Secret is anybody's to fill.";

const below = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

/** @param wrong keys whose needs are told rather than others */
function told(secret: ExpectedSecret, wrong: readonly string[] = []): string {
  const keys = keysOf(secret);
  const type = typeOf(secret);
  const what = `${keys.length > 1 ? "keys" : "key"} ${keys.join(", ")}${type === undefined ? "" : `, type ${type}`}`;
  const isWrong = (need: SecretNeed): boolean => need.keys.some((key) => wrong.includes(key));
  const { needs } = secret;
  const places = [...needs.filter(isWrong), ...needs.filter((need) => !isWrong(need))].map(place);
  const [first = "", ...others] = [...new Set(places)];
  return `${what}; for ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

/** By the id, since tenants may have files of their own, in which nobody counts them. */
function place({ id, path }: SecretNeed): string {
  const [section, , ...rest] = path;
  if (section === "tenants") return `tenant ${id}: ${formatPath(rest)}`;
  if (section === "gateways") return `gateway ${id}: ${formatPath(rest)}`;
  return formatPath(path);
}

function countOf(verdicts: readonly Verdict[]): string {
  const wrong = verdicts.filter(({ isThere }) => !isThere).length;
  const all = verdicts.length;
  if (wrong === 0) return all === 1 ? "It is there." : `All ${all} are there.`;
  return `${wrong} of ${all} ${wrong === 1 ? "is not as it has" : "are not as they have"} to be.`;
}

/** What holds for several of the commands. */
const hints = (secrets: readonly ExpectedSecret[]): readonly string[] =>
  secrets.some((secret) => has(secret, "login", "plugin"))
    ? ["A value is all that its file has, a line break at the end too: write it with printf %s."]
    : [];

/** @param there namespaces; undefined where nobody may say */
export function awayLines(wrong: readonly ExpectedSecret[], there: ReadonlySet<string> | undefined): readonly string[] {
  const away = [...new Set(wrong.map(({ namespace }) => namespace))].filter(
    (namespace) => there?.has(namespace) === false,
  );
  if (away.length === 0) return [];
  const isOne = away.length === 1;
  const [what, them] = isOne ? ["is namespace", "it, and its"] : ["are namespaces", "them, and their"];
  return [`Not there yet ${what} ${away.join(", ")}: up makes ${them} Secrets come after that.`];
}
