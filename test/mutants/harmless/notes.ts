/** What people write on objects for themselves, and options that change nothing for anybody else. */
import { altered, annotated, labelled, set } from "../edits.ts";
import { harmless, type Operator } from "../mutant.ts";

const any = "* tenant,gateway,entry,base";
const objects = "* tenant";

export const notes: readonly Operator[] = harmless({
  "has a label of a team": altered(any, ({ sketch, now }) =>
    now("metadata") === undefined
      ? undefined
      : { ...sketch, props: withMetadata(sketch.props, "labels", "example.com/team", "payments") },
  ),
  "has an annotation of a team": altered(objects, ({ sketch, now }) =>
    now("metadata") === undefined
      ? undefined
      : { ...sketch, props: withMetadata(sketch.props, "annotations", "example.com/ticket", "OPS-1234") },
  ),
  "has a label that Helm and others give": labelled(
    "Ingress,ConfigMap,Service tenant",
    "app.kubernetes.io/part-of",
    "shop",
  ),
  "has a long description": annotated(
    "Namespace,NetworkPolicy,ResourceQuota tenant",
    "example.com/description",
    "Written by hand; see the page of the team for what it is about.",
  ),
  "is protected": altered(any, ({ sketch }) => ({ ...sketch, protect: true })),
  "keeps an old note of its people": altered("Deployment,ConfigMap tenant", ({ sketch }) => ({
    ...sketch,
    ignoreChanges: ['metadata.annotations["example.com/note"]'],
  })),
  "leaves the number of pods to a scaler": altered("Deployment tenant", ({ sketch }) => ({
    ...sketch,
    ignoreChanges: ["spec.replicas"],
  })),
  "has no generated name": set("Ingress,ConfigMap,Service,Role,NetworkPolicy tenant", "metadata.generateName", null),
  "has no finalizers": set("Ingress,ConfigMap,Service,Role,NetworkPolicy tenant", "metadata.finalizers", []),
});

function withMetadata(
  props: Readonly<Record<string, unknown>>,
  field: "labels" | "annotations",
  key: string,
  value: string,
): Readonly<Record<string, unknown>> {
  const metadata = props.metadata as Readonly<Record<string, unknown>>;
  return { ...props, metadata: { ...metadata, [field]: { ...(metadata[field] as object | undefined), [key]: value } } };
}
