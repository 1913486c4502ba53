/** What a cluster's Secrets are like, without what is in them: kubectl tells the names of keys, and of each value of what kind it is. */
import type { ExpectedSecret } from "../../plan/expected-secrets.ts";
import type { Kubectl } from "../prove/kubectl.ts";
import { bounded } from "../upgrade/bounded.ts";

/** `plain`: text that stands in JSON as it is. */
export type Value = "empty" | "plain" | "other";

/** Of one Secret: what it is like, or why nobody can say. */
export type Found =
  { readonly type: string; readonly values: ReadonlyMap<string, Value> } | { readonly unread: string };

/**
 * Go's %q writes what JSON would have to write otherwise, otherwise too. kubectl decodes values and compares them; they do not leave it,
 * but for a template that fails, and then its standard output is for nobody.
 */
const template = [
  '{{define "secret"}}{{.metadata.name}}{{"\\t"}}{{.type}}{{range $key, $value := .data}}{{"\\t"}}{{$key}}={{if $value}}',
  '{{$text := base64decode $value}}{{if eq (printf "%q" $text) (printf "\\"%s\\"" $text)}}plain{{else}}other{{end}}',
  '{{else}}empty{{end}}{{end}}{{"\\n"}}{{end}}',
  '{{if eq .kind "List"}}{{range .items}}{{template "secret" .}}{{end}}{{else}}{{template "secret" .}}{{end}}',
].join("");

/** Asked for by one kubectl, one after the other. */
const most = 100;
/** kubectls at a time. */
const width = 8;

export const placeOf = ({ namespace, name }: Pick<ExpectedSecret, "namespace" | "name">): string =>
  `${namespace}/${name}`;

/**
 * By namespace and name; what is not there is missing. Needs the right to get Secrets by these names, and no more.
 * @throws Error, for people, when the cluster does not answer
 */
export async function lookFor(secrets: readonly ExpectedSecret[], run: Kubectl): Promise<ReadonlyMap<string, Found>> {
  const byNamespace = Object.entries(Object.groupBy(secrets, ({ namespace }) => namespace));
  const questions = byNamespace.flatMap(([namespace, all = []]) =>
    Array.from({ length: Math.ceil(all.length / most) }, (_, at) => ({
      namespace,
      names: all.slice(at * most, (at + 1) * most).map(({ name }) => name),
    })),
  );
  const answers = await bounded(questions, width, async ({ namespace, names }) => {
    const about = ["--namespace", namespace, "get", "secrets", ...names, "--ignore-not-found"];
    const { code, out, err } = await run([...about, `--output=go-template=${template}`, patience]);
    const refused = [...err.matchAll(forbidden)];
    // Otherwise Secrets that nobody answered for would count as missing.
    const failure = otherFailure.exec(err)?.[0];
    if (code !== 0 && (refused.length === 0 || failure !== undefined)) throw noAnswer(failure ?? err);
    return [
      ...out
        .split("\n")
        .flatMap(read)
        .map(([name, found]) => [placeOf({ namespace, name }), found] as const),
      ...refused.map(([, name = "", why = ""]) => [placeOf({ namespace, name }), { unread: why }] as const),
    ];
  });
  return new Map(answers.flat());
}

const patience = "--request-timeout=30s";

const forbidden = /^Error from server \(Forbidden\): secrets "([^"]+)" is forbidden: (.+)$/gm;
/** What kubectl says of a request that got no answer (checkErr and StandardErrorMessage of its cmd/util). */
const otherFailure =
  /^(?:Error from server(?! \(Forbidden\): secrets ")|error: |Unable to connect to the server|The connection to the server ).*$/m;

function read(line: string): readonly (readonly [string, Found])[] {
  const [name, type, ...pairs] = line.split("\t");
  if (name === undefined || type === undefined) return [];
  const values = pairs.flatMap((pair) => {
    const [, key = "", value] = /^([\w.-]+)=(empty|plain|other)$/.exec(pair) ?? [];
    return value === "empty" || value === "plain" || value === "other" ? [[key, value] as const] : [];
  });
  return [[name, { type, values: new Map(values) }]];
}

/** Of these those that are there; undefined where nobody may say. @throws Error, for people, when the cluster does not answer */
export async function namespacesThere(
  names: readonly string[],
  run: Kubectl,
): Promise<ReadonlySet<string> | undefined> {
  const { code, out, err } = await run([
    "get",
    "namespaces",
    ...names,
    "--ignore-not-found",
    "--output=name",
    patience,
  ]);
  if (code === 0) return new Set(out.split("\n").map((line) => line.replace("namespace/", "")));
  if (err.includes("(Forbidden)")) return undefined;
  throw noAnswer(err);
}

/** The last line says it; those before tell each attempt. */
const noAnswer = (err: string): Error =>
  new Error(
    `The cluster of KUBECONFIG cannot be asked: ${err.trim().split("\n").at(-1) ?? "kubectl says nothing"}\n--plan lists what is expected without one.`,
  );
