/** Who may show itself outside the cluster. */
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { installationOf } from "./ownership.ts";

/** Whether the resource belongs to the entry or to a gateway of the platform that the fleet exposes. */
export function mayServeClients(resource: Resource, facts: Facts): boolean {
  const installation = installationOf(resource, facts);
  if (installation?.role === "entry") return true;
  return facts.gateways.some(({ id, exposure }) => id === installation?.id && exposure === "load-balancer");
}
