/** Metrics: who reads them, how they are found, and from where on somebody is called. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { unionError } from "./forms.ts";
import { label, qualifiedName } from "./text.ts";
import { says } from "./words.ts";

const whole = (least: number, most: number) => {
  const outside = says("is out of range", `Use a whole number from ${least} to ${most}.`);
  return z.int().min(least, outside).max(most, outside);
};

const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Labels of objects that are not the fleet's own. */
const labels = () =>
  z
    .record(
      z
        .string()
        .regex(qualifiedName, says("is not the key of a label", 'Write it as Kubernetes has it: "<domain>/<name>".')),
      z
        .string()
        .regex(
          labelValue,
          says("is not the value of a label", "Use at most 63 letters, digits, hyphens, underscores and dots."),
        ),
    )
    .prefault({});

const podMonitor = z
  .strictObject({
    labels: labels().describe("Labels that the PodMonitors get, for Prometheus's `podMonitorSelector`."),
    interval: whole(5, 60)
      .prefault(defaults.monitoring.interval)
      .describe("Seconds between two readings; at most 60, since the alerts look at five minutes."),
    sampleLimit: whole(1000, 10_000_000)
      .prefault(defaults.monitoring.sampleLimit)
      .describe(
        "Samples that one pod of a tenant may have. Of a pod with more Prometheus takes none, so that no tenant fills its memory; entry and gateways have no limit.",
      ),
  })
  .describe("PodMonitor objects (`monitoring.coreos.com/v1`) for the Prometheus operator, whose CRDs must be there.");

const noWay = says(
  "is no way to find the pods",
  'Write "annotations" or, with the Prometheus operator in the cluster, a map: "{ podMonitor: { interval: 30 } }".',
);

const scrape = z
  .union(
    [
      z.literal("annotations", { error: noWay }).transform(() => ({ by: "annotations" as const })),
      z.strictObject({ podMonitor }).transform(({ podMonitor: of }) => ({ by: "pod-monitor" as const, ...of })),
    ],
    unionError(noWay),
  )
  .describe(
    "How Prometheus finds the pods: `annotations` puts `prometheus.io/scrape`, `port` and `path` on them, `podMonitor` makes objects for its operator.",
  );

const errorPercent = () => whole(1, 100).describe("Percent of the requests answered with 5xx.");
const latency = () => whole(1, 3_600_000).describe("Milliseconds within which 99 of 100 requests should be answered.");
const connections = () => whole(1, 1_000_000).describe("Connections of one gateway pod to backends.");
const quotaPercent = () => whole(1, 100).describe("Percent used of an amount in a quota.");
const quietBelow = () =>
  z
    .number()
    .min(0, says("is negative", "Use a number of requests a second, 0 or more."))
    .describe("Requests a second below which errors, latency and silence are not judged.");

const { alerts: at } = defaults.monitoring;
const alerts = z
  .strictObject({
    errorPercent: errorPercent().prefault(at.errorPercent),
    latency: latency().prefault(at.latency),
    connections: connections().prefault(at.connections),
    certificateDays: whole(1, 365)
      .prefault(at.certificateDays)
      .describe("Days that the certificate which expires first is still good for."),
    quotaPercent: quotaPercent().prefault(at.quotaPercent),
    quietBelow: quietBelow().prefault(at.quietBelow),
  })
  .prefault({})
  .describe("From where on the alerts of `npm run monitoring` fire (docs/monitoring.md).");

/** Of a tenant. */
export const ownAlertsSchema = z
  .strictObject({
    errorPercent: errorPercent().exactOptional(),
    latency: latency().exactOptional(),
    connections: connections().exactOptional(),
    quotaPercent: quotaPercent().exactOptional(),
    quietBelow: quietBelow().exactOptional(),
  })
  .exactOptional()
  .describe(
    "From where on its alerts fire, in place of single numbers of `monitoring.alerts`. Certificates end at the entry, whose alert is the fleet's.",
  );

export const monitoringSchema = z
  .strictObject({
    namespace: label().describe("Namespace that Prometheus runs in; one of `platformNamespaces` of every region."),
    pods: labels().describe(
      "Labels of Prometheus's pods there. Without any, every pod of the namespace may read metrics.",
    ),
    scrape,
    alerts,
  })
  .exactOptional()
  .describe(
    "Who may read the metrics of entry, gateways and tenants: port 15020 of gateway pods and 15014 of controllers. Left out, nobody.",
  );
