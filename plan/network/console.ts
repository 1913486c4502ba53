/** The ways to and from a console: people of the allow-list come in, and it calls its controller and the API server. */
import type { NetworkPolicy } from "../manifests.ts";
import { consolePods } from "../names.ts";
import { controllerMetrics } from "../scrape.ts";
import type { Installation } from "../site.ts";
import { apiServer } from "./control-plane.ts";
import { block, controllers, outside, ownPods, podsIn, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

const pages = tcp(8080);

/** Which services there are it asks its controller, on the port that has the metrics too (`/debug/registryz`). */
const debug = tcp(controllerMetrics.port);

export function consoles(installation: Installation): readonly NetworkPolicy[] {
  const { console } = installation.servers;
  if (console === undefined) return [];
  const { cluster } = installation.site;
  const pods = { matchLabels: consolePods };
  const people = [
    ...console.sourceCidrs.map((cidr) => outside(cidr, cluster)),
    ...console.namespaces.map((namespace) => podsIn(namespace)),
  ];
  return [
    networkPolicy(installation, "console", pods, {
      ingress: [{ from: people, ports: pages }],
      egress: [
        { to: [ownPods(controllers)], ports: debug },
        { to: cluster.apiServerCidrs.map(block), ports: apiServer },
      ],
    }),
    networkPolicy(installation, "controller-console", controllers, {
      ingress: [{ from: [ownPods(pods)], ports: debug }],
    }),
  ];
}
