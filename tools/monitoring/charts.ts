/** What the boards show. */
import type { Alerts } from "../../plan/model/monitoring.ts";
import { entryNamespace } from "../../plan/names.ts";
import * as ask from "./metrics.ts";
import type { Chart } from "./panel.ts";
import type { Place, Watched } from "./watched.ts";

/** Of one installation. */
export function installationCharts({ id, role, namespace }: Watched, at: Alerts): readonly Chart[] {
  const quantiles = [0.5, 0.9, 0.99] as const;
  return [
    {
      title: "Answers",
      description: "What clients got, by class of the code.",
      unit: "reqps",
      targets: [{ expr: ask.answers(namespace), legend: "{{response_code_class}}" }],
    },
    {
      title: "Errors",
      description: "Percent of the requests that got 5xx.",
      unit: "percent",
      limit: { at: at.errorPercent, bad: "above" },
      targets: [{ expr: ask.errorPercent(namespace), legend: "5xx" }],
    },
    {
      title: "Latency",
      description: "From a request's first byte to its answer's last, at the gateway.",
      unit: "ms",
      limit: { at: at.latency, bad: "above" },
      targets: quantiles.map((quantile) => ({ expr: ask.latency(namespace, quantile), legend: `${quantile * 100} %` })),
    },
    {
      title: "Connections to backends",
      description: "Open at this moment, of each gateway pod.",
      unit: "short",
      limit: { at: at.connections, bad: "above" },
      targets: [{ expr: ask.backendConnections(namespace, ["pod"]), legend: "{{pod}}" }],
    },
    {
      title: "Connections by backend",
      description: "Open at this moment.",
      unit: "short",
      targets: [{ expr: ask.backendConnections(namespace, ["cluster_name"]), legend: "{{cluster_name}}" }],
    },
    {
      title: "Errors by backend",
      description: "5xx a second that a backend answered, or the gateway in its place.",
      unit: "reqps",
      targets: [{ expr: ask.backendErrors(namespace), legend: "{{cluster_name}}" }],
    },
    {
      title: "Connections from clients",
      description: "Open at this moment, of each gateway pod.",
      unit: "short",
      targets: [{ expr: ask.clientConnections(namespace, ["pod"]), legend: "{{pod}}" }],
    },
    ...(role === "tenant" ? [atEntry(id)] : [certificates(namespace, at)]),
    {
      title: "Configuration",
      description: "Gateways with a stream of configuration, and what was refused or failed in 15 minutes.",
      unit: "short",
      targets: [
        { expr: `sum (${ask.connected(namespace)})`, legend: "gateways connected" },
        ...ask.pushErrors(namespace).map((selector, index) => ({
          expr: `sum (increase(${selector}[15m]))`,
          legend: ["refused", "failed in pilot", "not sent"][index] ?? "",
        })),
      ],
    },
    {
      title: "Time to configure",
      description: "From a change to all gateways having it, 99 of 100 changes.",
      unit: "s",
      targets: [{ expr: ask.convergence(namespace, 0.99), legend: "99 %" }],
    },
    {
      title: "Quota",
      description: "Percent used of each amount.",
      unit: "percent",
      type: "bargauge",
      max: 100,
      width: 18,
      limit: { at: at.quotaPercent, bad: "above" },
      targets: [{ expr: ask.quotaPercent(namespace), legend: "{{resource}}" }],
    },
    {
      title: "Gateway pods",
      description: "That take requests.",
      unit: "short",
      type: "stat",
      width: 6,
      limit: { at: 1, bad: "below" },
      targets: [{ expr: `sum (${ask.live(namespace)})`, legend: "" }],
    },
  ];
}

const atEntry = (tenant: string): Chart => ({
  title: "Answers at the entry",
  description: "What the entry got from this tenant's gateway, by class of the code.",
  unit: "reqps",
  targets: [{ expr: ask.answersAtEntry(entryNamespace, tenant), legend: "{{response_code_class}}" }],
});

const certificates = (namespace: string, at: Alerts, labels: readonly string[] = []): Chart => ({
  title: "Certificates",
  description: "Days for which the one that expires first is still good.",
  unit: "d",
  limit: { at: at.certificateDays, bad: "below" },
  // Where there is no certificate, Envoy says 4294967295.
  targets: [
    {
      expr: `${ask.certificateDays(namespace, labels)} < 4294967295`,
      legend: labels.length === 0 ? "days" : "{{namespace}}",
    },
  ],
});

/** Every chart has a line for each installation. */
export function fleetCharts({ environment, region }: Place, at: Alerts): readonly Chart[] {
  const each = ["namespace"];
  const legend = "{{namespace}}";
  const all = "$namespace";
  const firing = `ALERTS{alertname=~"Higress.+",alertstate="firing",environment="${environment}",region="${region}",namespace=~"${all}"}`;
  return [
    {
      title: "Firing alerts",
      description: "Of the rules that the same command writes.",
      unit: "short",
      type: "table",
      width: 24,
      targets: [{ expr: `sum by (severity, alertname, namespace, owner) (${firing})`, legend: "" }],
    },
    {
      title: "Requests",
      description: "By installation.",
      unit: "reqps",
      targets: [{ expr: ask.requests(all, each), legend }],
    },
    {
      title: "Errors",
      description: "Percent of the requests that got 5xx.",
      unit: "percent",
      limit: { at: at.errorPercent, bad: "above" },
      targets: [{ expr: ask.errorPercent(all, each), legend }],
    },
    {
      title: "Latency",
      description: "Within which 99 of 100 requests are answered.",
      unit: "ms",
      limit: { at: at.latency, bad: "above" },
      targets: [{ expr: ask.latency(all, 0.99, each), legend }],
    },
    {
      title: "Connections to backends",
      description: "Open at this moment.",
      unit: "short",
      targets: [{ expr: ask.backendConnections(all, each), legend }],
    },
    {
      title: "Gateway pods",
      description: "That take requests.",
      unit: "short",
      limit: { at: 1, bad: "below" },
      targets: [{ expr: `sum by (namespace) (${ask.live(all)})`, legend }],
    },
    {
      title: "Configuration that failed",
      description: "Refused by a gateway, failed in pilot or not sent, in 15 minutes.",
      unit: "short",
      targets: ask
        .pushErrors(all)
        .map((selector) => ({ expr: `sum by (namespace) (increase(${selector}[15m]))`, legend })),
    },
    {
      title: "Quota",
      description: "Percent used of the fullest amount.",
      unit: "percent",
      max: 100,
      limit: { at: at.quotaPercent, bad: "above" },
      targets: [{ expr: ask.quotaPercent(all, each), legend }],
    },
    certificates(all, at, each),
  ];
}
