import fc from "fast-check";
import { Document, visit } from "yaml";

/** An object as Kubernetes takes it, of a kind that the chart has. */
export interface Sample {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export const keptKinds = [
  "apps/v1 DaemonSet",
  "apps/v1 Deployment",
  "apps/v1 StatefulSet",
  "networking.istio.io/v1alpha3 EnvoyFilter",
  "v1 ConfigMap",
  "v1 PersistentVolumeClaim",
  "v1 Service",
  "v1 ServiceAccount",
];

export const droppedKinds = [
  "autoscaling/v2 HorizontalPodAutoscaler",
  "monitoring.coreos.com/v1 PodMonitor",
  "networking.k8s.io/v1 IngressClass",
  "operator.victoriametrics.com/v1beta1 VMPodScrape",
  "rbac.authorization.k8s.io/v1 ClusterRole",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
  "rbac.authorization.k8s.io/v1 Role",
  "rbac.authorization.k8s.io/v1 RoleBinding",
];

/** Text that looks like what the post-renderer looks for, or is awkward in YAML. */
const awkward = fc.constantFrom(
  "---",
  "kind: ClusterRole",
  "\nkind: ClusterRole\n",
  "a\n---\nkind: ClusterRole\napiVersion: rbac.authorization.k8s.io/v1\n",
  "--- {kind: ClusterRole}\n...\n%YAML 1.2\n",
  "{kind: ClusterRole}",
  "- kind: ClusterRole",
  "# Source: elsewhere",
  "\t tab",
  " leading and trailing ",
  "quote \" and ' and \\",
  "",
  "\n\n",
  "no",
  "012",
  "null",
  "&a *a !!str <<",
);

// The line breaks of YAML 1.1 are refused wherever they are, and have tests of their own.
const text = fc
  .oneof(
    awkward,
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.array(awkward, { maxLength: 4 }).map((all) => all.join("\n")),
  )
  .filter((value) => !/[\r\u0085\u2028\u2029]/.test(value));

const nested = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom("kind", "apiVersion", "items", "name"), text), tie("node"), { maxKeys: 4 }),
  ),
})).node;

const samples = (kinds: readonly string[]): fc.Arbitrary<Sample> =>
  fc
    .record(
      {
        type: fc.constantFrom(...kinds),
        metadata: fc.record({ name: text, labels: fc.dictionary(text, text, { maxKeys: 3 }) }),
        // Never a text: no object of these kinds has one for a field.
        spec: fc.dictionary(text, nested, { maxKeys: 4 }),
        data: fc.dictionary(text, text, { maxKeys: 4 }),
        rules: fc.array(nested, { maxLength: 3 }),
      },
      { requiredKeys: ["type", "metadata"] },
    )
    .map(({ type, ...rest }) => {
      const [apiVersion = "", kind = ""] = type.split(" ");
      return { apiVersion, kind, ...rest };
    });

export const objects = samples([...keptKinds, ...droppedKinds]);

/** Ways to write an object in block YAML. */
export const styles = fc.record({
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  indent: fc.constantFrom(2, 4),
  defaultStringType: fc.constantFrom("PLAIN" as const, "BLOCK_LITERAL" as const, "BLOCK_FOLDED" as const),
  /** Maps and lists inside fields in braces and brackets. */
  flow: fc.boolean(),
});

type Style = typeof styles extends fc.Arbitrary<infer T> ? T : never;

/** One document, without its separator. Kind and version stand on one line each, however narrow the rest is. */
export function write({ apiVersion, kind, ...rest }: Sample, { flow, ...style }: Style): string {
  const document = new Document(rest, { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_, node, path) => {
      // Depth 2 is the value of a field.
      if (flow && path.length > 2) node.flow = true;
    },
  });
  return `apiVersion: ${apiVersion}\nkind: ${kind}\n${document.toString({ ...style, defaultKeyType: "PLAIN" })}`;
}
