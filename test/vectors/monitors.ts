/** What statement `guard-rails` says of what Prometheus is told. */
import { make, namespace, ours, own } from "./fences.ts";
import type { Manifest, Vector } from "./vector.ts";

/** Tells Prometheus of the gateway, as if its numbers were those of a namespace. */
const monitor = (metadata: object = ours, of: string = namespace): Manifest =>
  make(
    "monitoring.coreos.com/v1",
    "PodMonitor",
    {
      spec: {
        selector: { matchLabels: { app: "higress-gateway" } },
        podMetricsEndpoints: [
          { port: "istio-prom", relabelings: [{ targetLabel: "namespace", replacement: of, action: "replace" }] },
        ],
      },
    },
    metadata,
  );

const live = "the program registers it as it should be";
const byOthers = "the program registers none, so none but its own is judged";

export const monitors: readonly Vector[] = [
  { name: "a PodMonitor by the platform", verdict: "accept", object: monitor(), as: "platform" },
  {
    name: "what Prometheus is told of the gateway, removed",
    verdict: "refuse",
    before: monitor(),
    object: monitor(),
    by: "delete",
    unseenByRules: live,
  },
  {
    name: "what Prometheus is told of the gateway, changed",
    verdict: "refuse",
    before: monitor(),
    object: monitor(ours, "globex-gateway"),
    unseenByRules: byOthers,
  },
  {
    name: "numbers of the tenant's own under another's name",
    verdict: "refuse",
    object: monitor(own, "globex-gateway"),
    unseenByRules: byOthers,
  },
  {
    name: "numbers made up by a rule of the tenant's own",
    verdict: "refuse",
    object: make("monitoring.coreos.com/v1", "PrometheusRule", {
      spec: { groups: [{ name: "a", rules: [{ record: "up", expr: "0", labels: { namespace: "globex-gateway" } }] }] },
    }),
    unseenByRules: byOthers,
  },
];
