import { isObject } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

export default resourceRule({
  id: "no-patch-bypass",
  number: 4,
  title: "Objects are registered whole and one by one, not as patches or lists",
  why: "A patch changes an object that the rules have judged or never saw, and a list hides its items from the rules for their kind.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Register the object itself; a patch that must be goes into the rule's allowedPatches.",
  url: ruleUrl("no-patch-bypass"),
  settings: {
    allowedPatches: {
      type: "array",
      items: { type: "string", pattern: "^\\S+ \\S+$" },
      description:
        "Patches that may be: kind, namespace and name, `ServiceAccount kube-system/default` or `Namespace kube-system`.",
      default: [] as readonly string[],
    },
  },
  check(resource, _facts, { allowedPatches }) {
    if (!isObject(resource)) return undefined;
    if (isList(resource)) return [{ path: "items", message: `${resource.kind} is a list of objects` }];
    if (!resource.isPatch) return [];
    const patched = `${resource.kind} ${nameOf(resource)}`;
    if (allowedPatches.includes(patched)) return [];
    return [{ path: "", message: `is a patch of ${patched}` }];
  },
});

function nameOf(resource: Resource): string {
  const name = text(at(resource.props, "metadata", "name")) ?? "";
  const namespace = resource.kind === "Namespace" ? undefined : namespaceOf(resource);
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** No kind of Kubernetes itself ends like that but lists; one of an extension may, and has no items then. */
const isList = ({ kind, apiVersion, props }: Resource): boolean =>
  kind.endsWith("List") && (isBuiltIn(apiVersion) || "items" in props);

/** Groups of Kubernetes are words, `apps`, or end in k8s.io. */
function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.slice(0, apiVersion.lastIndexOf("/"));
  return !group.includes(".") || group.endsWith(".k8s.io");
}
