/** The least a quota must grant for what the program, the chart and Kubernetes put into the namespace themselves. */
import type { Beside } from "../model/servers.ts";
import { consoleAccounts } from "../names.ts";
import { mostGateways, rolloutPeak } from "../sizes.ts";
import { quote } from "./check.ts";
import type { Holder, Planned } from "./holders.ts";

export interface Need {
  readonly amount: string;
  readonly why: string;
}

/** Of the chart, as values.ts sets it (chart 2.2.4): gateway and controller, and the servers beside them. */
const deployments = ({ pluginServer, pageServer, console }: Beside): number =>
  2 + among(pluginServer, pageServer, console);
const services = ({ pluginServer, redis, pageServer, console }: Beside): number =>
  2 + among(pluginServer, redis, pageServer, console);

const among = (...servers: readonly (object | undefined)[]): number =>
  servers.filter((one) => one !== undefined).length;

/** The chart's two and `default`, which Kubernetes gives every namespace; the console's chart has two more. */
const serviceAccounts = ({ console }: Beside): number => 3 + (console ? consoleAccounts.length : 0);

/** Helm: 3 revisions and the one being made. Higress: its CA. The console: likewise, and its own. */
const secrets = ({ console }: Beside): number => 5 + (console ? 5 : 0);

/**
 * The chart's `higress-config`; the root certificates of cluster and gateway, without which no gateway pod starts; an election
 * lock each of pilot and controller, and those of Redis and the console, since pilot writes the gateway's certificate as the elected one only
 * (higress v2.2.4, helm/core/templates; seen by running it); and the page server's own.
 */
const configMaps = ({ redis, pageServer, console }: Beside): number => 5 + among(redis, pageServer, console);

/**
 * Per Deployment the 10 old ones that it keeps (`revisionHistoryLimit`, which the chart leaves alone), the present one, and
 * that of a rollout: the Deployment controller removes the oldest only when the rollout is complete.
 */
const replicaSets = (servers: Beside): number => deployments(servers) * (10 + 1 + 1);

/** Keys that count the same objects as the key without `count/` does. */
const twins: readonly string[] = ["configmaps", "pods", "secrets", "services"].map((kind) => `count/${kind}`);

/** The need behind a key of a quota; undefined when nothing of the kind is made, or none of it is needed. */
export function needOf(key: string, holder: Holder): Need | undefined {
  const meant = twins.includes(key) ? key.slice("count/".length) : key;
  return computeNeed(meant, holder) ?? objectNeed(meant, holder) ?? plannedNeed(meant, holder);
}

function computeNeed(key: string, { size, sizing }: Holder): Need | undefined {
  const peak = rolloutPeak(sizing);
  const rollout = (amount: string): Need => ({
    amount,
    why: `a gateway of ${size}${sizing.beside ? " and its servers need" : " needs"} ${quote(amount)} while it rolls out with ${pods(mostGateways(sizing))}`,
  });
  switch (key) {
    case "requests.cpu":
    case "limits.cpu":
      return rollout(peak.cpu);
    case "requests.memory":
    case "limits.memory":
      return rollout(peak.memory);
    case "pods":
      return rollout(String(peak.pods));
    default:
      return undefined;
  }
}

const pods = (count: number): string => (count === 1 ? "its pod" : `${count} pods`);

const plain = (amount: number, who: string): Need => ({
  amount: String(amount),
  why: `${who} ${quote(String(amount))}`,
});

function objectNeed(key: string, { kind, nodePorts, routes, generated, servers }: Holder): Need | undefined {
  switch (key) {
    case "services":
      return plain(services(servers), "Higress itself has");
    case "count/endpointslices.discovery.k8s.io":
      // Without them nothing reaches a Service: no gateway its controller.
      return plain(services(servers), "Higress's own Services need");
    case "secrets":
      return plain(secrets(servers) + generated, "Helm, Higress and generated credentials need");
    case "configmaps":
      return plain(configMaps(servers), "Higress and the certificates of cluster and gateway need");
    case "count/deployments.apps":
      return plain(deployments(servers), "Higress itself has");
    case "count/replicasets.apps":
      return plain(replicaSets(servers), "Higress's Deployments with the old ones they keep need");
    case "count/statefulsets.apps":
      return servers.redis && plain(1, "its Redis needs");
    case "persistentvolumeclaims":
      return servers.redis?.storage && plain(1, "its Redis needs");
    case "requests.storage":
      return (
        servers.redis?.storage && {
          amount: servers.redis.storage.size,
          why: `its Redis needs ${quote(servers.redis.storage.size)}`,
        }
      );
    case "count/serviceaccounts":
      return plain(serviceAccounts(servers), "Higress and Kubernetes need");
    case "count/ingresses.networking.k8s.io":
      return plain(routes, "its routes need");
    case "services.loadbalancers":
      return kind === "load-balancer" ? plain(1, "its own address needs") : undefined;
    case "services.nodeports":
      return nodePorts > 0
        ? plain(nodePorts, kind === "load-balancer" ? "its own address needs" : "its own ports need")
        : undefined;
    default:
      return undefined;
  }
}

/** Kinds that the program makes itself, in numbers that only the plan knows. */
const counted: Readonly<Record<string, (planned: Planned) => number>> = {
  "count/horizontalpodautoscalers.autoscaling": ({ plan }) => (plan.autoscaler ? 1 : 0),
  "count/limitranges": () => 1,
  "count/networkpolicies.networking.k8s.io": ({ plan, ways }) => plan.networkPolicies.length + ways,
  "count/poddisruptionbudgets.policy": ({ plan }) => (plan.disruptionBudget ? 1 : 0),
  "count/resourcequotas": () => 1,
  "count/rolebindings.rbac.authorization.k8s.io": ({ plan }) => plan.roleBindings.length,
  "count/roles.rbac.authorization.k8s.io": ({ plan }) => plan.roles.length,
};

/** The fleet file gives one quota for every region, so it must do where most is made. */
function plannedNeed(key: string, { plans }: Holder): Need | undefined {
  const count = Object.hasOwn(counted, key) ? counted[key] : undefined;
  return count && plain(Math.max(0, ...plans().map(count)), "the fleet itself makes");
}
