/** What one plan has and another has not. */
import type { Named } from "../../plan/contents.ts";
import { installationsOf, objectsOf, type Plan } from "../../plan/index.ts";
import { entryNamespace, labels, tenantNamespace } from "../../plan/names.ts";

/** An object of one side; of both, where they differ. */
export interface Change {
  readonly sign: "+" | "~" | "-";
  readonly kind: string;
  /** Absent for what is cluster-wide. */
  readonly namespace?: string;
  readonly name: string;
  /** Id of the tenant that its label names. */
  readonly tenant?: string;
}

/** In the order of the plans, which is by installation; what is gone comes first. */
export function difference(before: Plan, after: Plan): readonly Change[] {
  const old = contentsOf(before);
  const current = contentsOf(after);
  const gone = [...old].flatMap(([key, object]) => (current.has(key) ? [] : [changeOf("-", object)]));
  const rest = [...current].flatMap(([key, object]) => {
    const known = old.get(key);
    if (known === undefined) return [changeOf("+", object)];
    return JSON.stringify(known) === JSON.stringify(object) ? [] : [changeOf("~", object)];
  });
  return [...gone, ...rest];
}

/** Changes that one tenant's coming or going must not bring: of others, and of what all share, less the list of tenants in the entry. */
export const foreign = (changes: readonly Change[], tenant: string): readonly Change[] =>
  changes.filter((change) => {
    const bridge = change.kind === "McpBridge" && change.namespace === entryNamespace;
    return !bridge && (change.sign === "~" || !belongsTo(change, tenant));
  });

const belongsTo = ({ kind, namespace, name, tenant: label }: Change, tenant: string): boolean =>
  label === tenant ||
  namespace === tenantNamespace(tenant) ||
  (kind === "Namespace" && name === tenantNamespace(tenant));

export type Content = Named & { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } };

/** Every object of a plan, releases among them, by its identity. */
export function contentsOf(plan: Plan): ReadonlyMap<string, Content> {
  const releases = installationsOf(plan).map(({ release }) => ({
    apiVersion: "helm.sh",
    kind: "Release",
    metadata: { name: release.name, namespace: release.namespace },
    release,
  }));
  const objects: readonly Content[] = [...objectsOf(plan), ...releases];
  return new Map(
    objects.map((object) => [
      JSON.stringify([object.apiVersion, object.kind, object.metadata.namespace, object.metadata.name]),
      object,
    ]),
  );
}

const changeOf = (sign: Change["sign"], { kind, metadata: { name, namespace, labels: own } }: Content): Change => {
  const tenant = own?.[labels.tenant];
  return { sign, kind, name, ...(namespace !== undefined && { namespace }), ...(tenant !== undefined && { tenant }) };
};
