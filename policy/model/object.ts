/** What every Kubernetes object has. */
import type { Resource } from "../rule.ts";
import { fields, text, type Fields } from "./read.ts";

const metadata = (resource: Resource): Fields => fields(resource.props["metadata"]);

export const objectName = (resource: Resource): string | undefined => text(metadata(resource)["name"]);
export const labelsOf = (resource: Resource): Fields => fields(metadata(resource)["labels"]);
export const annotationsOf = (resource: Resource): Fields => fields(metadata(resource)["annotations"]);
export const specOf = (resource: Resource): Fields => fields(resource.props["spec"]);

/** Namespace of a namespaced object; a Helm release keeps it at the top. */
export function namespaceOf(resource: Resource): string | undefined {
  return text(resource.kind === "Release" ? resource.props["namespace"] : metadata(resource)["namespace"]);
}
