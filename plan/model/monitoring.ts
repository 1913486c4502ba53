/** Who reads the metrics of the fleet's gateways and controllers, how, and when somebody is called. */

export interface Monitoring {
  /** The platform's namespace that Prometheus runs in, the same in every region; nobody else can reach a metrics port. */
  readonly namespace: string;
  /** Labels of its pods that may; none: every pod of the namespace. */
  readonly pods: Readonly<Record<string, string>>;
  /** How Prometheus finds them: PodMonitor objects for its operator, or `prometheus.io/*` annotations on the pods. */
  readonly scrape: Scrape;
  readonly alerts: Alerts;
}

export type Scrape = PodMonitors | { readonly by: "annotations" };

export interface PodMonitors {
  readonly by: "pod-monitor";
  /** Labels by which Prometheus selects its PodMonitors (`podMonitorSelector`). */
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds between two readings. */
  readonly interval: number;
  /** Samples that one pod of a tenant may have: more, and Prometheus drops the whole reading. */
  readonly sampleLimit: number;
}

/** What a tenant may have otherwise; its gateway holds no certificate that could expire. */
export type OwnAlerts = Partial<Omit<Alerts, "certificateDays">>;

/** From where on an alert fires. */
export interface Alerts {
  /** Percent of the requests that are answered with 5xx. */
  readonly errorPercent: number;
  /** Milliseconds within which 99 of 100 requests are answered. */
  readonly latency: number;
  /** Connections that one gateway pod holds to backends. */
  readonly connections: number;
  /** Days that the certificate which expires first is still good for. */
  readonly certificateDays: number;
  /** Percent of a quota's amount. */
  readonly quotaPercent: number;
  /** Requests a second below which neither errors, latency nor silence are judged. */
  readonly quietBelow: number;
}
