/** Who may show itself outside the cluster, and by what. */
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { installationOf } from "./ownership.ts";

/** Beside ClusterIP, the type that the Service of an installation's gateway may have; undefined for whoever stays inside. */
export function exposedAs(resource: Resource, facts: Facts): "LoadBalancer" | "NodePort" | undefined {
  const installation = installationOf(resource, facts);
  if (installation?.role === "entry") return "LoadBalancer";
  if (installation?.role !== "gateway") return undefined;
  const gateway = facts.gateways.find(({ id }) => id === installation.id);
  if (gateway?.exposure === "load-balancer") return "LoadBalancer";
  return gateway?.exposure === "node-port" ? "NodePort" : undefined;
}

/** Whether the resource belongs to the entry or to a gateway of the platform that has an address of its own. */
export const mayServeClients = (resource: Resource, facts: Facts): boolean =>
  exposedAs(resource, facts) === "LoadBalancer";

const web: readonly number[] = [80, 443];

/** Ports of the pods in a namespace that clients are let in by: of a gateway those that the fleet names, and both otherwise. */
export const clientPorts = (namespace: string | undefined, facts: Facts): readonly number[] =>
  facts.gateways.find((gateway) => gateway.namespace === namespace)?.ports ?? web;
