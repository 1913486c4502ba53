/** Services: what opens a tenant's pods to the outside, or leads somebody else's name to them. */
import { added, set, type ObjectSpot, type Spot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";
import type { Sketch } from "../../policy/harness.ts";

const service = "Service tenant";

const alias =
  (namespace: (spot: Spot) => string, externalName: string | ((spot: Spot) => string), port = 80) =>
  (spot: Spot): Sketch => ({
    type: "kubernetes:core/v1:Service",
    name: `${spot.tenant.id}.alias`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Entry",
    props: {
      metadata: { name: "alias", namespace: namespace(spot), labels: { "higress-fleet.io/tenant": spot.tenant.id } },
      spec: {
        type: "ExternalName",
        externalName: typeof externalName === "string" ? externalName : externalName(spot),
        ports: [{ name: "http", port }],
      },
    },
  });

const inEntry = ({ facts }: Spot): string => facts.entry.namespace;
const inTenant = ({ tenant }: Spot): string => tenant.namespace;
const gatewayOf = ({ namespace }: { readonly namespace: string }, { facts }: Spot): string =>
  `higress-gateway.${namespace}.svc.${facts.dnsDomain}`;

export const services: readonly Harmful[] = [
  ...harmful("reach", ["network"], {
    "makes a Service a load balancer": set(service, "spec.type", "LoadBalancer"),
    "makes a Service a port of every node": set(service, "spec.type", "NodePort"),
    "gives a Service a port of every node": set(service, "spec.ports[0].nodePort", 30080),
    "gives a Service the address of a load balancer": set(service, "spec.loadBalancerIP", "203.0.113.9"),
    "makes a tenant's Service another name": set(service, "spec", {
      type: "ExternalName",
      externalName: "shop.example.org",
    }),
  }),
  ...harmful("impersonate", ["network"], {
    // CVE-2020-8554: whoever calls that address reaches the tenant instead.
    "gives a Service an address from outside": set(service, "spec.externalIPs", ["203.0.113.9"]),
    "gives a Service the API server's address": set(service, "spec.externalIPs", ({ facts }: ObjectSpot) => [
      facts.apiServerCidrs[0]?.split("/")[0],
    ]),
  }),
  ...harmful("reach", ["network", "entry"], {
    "makes a tenant's Service the neighbour's gateway": added(alias(inTenant, (spot) => gatewayOf(spot.other, spot))),
  }),
  ...harmful("reach", ["entry"], {
    "makes an ExternalName the API server": added(
      alias(inEntry, ({ facts }) => `kubernetes.default.svc.${facts.dnsDomain}`),
    ),
    "makes an ExternalName the pod itself": added(alias(inEntry, "localhost")),
    "makes an ExternalName an address": added(alias(inEntry, "127.0.0.1")),
    "makes an ExternalName the metadata": added(alias(inEntry, "169.254.169.254")),
    "makes an ExternalName a host of the Internet": added(alias(inEntry, "shop.example.org")),
    "makes an ExternalName a name to be searched for": added(
      alias(inEntry, ({ tenant }) => `higress-gateway.${tenant.namespace}`),
    ),
    "makes an ExternalName a controller": added(
      alias(inEntry, ({ facts, tenant }) => `higress-controller.${tenant.namespace}.svc.${facts.dnsDomain}`),
    ),
    "makes an ExternalName a gateway at another port": added(
      alias(inEntry, (spot) => gatewayOf(spot.tenant, spot), 15000),
    ),
  }),
];
