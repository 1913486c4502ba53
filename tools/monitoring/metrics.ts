/**
 * What Prometheus is asked, in pieces. Names are those of a Higress 2.2 gateway: Envoy's own statistics with the tags of Istio's
 * bootstrap (`use_all_default_tags: false`: `response_code_class`, `cluster_name`, `http_conn_manager_prefix`, none with `envoy_` in
 * front), all of which the chart lets through (`global.proxy.proxyStatsMatcher`). `istio_requests_total` is not among them: Higress
 * does not load the filter that counts it. Pilot's are those of Istio 1.27 (pilot/pkg/xds/monitoring.go, pkg/xds/monitoring.go).
 * The label `namespace` is the target's, as both ways of finding pods have it.
 */

/** Long enough for five readings at the longest interval that the fleet file allows. */
const window = "5m";

/** A selector of metrics: `name{namespace="acme-gateway",…}`. `$namespace` is a variable of Grafana. */
const select = (metric: string, namespace: string, ...more: readonly string[]): string =>
  `${metric}{${[`namespace=~"${namespace}"`, ...more].join(",")}}`;

/** The listeners for clients, and not those for administration and metrics. */
const listeners = 'http_conn_manager_prefix=~"outbound_.*"';
/** Backends, and not the agent, the control plane or the metrics themselves. */
const backends = 'cluster_name=~"outbound.*"';
const failed = 'response_code_class="5xx"';

const by = (labels: readonly string[]): string => (labels.length === 0 ? "" : ` by (${labels.join(", ")})`);
const total = (labels: readonly string[], inner: string): string => `sum${by(labels)} (${inner})`;
const perSecond = (selector: string, over = window): string => `rate(${selector}[${over}])`;

type Labels = readonly string[];

/** Requests a second that clients made. */
export const requests = (namespace: string, labels: Labels = []): string =>
  total(labels, perSecond(select("envoy_http_downstream_rq_total", namespace, listeners)));

/** The same an hour long, before the last quarter of an hour. */
export const requestsBefore = (namespace: string): string =>
  total(
    [],
    perSecond(select("envoy_http_downstream_rq_total", namespace, listeners), "1h").replace(/\)$/, " offset 15m)"),
  );

/** Answers a second by class of their code. */
export const answers = (namespace: string, labels: Labels = ["response_code_class"]): string =>
  total(labels, perSecond(select("envoy_http_downstream_rq", namespace, listeners)));

/** Percent of the requests that got 5xx. */
export const errorPercent = (namespace: string, labels: Labels = []): string =>
  `100 * ${total(labels, perSecond(select("envoy_http_downstream_rq", namespace, listeners, failed)))} / ${requests(namespace, labels)}`;

/** Milliseconds within which that part of the requests is answered, by Envoy's histogram of whole requests. */
export const latency = (namespace: string, quantile: number, labels: Labels = []): string =>
  `histogram_quantile(${quantile}, ${total(["le", ...labels], perSecond(select("envoy_http_downstream_rq_time_bucket", namespace, listeners)))})`;

/** Connections from clients. */
export const clientConnections = (namespace: string, labels: Labels = []): string =>
  total(labels, select("envoy_http_downstream_cx_active", namespace, listeners));

/** Connections to backends. */
export const backendConnections = (namespace: string, labels: Labels = []): string =>
  total(labels, select("envoy_cluster_upstream_cx_active", namespace, backends));

/** 5xx a second that backends answered or that Envoy made in their place. */
export const backendErrors = (namespace: string, labels: Labels = ["cluster_name"]): string =>
  total(labels, perSecond(select("envoy_cluster_upstream_rq", namespace, backends, failed)));

/** What the entry got from one tenant's gateway, by class. The name of the cluster has `|` or `_` between its parts, by version. */
export const answersAtEntry = (entry: string, tenant: string): string =>
  total(
    ["response_code_class"],
    perSecond(select("envoy_cluster_upstream_rq", entry, `cluster_name=~"outbound.80..${tenant}[.]dns;?"`)),
  );

/** Gateway pods that take requests: 1 unless Envoy is draining. */
export const live = (namespace: string): string => select("envoy_server_live", namespace);

/** Gateways that have a stream of configuration from their controller. */
export const connected = (namespace: string): string => select("pilot_xds", namespace);

/** Counters of configuration that did not arrive: refused by the gateway, failed in pilot, not sent. */
export const pushErrors = (namespace: string): readonly string[] => [
  select("pilot_total_xds_rejects", namespace),
  select("pilot_total_xds_internal_errors", namespace),
  select("pilot_xds_pushes", namespace, 'type=~".+_senderr"'),
];

/** Seconds from a change to all gateways having it. */
export const convergence = (namespace: string, quantile: number): string =>
  `histogram_quantile(${quantile}, ${total(["le"], perSecond(select("pilot_proxy_convergence_time_bucket", namespace)))})`;

/** Days for which the certificate that expires first is still good; 4294967295 where Envoy has none. */
export const certificateDays = (namespace: string, labels: Labels = []): string =>
  `min${by(labels)} (${select("envoy_server_days_until_first_cert_expiring", namespace)})`;

/** Percent used of each amount of the quota (kube-state-metrics), but of those that a load balancer uses up by being there. */
export function quotaPercent(namespace: string, labels: Labels = ["resource"]): string {
  const amounts = (type: string) =>
    select("kube_resourcequota", namespace, `type="${type}"`, 'resource!~"services[.].+"');
  return `100 * max${by(labels)} (${amounts("used")} / ignoring (type) (${amounts("hard")} > 0))`;
}
