/** Namespaces: whose they are, and what may run there; and tenants that lack a part. */
import { all, annotated, labelled, removed, set, swapped, when, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const installed = "Namespace tenant,gateway,entry";
const own = "Namespace tenant";
const security = "pod-security.kubernetes.io";
const fleet = "higress-fleet.io";

export const namespace: readonly Harmful[] = [
  ...harmful("widen", ["namespace"], {
    "lets privileged pods in": labelled(installed, `${security}/enforce`, "privileged"),
    "forgets which pods to let in": labelled(installed, `${security}/enforce`, undefined),
    "misspells which pods to let in": labelled(installed, `${security}/enforce`, "Baseline"),
    "lets the cluster's version decide": labelled(installed, `${security}/enforce-version`, undefined),
    "warns of nothing": labelled(installed, `${security}/warn`, undefined),
    "notes nothing": labelled(installed, `${security}/audit`, "privileged"),
  }),
  ...harmful("impersonate", ["namespace"], {
    "says it is the neighbour's": labelled(own, `${fleet}/tenant`, ({ other }: ObjectSpot) => other.id),
    "says it is nobody's": labelled(own, `${fleet}/tenant`, undefined),
    "says it is the entry's": labelled(own, `${fleet}/role`, "entry"),
    // Admission policies let it claim whatever hosts are noted there.
    "notes the neighbour's hosts": annotated(own, `${fleet}/hosts`, ({ other }: ObjectSpot) => other.hosts.join()),
    "notes one host too many": annotated(own, `${fleet}/hosts`, ({ tenant, other }: ObjectSpot) =>
      [...tenant.hosts, ...other.hosts.slice(0, 1)].join(),
    ),
    "notes registries of anybody": annotated(own, `${fleet}/hub`, "docker.io"),
    "notes the neighbour as the platform": annotated(
      own,
      `${fleet}/platform-namespaces`,
      ({ other }: ObjectSpot) => other.namespace,
    ),
    "says it is another namespace": labelled(installed, "kubernetes.io/metadata.name", ({ facts, site }: ObjectSpot) =>
      site.namespace === facts.entry.namespace ? "kube-system" : facts.entry.namespace,
    ),
  }),
  ...harmful("configure", ["namespace"], {
    "says it is of another fleet": labelled(installed, `${fleet}/fleet`, "elsewhere"),
    "says it is in another region": labelled(installed, `${fleet}/region`, "elsewhere"),
    "does not say who manages it": labelled(installed, "app.kubernetes.io/managed-by", undefined),
    "removes the release": removed("Release tenant"),
    "removes the entry's route": removed("Ingress entry"),
    "removes the entry's bridge": removed("McpBridge entry"),
    "removes the namespace": removed(own),
    "removes the budget for disruptions": when(({ protect }) => protect, removed("PodDisruptionBudget tenant")),
    "removes the gateway's role": all(
      removed("Role tenant/higress-gateway"),
      removed("RoleBinding tenant/higress-gateway"),
    ),
  }),
  ...harmful("impersonate", ["topology", "namespace", "plumbing"], {
    "has another name than its tenant's": set(own, "metadata.name", ({ tenant }: ObjectSpot) => tenant.id),
    "has the neighbour's name": set(own, "metadata.name", ({ other }: ObjectSpot) => other.namespace),
    "has another name in capitals": swapped(own, "metadata.name", ({ tenant }: ObjectSpot) =>
      tenant.namespace.toUpperCase(),
    ),
  }),
];
