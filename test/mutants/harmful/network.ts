/** Ways between tenants' pods, and from them to what is not theirs. */
import { list, record } from "../../../policy/model/shape.ts";
import { extended, removed, set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const policies = "NetworkPolicy";
const deny = "NetworkPolicy tenant,gateway,entry/default-deny";
/** A rule that opens something, in either direction. */
const rule = { ingress: "spec.ingress[0]", egress: "spec.egress[0]" };

const namespaced = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const others = ({ other }: ObjectSpot) => [namespaced(other.namespace)];
const block = (cidr: string) => [{ ipBlock: { cidr } }];
const tcp = (port: number) => ({ protocol: "TCP", port });
/** One more peer beside those that are there. */
const besides =
  (path: string, peer: (spot: ObjectSpot) => unknown) =>
  (spot: ObjectSpot): unknown =>
    spot.now(path) === undefined ? unfit : [...list(spot.now(path)), peer(spot)];

/** Peers that a policy must not have, tried in each policy that has peers. */
const peers = (name: string, peer: (spot: ObjectSpot) => unknown, where: string = policies) => ({
  [`lets in ${name}`]: swapped(where, `${rule.ingress}.from`, besides(`${rule.ingress}.from`, peer)),
  [`lets out to ${name}`]: swapped(where, `${rule.egress}.to`, besides(`${rule.egress}.to`, peer)),
});

/** Where nodes' credentials are, alone and in blocks. */
const metadata = [
  ...["169.254.169.254/32", "169.254.0.0/16", "169.0.0.0/8", "100.100.100.200/32"],
  ...["fd00:ec2::254/128", "::ffff:169.254.169.254/128"],
];

export const network: readonly Harmful[] = [
  ...harmful("reach", ["network"], {
    "drops Egress from the default deny": swapped(deny, "spec.policyTypes", ["Ingress"]),
    "drops Ingress from the default deny": swapped(deny, "spec.policyTypes", ["Egress"]),
    "leaves the default deny's types to be guessed": set(deny, "spec.policyTypes", undefined),
    "empties the default deny's types": set(deny, "spec.policyTypes", []),
    "removes the default deny": removed(deny),
    "gives the default deny to other pods": set(deny, "spec.podSelector", { matchLabels: { app: "nobody" } }),
    "narrows the default deny to gateway pods": set(deny, "spec.podSelector", {
      matchLabels: { app: "higress-gateway" },
    }),
    "lets everything into the default deny": set(deny, "spec.ingress", [{}]),
    "lets everything out of the default deny": set(deny, "spec.egress", [{}]),
    "lets the neighbour into the default deny": set(deny, "spec.ingress", (spot: ObjectSpot) => [
      { from: others(spot) },
    ]),
    "lets the default deny out to the neighbour": set(deny, "spec.egress", (spot: ObjectSpot) => [
      { to: others(spot) },
    ]),
    "forgets from whom": swapped(`${policies} tenant,gateway`, `${rule.ingress}.from`, undefined),
    "empties from whom": swapped(`${policies} tenant,gateway`, `${rule.ingress}.from`, []),
    "forgets to whom": swapped(policies, `${rule.egress}.to`, undefined),
    "empties to whom": swapped(policies, `${rule.egress}.to`, []),
    "adds a rule that lets everything in": extended(policies, "spec.ingress", (spot: ObjectSpot) =>
      list(spot.now("spec.policyTypes")).includes("Ingress") ? {} : unfit,
    ),
    "adds a rule that lets everything out": extended(policies, "spec.egress", (spot: ObjectSpot) =>
      list(spot.now("spec.policyTypes")).includes("Egress") ? {} : unfit,
    ),
    ...peers("every namespace", () => ({ namespaceSelector: {} })),
    ...peers("every namespace's gateway", () => ({
      namespaceSelector: {},
      podSelector: { matchLabels: { app: "higress-gateway" } },
    })),
    ...peers("namespaces with a label that anyone sets", () => ({
      namespaceSelector: { matchLabels: { "example.com/trusted": "true" } },
    })),
    ...peers("namespaces that exist", () => ({
      namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] },
    })),
    ...peers("namespaces but its own", ({ site }) => ({
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: [site.namespace] }],
      },
    })),
    ...peers(
      "the neighbour",
      ({ other }) => namespaced(other.namespace),
      `${policies} tenant/gateway,controller,registries,from-entry,backends`,
    ),
    ...peers("another namespace among its own", ({ site, other }) => ({
      namespaceSelector: {
        matchExpressions: [
          { key: "kubernetes.io/metadata.name", operator: "In", values: [site.namespace, other.namespace] },
        ],
      },
    })),
    // Clients of the platform's gateways come from anywhere as it is.
    ...peers(
      "the pods of the cluster by address",
      ({ facts }) => ({ ipBlock: { cidr: facts.clusterCidrs[0] } }),
      `${policies} */${["gateway", "controller", "from-entry", "backends", "allowed-ingress", "registries", "dns"].join()}`,
    ),
    "lets a tenant's pods out to the whole of IPv4": swapped(policies, `${rule.egress}.to`, block("0.0.0.0/0")),
    "lets them out to the whole of IPv6": swapped(policies, `${rule.egress}.to`, block("::/0")),
    "lets them out to the whole of IPv4 by halves": swapped(policies, `${rule.egress}.to`, [
      { ipBlock: { cidr: "0.0.0.0/1" } },
      { ipBlock: { cidr: "128.0.0.0/1" } },
    ]),
    "lets a tenant's pods be called from all addresses": swapped(
      `${policies} tenant`,
      `${rule.ingress}.from`,
      block("0.0.0.0/0"),
    ),
    "opens every port of a gateway to the entry": swapped(
      `${policies} tenant/from-entry`,
      `${rule.ingress}.ports`,
      undefined,
    ),
    "opens a range of ports to the entry": swapped(`${policies} tenant/from-entry`, `${rule.ingress}.ports`, [
      { protocol: "TCP", port: 80, endPort: 15090 },
    ]),
    "opens the gateway's administration to the entry": swapped(
      `${policies} tenant/from-entry`,
      `${rule.ingress}.ports`,
      [tcp(80), tcp(15000)],
    ),
    "opens the way from the entry to all pods of the tenant": set(
      `${policies} tenant/from-entry`,
      "spec.podSelector",
      {},
    ),
    "opens a neighbour's way into the gateway": extended(
      `${policies} tenant/from-entry`,
      "spec.ingress",
      (spot: ObjectSpot) => ({ from: others(spot), ports: [tcp(80)] }),
    ),
    "leads the entry out to all of a tenant's pods": swapped(
      `${policies} entry`,
      `${rule.egress}.to[0].podSelector`,
      (spot: ObjectSpot) => (spot.now(`${rule.egress}.to[0].namespaceSelector`) === undefined ? unfit : undefined),
    ),
    "opens DNS to every pod of its namespace": swapped(
      `${policies} */dns`,
      `${rule.egress}.to[0].podSelector`,
      undefined,
    ),
    "opens more than DNS there": swapped(`${policies} */dns`, `${rule.egress}.ports`, undefined),
  }),
  ...harmful("read", ["network"], {
    // Plain xDS hands out routes, plugins' configuration and the tokens in it to whoever asks.
    "opens plain xDS to the platform's namespaces": extended(
      `${policies} */controller`,
      "spec.ingress",
      ({ facts }: ObjectSpot) => ({ from: facts.platformNamespaces.map(namespaced), ports: [tcp(15010)] }),
    ),
    "opens the controller's console to the gateway's callers": extended(
      `${policies} tenant/controller`,
      "spec.ingress",
      ({ facts }: ObjectSpot) => ({ from: [namespaced(facts.entry.namespace)], ports: [tcp(8888)] }),
    ),
    "opens xDS to the neighbour": swapped(
      `${policies} tenant,entry/controller`,
      `${rule.ingress}.from`,
      (spot: ObjectSpot) => [...list(spot.now(`${rule.ingress}.from`)), ...others(spot)],
    ),
    "opens every port of a controller to its gateway's namespace": swapped(
      `${policies} tenant/controller`,
      rule.ingress,
      ({ facts }: ObjectSpot) => ({ from: [namespaced(facts.entry.namespace)] }),
    ),
    ...Object.fromEntries(
      metadata.map((cidr) => [
        `lets out to metadata in ${cidr}`,
        extended(policies, "spec.egress", ({ now }: ObjectSpot) =>
          list(now("spec.policyTypes")).includes("Egress") ? { to: block(cidr), ports: [tcp(80)] } : unfit,
        ),
      ]),
    ),
    "forgets what an allowance leaves out": extended(`${policies} tenant/controller`, "spec.egress", () => ({
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }],
      ports: [tcp(443)],
    })),
  }),
  ...harmful("configure", ["namespace"], {
    "removes the way to DNS": removed("NetworkPolicy tenant/dns"),
    "removes the way from the entry": removed("NetworkPolicy tenant/from-entry"),
    "removes the entry's way to a tenant": removed("NetworkPolicy entry", ({ sketch, facts }) =>
      facts.tenants.some(({ id }) => record(sketch.props.metadata).name === `to-${id}`),
    ),
  }),
  ...harmful("configure", ["network"], {
    "closes the way from the gateway to its controller": swapped(`${policies} */gateway`, "spec.egress", []),
    "closes the controller to its gateway": swapped(`${policies} */controller`, "spec.ingress", []),
  }),
];
