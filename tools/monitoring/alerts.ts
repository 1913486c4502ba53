/** The alerts: what is asked, from where on, and what it means to whoever is called. docs/monitoring.md has them as a table. */
import type { Alerts } from "../../plan/model/monitoring.ts";
import * as ask from "./metrics.ts";
import type { Watched } from "./watched.ts";

export interface Alert {
  readonly name: string;
  /** In production; elsewhere one step less (rules.ts). */
  readonly severity: "critical" | "warning";
  /** Absent: of entry, gateways and tenants. */
  readonly of?: readonly Watched["role"][];
  /** Comes true of whoever gets no requests, be it on purpose. */
  readonly isOfRequests?: true;
  /** How long it must hold. */
  readonly lasting: string;
  readonly expression: (namespace: string, at: Alerts) => string;
  /** Which number decides, in words. */
  readonly condition: (at: Alerts) => string;
  /** What to do first. `$value` is not quoted: what a template makes of it stands in `value`. */
  readonly remedy: string;
  /** A template of Prometheus for the number seen. */
  readonly value?: string;
}

const withTraffic = (namespace: string, { quietBelow }: Alerts): string =>
  ` and ${ask.requests(namespace)} > ${quietBelow}`;

/** A counter of errors begins with its first error, so that `increase` alone would miss it. */
const grown = (selector: string): string =>
  `sum (increase(${selector}[15m])) > 0 or (sum (${selector}) unless sum (${selector} offset 15m)) > 0`;

/** Days before which a certificate's end is an emergency. */
const lastDays = 3;
const endsTls: readonly Watched["role"][] = ["entry", "gateway"];

export const alerts: readonly Alert[] = [
  {
    name: "HigressGatewayDown",
    severity: "critical",
    lasting: "5m",
    expression: (namespace) => `absent(${ask.live(namespace)} == 1)`,
    condition: () => "no gateway pod is seen that takes requests",
    remedy: "Look at its pods and events; if they are well, at Prometheus's targets.",
  },
  {
    name: "HigressErrors",
    severity: "critical",
    lasting: "5m",
    expression: (namespace, at) => `${ask.errorPercent(namespace)} > ${at.errorPercent}${withTraffic(namespace, at)}`,
    condition: ({ errorPercent }) => `more than ${errorPercent} % of the requests are answered with 5xx`,
    remedy: "The board shows which backend fails; 503 without any is a route whose backends are gone.",
    value: '{{ $value | printf "%.1f" }} %',
  },
  {
    name: "HigressSlow",
    severity: "warning",
    lasting: "10m",
    expression: (namespace, at) => `${ask.latency(namespace, 0.99)} > ${at.latency}${withTraffic(namespace, at)}`,
    condition: ({ latency }) => `1 of 100 requests takes longer than ${latency} ms`,
    remedy: "Compare the board's latency with CPU of the gateway pods and with the backends' own.",
    value: '{{ $value | printf "%.0f" }} ms',
  },
  {
    name: "HigressSilent",
    isOfRequests: true,
    severity: "warning",
    lasting: "10m",
    expression: (namespace, at) =>
      `${ask.requests(namespace)} == 0 and ${ask.requestsBefore(namespace)} > ${at.quietBelow}`,
    condition: ({ quietBelow }) => `no request, after more than ${quietBelow} a second in the hour before`,
    remedy: "Look at DNS, the load balancer, the entry, and whether clients changed.",
  },
  {
    name: "HigressConnections",
    severity: "warning",
    lasting: "10m",
    expression: (namespace, { connections }) => `max (${ask.backendConnections(namespace, ["pod"])}) > ${connections}`,
    condition: ({ connections }) => `a gateway pod holds more than ${connections} connections to backends`,
    remedy: "Look for backends that answer slowly or keep idle connections; more gateway pods share the load.",
    value: '{{ $value | printf "%.0f" }}',
  },
  {
    name: "HigressConfigurationFailed",
    severity: "warning",
    lasting: "0s",
    expression: (namespace) => ask.pushErrors(namespace).map(grown).join(" or "),
    condition: () =>
      "configuration was refused by a gateway, or pilot failed to make or send it, in the last 15 minutes",
    remedy: "The gateways go on with what they had. The log of container discovery names the object.",
  },
  {
    name: "HigressDisconnected",
    severity: "warning",
    lasting: "10m",
    expression: (namespace) => `absent(${ask.connected(namespace)} > 0)`,
    condition: () => "no gateway gets configuration from its controller",
    remedy: "The gateways go on with what they had; a new pod would not become ready. Look at the controller's pod.",
  },
  {
    name: "HigressCertificateExpiresSoon",
    severity: "warning",
    of: endsTls,
    lasting: "1h",
    expression: (namespace, at) => `${ask.certificateDays(namespace)} < ${at.certificateDays}`,
    condition: ({ certificateDays }) => `a certificate is good for less than ${certificateDays} days`,
    remedy: "Renew it; the Secrets of type kubernetes.io/tls in the namespace tell which.",
    value: "{{ $value }} days",
  },
  {
    name: "HigressCertificateExpires",
    severity: "critical",
    of: endsTls,
    lasting: "5m",
    expression: (namespace) => `${ask.certificateDays(namespace)} < ${lastDays}`,
    condition: () => `a certificate is good for less than ${lastDays} days, or expired`,
    remedy: "Renew it; the Secrets of type kubernetes.io/tls in the namespace tell which.",
    value: "{{ $value }} days",
  },
  {
    name: "HigressQuotaNearlyFull",
    severity: "warning",
    lasting: "15m",
    expression: (namespace, at) => `${ask.quotaPercent(namespace)} > ${at.quotaPercent}`,
    condition: ({ quotaPercent }) => `more than ${quotaPercent} % of an amount in the quota is used`,
    remedy: "A full quota refuses the pods of the next rollout: choose a larger size, or raise the amount under quota.",
    value: '{{ $labels.resource }} {{ $value | printf "%.0f" }} %',
  },
];
