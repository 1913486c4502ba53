/** Sizes, budgets for disruptions, and whose environment it is. */
import { record } from "../../../policy/model/shape.ts";
import { change } from "../../policy/harness.ts";
import { altered, labelled, set, swapped, when, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const releases = "Release tenant,gateway,entry";
const budget = "PodDisruptionBudget tenant,gateway,entry";
const family = ["availability"];
const protectedOnly = (edits: Parameters<typeof when>[1]) => when(({ protect }) => protect, edits);

/** Without an autoscaler, which would see to a number of its own. */
const fixedAt = (replicas: number) =>
  set(releases, "values.gateway", ({ now }: ObjectSpot) => ({
    ...record(now("values.gateway")),
    autoscaling: { enabled: false },
    replicas,
  }));

/** Values by path, all at once. */
const told = (values: Readonly<Record<string, unknown>>) =>
  altered(releases, ({ sketch }) =>
    Object.entries(values).reduce((changed, [path, value]) => change(changed, `values.${path}`, value), sketch),
  );
const [pilotName, gatewayName, controllerName] = [
  "global.multiCluster.clusterName",
  "clusterName",
  "controller.env.CLUSTER_ID",
] as const;

export const availability: readonly Harmful[] = [
  ...harmful("configure", family, {
    "has one gateway only": fixedAt(1),
    "has no gateway at all": fixedAt(0),
    "asks for too little processor": set(releases, "values.gateway.resources.requests.cpu", "50m"),
    "asks for too little memory": set(releases, "values.gateway.resources.requests.memory", "64Mi"),
    // The chart's minimum is one.
    "scales down to one": set(releases, "values.gateway.autoscaling", { enabled: true, maxReplicas: 5 }),
    "scales to fewer than it begins with": set(releases, "values.gateway.autoscaling", {
      enabled: true,
      minReplicas: 3,
      maxReplicas: 2,
    }),
    "protects pods that are none": protectedOnly(
      swapped(budget, "spec.selector.matchLabels.higress", "higress-gateway"),
    ),
    "lets nobody be evicted": protectedOnly(swapped(budget, "spec.maxUnavailable", 0)),
    "lets nobody be evicted, in percent": protectedOnly(swapped(budget, "spec.maxUnavailable", "0%")),
    "lets all be evicted": protectedOnly(swapped(budget, "spec.maxUnavailable", "100%")),
    "is of another fleet": labelled(
      "ResourceQuota,NetworkPolicy,Ingress,Role tenant,gateway,entry",
      "higress-fleet.io/fleet",
      "elsewhere",
    ),
    "is in another region": labelled(
      "ResourceQuota,NetworkPolicy,Ingress,Role tenant,gateway,entry",
      "higress-fleet.io/region",
      "elsewhere",
    ),
    // `local` and `south` are the regions of the example stacks; whatever else is named fails for that alone.
    ...Object.fromEntries(
      ["local", "south", "Kubernetes-2"].flatMap((name) => [
        [`tells pilot alone that its cluster is ${name}`, told({ [pilotName]: name })],
        [`tells the gateway alone that its cluster is ${name}`, told({ [gatewayName]: name })],
        [`tells the controller alone that its cluster is ${name}`, told({ [controllerName]: name })],
        [`forgets the controller with cluster ${name}`, told({ [pilotName]: name, [gatewayName]: name })],
      ]),
    ),
    "has a variable that names the gateway's cluster": told({ "gateway.env.ISTIO_META_CLUSTER_ID": "south" }),
    "has a controller of a cluster without a name": told({ [controllerName]: "" }),
    "is in a cluster of another region": told({
      [pilotName]: "elsewhere",
      [gatewayName]: "elsewhere",
      [controllerName]: "elsewhere",
    }),
  }),
];
