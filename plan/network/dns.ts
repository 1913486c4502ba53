import type { NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { podsIn } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/** Names: every pod may ask the cluster's DNS pods, and nobody else on port 53. */
export const dns = (installation: Installation): NetworkPolicy =>
  networkPolicy(
    installation,
    "dns",
    {},
    {
      egress: [
        {
          to: [podsIn("kube-system", { "k8s-app": "kube-dns" })],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  );
