/** What clients are told of a tenant that is not there for now: they are sent elsewhere, or answered in its place. */
import type { Strings } from "./manifests.ts";
import type { Answer, Maintenance, Shown, Tenant } from "./model.ts";

type Away = Pick<Tenant, "suspend" | "maintenance">;

/** As the file has it: the schema takes one of the two at the most. */
interface Written {
  readonly page?: string;
  readonly answer?: Answer;
}

/** What the tenant names counts, and the fleet's where it names nothing. */
export function completeMaintenance(fleet: Written, { active, ...own }: Written & Pick<Maintenance, "active">) {
  const shown = shownBy(own) ?? shownBy(fleet);
  return { active, ...(shown && { shown }) };
}

const shownBy = ({ page, answer }: Written): Shown | undefined =>
  page !== undefined ? { page } : answer !== undefined ? { answer } : undefined;

/** The page that clients are sent to in place of the tenant; undefined where they are not. */
export function pageOf(tenant: Away): string | undefined {
  const shown = shownNow(tenant);
  return shown !== undefined && "page" in shown ? shown.page : undefined;
}

/** What clients are answered in place of the tenant; undefined where they are not. */
export const answerOf = (tenant: Away): Answer | undefined => answerIn(shownNow(tenant));

export const answerIn = (shown: Shown | undefined): Answer | undefined =>
  shown !== undefined && "answer" in shown ? shown.answer : undefined;

const shownNow = ({ suspend, maintenance }: Away): Shown | undefined =>
  suspend || maintenance.active ? maintenance.shown : undefined;

/**
 * On the tenant's Ingress at the entry. Neither this nor an answer is a plugin's, since plugins of all tenants run in one chain of the
 * entry's gateway: one that cannot be loaded keeps that gateway from taking any further configuration (docs/maintenance.md).
 */
const redirectAnnotation = "higress.io/temporal-redirect";

export function maintenanceAnnotations(tenant: Tenant): Strings {
  const page = pageOf(tenant);
  return page === undefined ? {} : { [redirectAnnotation]: page };
}
