/** Whom alerts and boards are about: everything of one region that has a Higress. */
import type { Fleet } from "../../plan/index.ts";
import type { OwnAlerts } from "../../plan/model/monitoring.ts";
import { entryId, entryNamespace, gatewayNamespace, tenantNamespace } from "../../plan/names.ts";
import { sortedBy } from "../../plan/order.ts";
import { runningIn } from "../../plan/site.ts";

export interface Watched {
  readonly id: string;
  readonly role: "entry" | "gateway" | "tenant";
  readonly namespace: string;
  /** Whom to call; the platform where nobody is named. */
  readonly owner?: string;
  /** Thresholds in place of the fleet's. */
  readonly alerts?: OwnAlerts;
  /** It has no pods, on purpose. */
  readonly isSuspended?: boolean;
  /** The entry leads no request to it, on purpose. */
  readonly isAway?: boolean;
}

/** What rules and boards are made for: one stack. */
export interface Place {
  readonly environment: string;
  readonly region: string;
}

/** The entry, the platform's gateways, the tenants; each by id. */
export const watchedIn = ({ gateways, tenants }: Fleet, region: string): readonly Watched[] => [
  { id: entryId, role: "entry", namespace: entryNamespace },
  ...sortedBy(runningIn(region, gateways), ({ id }) => id).map(({ id }): Watched => ({
    id,
    role: "gateway",
    namespace: gatewayNamespace(id),
  })),
  ...sortedBy(runningIn(region, tenants), ({ id }) => id).map(
    ({ id, owner, suspend, maintenance, alerts }): Watched => ({
      id,
      role: "tenant",
      namespace: tenantNamespace(id),
      owner,
      ...(alerts && { alerts }),
      isSuspended: suspend,
      isAway: suspend || maintenance.active,
    }),
  ),
];

/** `the entry`, `gateway internal`, `tenant acme`. */
export const named = ({ role, id }: Pick<Watched, "role" | "id">): string =>
  role === "entry" ? "the entry" : `${role} ${id}`;
