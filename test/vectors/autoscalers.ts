/** What statement `guard-rails` says of autoscalers. */
import { make, ours, own } from "./fences.ts";
import type { Vector } from "./vector.ts";

const autoscaler = (maxReplicas: number, metadata: object, name = "higress-gateway") =>
  make(
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    { spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name }, minReplicas: 2, maxReplicas } },
    metadata,
  );

const unseenByRules = "the program registers it with the size's numbers, and by others none is judged";

export const autoscalers: readonly Vector[] = [
  { name: "an autoscaler of the tenant's own workload", verdict: "accept", object: autoscaler(9, own, "shop") },
  {
    name: "the platform's autoscaler changed by the platform",
    verdict: "accept",
    before: autoscaler(4, ours),
    object: autoscaler(6, ours),
    as: "platform",
  },
  {
    name: "the platform's autoscaler removed",
    verdict: "refuse",
    before: autoscaler(4, ours),
    object: autoscaler(4, ours),
    by: "delete",
    unseenByRules,
  },
  {
    name: "the platform's autoscaler with another maximum",
    verdict: "refuse",
    before: autoscaler(4, ours),
    object: autoscaler(40, ours),
    unseenByRules,
  },
  { name: "a second autoscaler of the gateway", verdict: "refuse", object: autoscaler(40, own), unseenByRules },
  {
    name: "an autoscaler that is turned to the gateway",
    verdict: "refuse",
    before: autoscaler(9, own, "shop"),
    object: autoscaler(9, own),
    unseenByRules,
  },
];
