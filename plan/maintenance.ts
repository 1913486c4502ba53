/** What clients are told of a tenant that is not there for now: the entry sends them to a page elsewhere. */
import type { Strings } from "./manifests.ts";
import type { Tenant } from "./model.ts";

/** The page that is shown in place of the tenant; undefined where its gateway answers, or where there is none to show. */
export const pageOf = ({ suspend, maintenance }: Pick<Tenant, "suspend" | "maintenance">): string | undefined =>
  suspend || maintenance.active ? maintenance.page : undefined;

/**
 * On the tenant's Ingress at the entry. A redirect, and not a plugin that answers by itself: plugins of all tenants run in one chain of the
 * entry's gateway, and one whose code cannot be fetched keeps that gateway from taking any further configuration. A redirect needs no
 * code, no registry and no way out of the entry.
 */
const redirectAnnotation = "higress.io/temporal-redirect";

export function maintenanceAnnotations(tenant: Tenant): Strings {
  const page = pageOf(tenant);
  return page === undefined ? {} : { [redirectAnnotation]: page };
}
