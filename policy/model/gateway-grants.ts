/** What a ReferenceGrant permits (gateway-api.sigs.k8s.io/api-types/referencegrant). */
import type { Resource } from "../rule.ts";
import { groupOf } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { at, list, record, type Tree } from "./shape.ts";

/** Whether the grant lets the object refer to what the reference names in the grant's namespace. */
export function grants(grant: Resource, from: Resource, reference: Tree): boolean {
  if (namespaceOf(grant) !== reference.namespace) return false;
  const { spec } = grant.props;
  const comesFrom = list(at(spec, "from"))
    .map(record)
    .some(
      ({ group, kind, namespace }) => group === groupOf(from) && kind === from.kind && namespace === namespaceOf(from),
    );
  const goesTo = list(at(spec, "to"))
    .map(record)
    .some(
      ({ group, kind, name }) =>
        (group ?? "") === (reference.group ?? "") &&
        kind === (reference.kind ?? "Service") &&
        ((name ?? "") === "" || name === reference.name),
    );
  return comesFrom && goesTo;
}
