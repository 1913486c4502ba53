/** What external-dns (kubernetes-sigs) makes of annotations: records in the zones of all tenants. */
import type { Validation } from "./statement.ts";

/**
 * It takes names and addresses from annotations of Services, Ingresses, routes and Gateways, and checks neither. A tenant's own
 * hosts lead to the entry, whose records the platform makes.
 */
export const unpublished: Validation = {
  expression:
    "dyn(object).metadata.?annotations.orValue({}).all(key, !key.startsWith('external-dns.alpha.kubernetes.io/'))",
  message:
    "An annotation of external-dns would publish any name under any address. Remove it; the platform publishes a tenant's hosts.",
};
