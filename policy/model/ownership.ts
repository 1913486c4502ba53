/** Who owns what, by namespace. */
import { labelKeys } from "../demands.ts";
import type { Facts, PinnedFacts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { record, text } from "./shape.ts";
import { UnknownField } from "../unknown.ts";

export interface Installation extends PinnedFacts {
  readonly role: "entry" | "gateway" | "tenant";
}

const byNamespace = new WeakMap<Facts, ReadonlyMap<string, Installation>>();

/** The entry, gateways and tenants of the fleet by their namespace. */
export function installations(facts: Facts): ReadonlyMap<string, Installation> {
  const known = byNamespace.get(facts);
  if (known !== undefined) return known;
  const all: Installation[] = [
    { ...facts.entry, role: "entry" },
    ...facts.gateways.map((gateway) => ({ ...gateway, role: "gateway" as const })),
    ...facts.tenants.map((tenant) => ({ ...tenant, role: "tenant" as const })),
  ];
  const index = new Map(all.map((installation) => [installation.namespace, installation]));
  byNamespace.set(facts, index);
  return index;
}

/** Namespaces of the gateways that lead into one outside the fleet. */
export const leadingInto = (namespace: string, { gateways }: Facts): readonly string[] =>
  gateways.filter((gateway) => gateway.backendNamespaces.includes(namespace)).map((gateway) => gateway.namespace);

/** Namespace that holds the object: of a release its own field, of a Namespace its name. */
export function namespaceOf(resource: Resource): string | undefined {
  if (resource.kind === "Release") return text(resource.props.namespace);
  const metadata = record(resource.props.metadata);
  return resource.kind === "Namespace" ? text(metadata.name) : text(metadata.namespace);
}

/** Installation whose namespace holds the resource. */
export function installationOf(resource: Resource, facts: Facts): Installation | undefined {
  const namespace = namespaceOf(resource);
  return namespace === undefined ? undefined : installations(facts).get(namespace);
}

/** Whether the resource is of a tenant none of whose pods run for now: nothing of it needs to be kept up. */
export function isSuspended(resource: Resource, facts: Facts): boolean {
  const namespace = namespaceOf(resource);
  return facts.tenants.some((tenant) => tenant.namespace === namespace && tenant.suspended === true);
}

/** `tenant acme`, for messages; the entry's objects for one tenant carry its label. Never throws. */
export function ownerOf(resource: Resource, facts: Facts): string | undefined {
  try {
    const installation = installationOf(resource, facts);
    const label = text(record(record(resource.props.metadata).labels)[labelKeys.tenant]);
    if (installation?.role === "entry" && label !== undefined) return `tenant ${label}`;
    return installation && (installation.role === "entry" ? "entry" : `${installation.role} ${installation.id}`);
  } catch (error) {
    if (error instanceof UnknownField) return undefined;
    throw error;
  }
}
