/** Alerting rules as Prometheus reads them from a file, one group for each installation. */
import type { Fleet } from "../../plan/index.ts";
import type { Alerts } from "../../plan/model/monitoring.ts";
import { alerts, type Alert } from "./alerts.ts";
import { named, type Watched } from "./watched.ts";

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Production goes first: elsewhere nobody is woken. */
export function severityIn(profile: Fleet["profile"], severity: Alert["severity"]): "critical" | "warning" | "info" {
  if (profile === "prod") return severity;
  return severity === "critical" ? "warning" : "info";
}

/** @param board path of the installation's board in Grafana */
export function ruleGroup(fleet: Fleet, region: string, watched: Watched, at: Alerts, board: string): RuleGroup {
  const { environment, profile } = fleet;
  const { id, role, namespace, owner } = watched;
  const who = `${named(watched)} (${environment}, ${region})`;
  return {
    name: `higress ${environment} ${region} ${id}`,
    rules: alerts
      .filter(({ of }) => of === undefined || of.includes(role))
      .filter(({ isOfRequests }) => isOfRequests === undefined || watched.isAway !== true)
      .map(({ name, severity, lasting, expression, condition, remedy, value }) => ({
        alert: name,
        expr: expression(namespace, at),
        for: lasting,
        labels: {
          severity: severityIn(profile, severity),
          environment,
          region,
          namespace,
          [role === "tenant" ? "tenant" : "gateway"]: id,
          ...(owner !== undefined && { owner: literal(owner) }),
        },
        annotations: {
          summary: `${who}: ${condition(at)}`,
          description: `${value === undefined ? "" : `Now ${value}. `}${remedy}`,
          ...(owner !== undefined && { owner: literal(owner) }),
          board,
        },
      })),
  };
}

/** Labels and annotations are templates; a tenant's own words must not become one. */
const literal = (text: string): string => text.replaceAll("{{", '{{ "{{" }}');
