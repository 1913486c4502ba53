import { isConsoleSecret } from "./console-secret.ts";

// Installed as rendered, as `apiVersion kind`: all belong to one namespace and grant nothing. The list is that of charts
// higress-core 2.2.4, with every option on, and higress-console 2.2.4.
const kept = new Set([
  "apps/v1 DaemonSet",
  "apps/v1 Deployment",
  "apps/v1 StatefulSet",
  "networking.istio.io/v1alpha3 EnvoyFilter",
  "v1 ConfigMap",
  "v1 PersistentVolumeClaim",
  "v1 Service",
  "v1 ServiceAccount",
]);

// What the program registers in their place: permissions, narrowed, the IngressClass, the autoscaler, with a pace, and what tells
// Prometheus of the pods. The console's Secret too, of which the chart renders another one each time.
const dropped = new Set([
  "autoscaling/v2 HorizontalPodAutoscaler",
  "monitoring.coreos.com/v1 PodMonitor",
  "networking.k8s.io/v1 IngressClass",
  "operator.victoriametrics.com/v1beta1 VMPodScrape",
  "rbac.authorization.k8s.io/v1 ClusterRole",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
  "rbac.authorization.k8s.io/v1 Role",
  "rbac.authorization.k8s.io/v1 RoleBinding",
]);

// What objects of these kinds may have. Never `items`: whatever the kind says, the Kubernetes client takes an object that has
// it for a list and creates each item.
const fields = new Set([
  ...["apiVersion", "kind", "metadata", "spec", "data", "binaryData", "immutable"],
  ...["automountServiceAccountToken", "imagePullSecrets", "secrets", "type"],
  ...["aggregationRule", "roleRef", "rules", "subjects"],
]);

/** The manifest without what is dropped, or every reason why it must not be installed. */
export type Narrowed = { readonly manifest: string } | { readonly faults: readonly string[] };

/**
 * Takes the objects that the program replaces out of a rendered chart, and refuses a manifest that holds anything it does not know.
 *
 * It reads only what stands at column 0, which starts fast and is sound for block YAML: a document whose first line is a plain
 * `field:` at column 0 is a mapping, all its fields begin a line at column 0, and whatever is nested is indented or a list entry
 * (`- `). Lenient parsers let text in quotes or braces reach column 0, where it may look like a field; the true field then is
 * there a second time, and that is refused. So is every other way to write a field or to end a document: quoted, tagged, merged
 * and complex keys, flow style, directives, `...`, tabs, byte order marks, line breaks that only YAML 1.1 knows.
 */
export function narrow(manifest: string): Narrowed {
  // Lines keep their ends: where a document stops can be part of a text in it.
  const lines = manifest.split(/(?<=\n)/);
  const starts = lines.flatMap((line, index) => (/^--- *\n?$/.test(line) ? [index + 1] : []));
  const documents = [0, ...starts].map((start, nth) => judge(lines.slice(start, (starts[nth] ?? Infinity) - 1), start));
  const faults = documents.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  return faults.length > 0 ? { faults } : { manifest: documents.map(({ text }) => text ?? "").join("") };
}

/** What is installed of a document, or why nothing must be. */
function judge(body: readonly string[], start: number): { readonly text?: string; readonly fault?: string } {
  const text = body.join("");
  const template = /^# Source: (.*)$/m.exec(text)?.[1] ?? "the rendered chart";
  const found: Field[] = [];
  for (const [index, line] of body.entries()) {
    const why = read(line.replace(/\n$/, ""), found);
    if (why === undefined) continue;
    return {
      fault:
        `${template}: line ${start + index + 1} of what Helm renders ${why}, so nothing is installed. ` +
        "Only plain block YAML passes: find the line with `helm template` and have the chart or its values write it so.",
    };
  }
  if (found.length === 0) return {};
  const kind = word("kind", found);
  const type = `${word("apiVersion", found)} ${kind}`;
  if (kept.has(type)) return { text: `---\n${text}` };
  if (dropped.has(type) || (type === "v1 Secret" && isConsoleSecret(text))) return {};
  // For the message only: where a label is called `name` and comes first, it is taken for the object's.
  const name = /^metadata:\n(?: .*\n)*? +name: *(.*)$/m.exec(text)?.[1] ?? "";
  return {
    fault:
      `${template}: ${kind} ${JSON.stringify(name)} (${type}) is not an object that a chart of Higress is known to have, so nothing is installed. ` +
      "Turn it off in the release's values. Or change components/manifest.ts: add it to `kept` if it belongs to one namespace and grants nothing, " +
      "or to `dropped` after registering in the program what is needed of it.",
  };
}

/** A field at column 0 of a document. */
interface Field {
  readonly name: string;
  /** What stands on its line. */
  readonly value: string;
}

/** Notes the field that a line begins, or says why the line is not understood. */
function read(line: string, found: Field[]): string | undefined {
  if (/[\r\u0085\u2028\u2029]/.test(line)) return "holds a line break that not every reader takes for one";
  if (/^ *(#.*)?$/.test(line)) return undefined;
  const [, name, value = ""] = /^([A-Za-z]+):(?: +(.*))?$/.exec(line) ?? [];
  if (name !== undefined) {
    if (!fields.has(name)) return `has field "${name}", which no object of the chart has`;
    if (found.some((field) => field.name === name)) return `has field "${name}" a second time`;
    // What follows would be text of it to one reader and a field to another.
    if (/^(["'])(?!.*\1 *$)|^["']$/.test(value)) return `opens quotes in field "${name}" that do not end on the line`;
    found.push({ name, value: value.replace(/ +$/, "") });
    return undefined;
  }
  const field = found.at(-1);
  if (field === undefined) return "begins an object with something else than a plain field";
  if (field.name === "kind" || field.name === "apiVersion") return `continues the value of field "${field.name}"`;
  if (line.startsWith(" ") || (/^-( |$)/.test(line) && field.value === "")) return undefined;
  return "is not indented and not a plain field either";
}

/** The plain or quoted word that a field holds; nothing else is taken for a kind. */
const word = (name: string, found: readonly Field[]): string =>
  /^(["']?)([\w./-]+)\1$/.exec(found.find((field) => field.name === name)?.value ?? "")?.[2] ?? "?";
