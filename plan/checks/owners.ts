/** Namespaces that are never a tenant's to reach, whatever the file lists as the platform's. */
import type { Fleet } from "../model.ts";
import { entryNamespace, gatewayNamespace, tenantNamespace } from "../names.ts";
import { quote } from "./check.ts";

/** Namespaces of Kubernetes itself: an allowance into one of them would reach the API server or the cluster's DNS. */
export const isKubernetes = (namespace: string): boolean => /^(default|kube-.*)$/.test(namespace);

/** In words, whose the namespace is; undefined for the platform's and unknown ones. */
export function ownerOf(namespace: string, { gateways, tenants }: Fleet): string | undefined {
  if (isKubernetes(namespace)) return "Kubernetes";
  if (namespace === entryNamespace) return "the entry";
  const gateway = gateways.find(({ id }) => gatewayNamespace(id) === namespace);
  if (gateway !== undefined) return `gateway ${quote(gateway.id)}`;
  const tenant = tenants.find(({ id }) => tenantNamespace(id) === namespace);
  return tenant && `tenant ${quote(tenant.id)}`;
}
