/** Who reads metrics: Prometheus sees every tenant, so it stands where only the platform can put pods. */
import type { Finding } from "../fault.ts";
import type { Fleet } from "../model.ts";
import { labelPrefix, labels as ours } from "../names.ts";
import { quote, quoteAll } from "./check.ts";
import { ownerOf } from "./owners.ts";

export function metricsAreThePlatforms(fleet: Fleet): readonly Finding[] {
  const namespace = fleet.monitoring?.namespace;
  if (namespace === undefined) return [];
  const path = ["monitoring", "namespace"];
  const owner = ownerOf(namespace, fleet);
  if (owner !== undefined) {
    const message = `namespace ${quote(namespace)} belongs to ${owner}, and whoever reads metrics sees all tenants`;
    return [{ path, message, remedy: "Name a namespace of the platform that Prometheus has for itself." }];
  }
  return Object.entries(fleet.regions).flatMap(([name, { platformNamespaces }]) =>
    platformNamespaces.includes(namespace)
      ? []
      : [
          {
            path,
            message: `namespace ${quote(namespace)} is no platform namespace of region ${quote(name)}`,
            remedy:
              platformNamespaces.length === 0
                ? `List it under regions.${name}.platformNamespaces.`
                : `Use one of ${quoteAll(platformNamespaces)}, or list it under regions.${name}.platformNamespaces.`,
          },
        ],
  );
}

/** The fleet finds its objects by its labels, so these are not for anybody to choose. */
export function monitorLabelsAreFree({ monitoring }: Fleet): readonly Finding[] {
  if (monitoring?.scrape.by !== "pod-monitor") return [];
  return Object.keys(monitoring.scrape.labels).flatMap((key) =>
    key.startsWith(`${labelPrefix}/`) || key === ours.managedBy
      ? [
          {
            path: ["monitoring", "scrape", "podMonitor", "labels", key],
            message: `label ${quote(key)} is the fleet's own`,
            remedy: "Choose another label for Prometheus to select by.",
          },
        ]
      : [],
  );
}

/** They would look like a promise that somebody is called. */
export const ownAlertsAreMade = ({ monitoring, tenants }: Fleet): readonly Finding[] =>
  tenants.flatMap(({ id, alerts }, at) =>
    alerts === undefined || monitoring !== undefined
      ? []
      : [
          {
            path: ["tenants", at, "alerts"],
            message: `tenant ${quote(id)} says from where on its alerts fire, and the fleet has none: nobody reads metrics`,
            remedy: "Add monitoring to the fleet file, with namespace and scrape; or leave alerts out.",
          },
        ],
  );
