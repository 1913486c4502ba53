/** Pages that clients are sent to: there is one where one is asked for, and it does not lead back to who is away. */
import { enclosing } from "../hosts.ts";
import { pageOf } from "../maintenance.ts";
import { tenantHosts } from "../tenant-hosts.ts";
import { quote, type Check } from "./check.ts";

export const maintenanceHasAPage: Check = ({ tenants }) =>
  tenants.flatMap(({ id, maintenance }, at) =>
    !maintenance.active || maintenance.page !== undefined
      ? []
      : [
          {
            path: ["tenants", at, "maintenance", "active"],
            message: `tenant ${quote(id)} is under maintenance, and there is no page to send its clients to`,
            remedy: "Give it a maintenance.page, or the fleet one for all; or suspend it, for a bare 503.",
          },
        ],
  );

export const pagesAreElsewhere: Check = ({ tenants, domain }) => {
  const away = new Map(
    tenants
      .filter((tenant) => pageOf(tenant) !== undefined)
      .flatMap((tenant) => tenantHosts(tenant, domain).map((host) => [host, tenant.id] as const)),
  );
  return tenants.flatMap((tenant, at) => {
    const page = pageOf(tenant);
    const host = page === undefined || !URL.canParse(page) ? "" : new URL(page).hostname;
    const owner = [...enclosing(host)].map((each) => away.get(each)).find((id) => id !== undefined);
    if (owner === undefined) return [];
    return [
      {
        path: ["tenants", at, "maintenance", "page"],
        message: `tenant ${quote(tenant.id)} sends its clients to ${quote(host)}, a host of tenant ${quote(owner)}, which sends its clients away too: they would go round`,
        remedy: "Name a page, of the fleet or of this tenant alone, that does not stand behind who is away.",
      },
    ];
  });
};
