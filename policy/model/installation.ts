/** Who owns a namespace, as the facts say it. */
import type { Facts, InstallationFacts } from "../facts.ts";

export type Owner =
  | ({ readonly role: "entry" } & Facts["entry"])
  | ({ readonly role: "gateway" } & Facts["gateways"][number])
  | ({ readonly role: "tenant" } & Facts["tenants"][number]);

export function ownerOf(namespace: string | undefined, facts: Facts): Owner | undefined {
  const owns = (installation: InstallationFacts): boolean => installation.namespace === namespace;
  if (owns(facts.entry)) return { role: "entry", ...facts.entry };
  const gateway = facts.gateways.find(owns);
  if (gateway !== undefined) return { role: "gateway", ...gateway };
  const tenant = facts.tenants.find(owns);
  return tenant && { role: "tenant", ...tenant };
}

/** `tenant acme` */
export const ownerName = (owner: Owner): string => (owner.role === "entry" ? "the entry" : `${owner.role} ${owner.id}`);
