/** What external-dns (kubernetes-sigs) and the dns-controller of kOps make of annotations: records in the zones of all tenants. */
import type { Validation } from "./statement.ts";

/**
 * They take names and addresses from annotations of Services, Ingresses, routes and Gateways, and check neither. A tenant's own
 * hosts lead to the entry, whose records the platform makes.
 */
export const unpublished: Validation = {
  expression:
    "dyn(object).metadata.?annotations.orValue({}).all(key, !key.matches('^(external-dns[.]alpha|external-dns|dns[.]alpha)[.]kubernetes[.]io/'))",
  message:
    "An annotation of external-dns or kOps would publish any name under any address. Remove it; the platform publishes a tenant's hosts.",
};
