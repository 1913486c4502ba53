import { gatewayPods } from "../demands.ts";
import { allowanceOf, budgetsFor } from "../model/disruption.ts";
import { isDisruptionBudget } from "../model/kinds.ts";
import { isSuspended, namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { countOf, gatewayScale, shareOf } from "../model/scale.ts";
import { selects } from "../model/selector.ts";
import { at, isRecord, list, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "env-ha-objects",
  number: 77,
  title: "A gateway of several pods keeps some while nodes are drained and versions roll out",
  why: "Drained nodes take all pods of a gateway at once where no budget holds them, and a budget that lets none go blocks the drain.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "disabled" },
  remedy:
    "Give the gateway's pods one PodDisruptionBudget that lets at least one and not all of them go, spread them over nodes, and keep some through a rollout.",
  url: ruleUrl("env-ha-objects"),
  settings: {
    controllerReplicas: {
      type: "integer",
      minimum: 1,
      description:
        "The least replicas of a controller. One by default: gateways serve what they know while it is away, and a second one that waits for its lock is not proved with the narrowed permissions.",
      default: 1,
    },
  },
  check: (resources, facts, { controllerReplicas }) => {
    const releases = resources.filter((resource) => isInstallationRelease(resource, facts));
    if (releases.length === 0) return undefined;
    const byNamespace = Map.groupBy(resources.filter(isDisruptionBudget), namespaceOf);
    return releases.flatMap((release) => {
      const { least: pods, most } = gatewayScale(release);
      // How many there must be is env-gateway-floor's to judge; of a single one nothing can stay.
      const areSeveral = most === undefined || most > 1;
      return [
        ...(pods === undefined ? [] : budgets(byNamespace.get(namespaceOf(release)) ?? [], release, pods, areSeveral)),
        ...(areSeveral ? spread(release) : []),
        ...(pods === undefined || pods > 1 ? rollout(release, pods ?? 2) : []),
        ...(isSuspended(release, facts) ? [] : controller(release, controllerReplicas)),
      ].map((finding) => ({ urn: release.urn, ...finding }));
    });
  },
});

function budgets(near: readonly Resource[], release: Resource, pods: number, areSeveral: boolean): readonly Finding[] {
  const namespace = namespaceOf(release) ?? "";
  const own = budgetsFor(near, namespace, gatewayPods(namespace));
  const [first, second] = own;
  if (first === undefined) {
    return areSeveral ? [{ path: "", message: "no PodDisruptionBudget selects its gateway's pods" }] : [];
  }
  if (second !== undefined) {
    const message = "is the second PodDisruptionBudget for the same pods, and Kubernetes then evicts none of them";
    return [{ path: "spec.selector", message, urn: second.urn }];
  }
  const { path, given, disruptions } = allowanceOf(first, pods);
  const written = given === undefined ? "nothing" : JSON.stringify(given);
  if (disruptions === undefined) return [{ path, message: `${written} is no number of pods`, urn: first.urn }];
  if (disruptions < 1) {
    return [{ path, message: `${written} lets none of ${pods} go, which blocks every drain`, urn: first.urn }];
  }
  if (pods === 1 || disruptions < pods) return [];
  return [{ path, message: `${written} lets all ${pods} go at once`, urn: first.urn }];
}

/** Apart by node or zone. Where one of them does not bind, pods may still meet: a small cluster must run them too. */
function spread(release: Resource): readonly Finding[] {
  const labels = gatewayPods(namespaceOf(release) ?? "");
  const path = "gateway.topologySpreadConstraints";
  const apart = list(effective(release, path)).some((constraint) => {
    const selector = at(constraint, "labelSelector");
    return isRecord(selector) && selects(selector, labels);
  });
  const affinity = record(at(effective(release, "gateway.affinity"), "podAntiAffinity"));
  const repelled = Object.values(affinity).some((terms) => list(terms).length > 0);
  if (apart || repelled) return [];
  return [
    {
      path: valuePath(release, path),
      message: "spreads the gateway's pods over no nodes, and nor does an anti-affinity",
    },
  ];
}

/** A rollout that may take every pod away, or none and add none. */
function rollout(release: Resource, pods: number): readonly Finding[] {
  const [awayPath, morePath] = ["gateway.rollingMaxUnavailable", "gateway.rollingMaxSurge"];
  const away = shareOf(effective(release, awayPath), pods, "down");
  const more = shareOf(effective(release, morePath), pods, "up");
  if (away === undefined) return [{ path: valuePath(release, awayPath), message: "is no number of pods" }];
  if (more === undefined) return [{ path: valuePath(release, morePath), message: "is no number of pods" }];
  if (away < pods) return [];
  return [{ path: valuePath(release, awayPath), message: `lets a rollout take all ${pods} pods away at once` }];
}

function controller(release: Resource, least: number): readonly Finding[] {
  const path = "controller.replicas";
  const replicas = countOf(effective(release, path));
  if (replicas !== undefined && replicas >= least) return [];
  const message = replicas === undefined ? "is no number of pods" : `${replicas} is fewer than ${least}`;
  return [{ path: valuePath(release, path), message }];
}
