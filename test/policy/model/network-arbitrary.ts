/** Small clusters with NetworkPolicies of every shape that the API server takes. */
import fc from "fast-check";
import type { Pod } from "../../../policy/model/network.ts";
import type { NamedPort } from "../../../policy/model/network-ports.ts";

export interface Policy {
  readonly namespace: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Cluster {
  readonly pods: readonly Pod[];
  readonly policies: readonly Policy[];
}

export const namespaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  one: { team: "red" },
  two: { team: "blue", trusted: "yes" },
  three: {},
};
/** Addresses on both sides of every edge of the blocks below. */
export const addresses = [
  "10.0.0.1",
  "10.1.2.3",
  "11.0.0.0",
  "192.0.2.0",
  "192.0.2.255",
  "192.0.3.0",
  "255.255.255.255",
];
export const addresses6 = ["fd00::1", "fd00:1::1", "2001:db8::1"];

const nameLabel = "kubernetes.io/metadata.name";
const absentOr = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Without the keys whose value is undefined, as a manifest is. */
const compact = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const labels = fc
  .record({ app: absentOr(fc.constantFrom("x", "y")), tier: absentOr(fc.constantFrom("x", "gold")) })
  .map((record) => compact(record) as Record<string, string>);

const webPort = (port: number): NamedPort => ({ name: "web", protocol: "TCP", port });
const podPorts: fc.Arbitrary<readonly NamedPort[]> = fc.constantFrom(
  [],
  [webPort(8080)],
  [webPort(80), { name: "names", protocol: "UDP" as const, port: 53 }],
);

const pod = fc
  .record({ namespace: fc.constantFrom(...Object.keys(namespaces)), labels, ports: podPorts })
  .map((one): Pod => ({ ...one, namespaceLabels: namespaces[one.namespace] ?? {} }));

const expressions = (keys: readonly string[], values: readonly string[]) =>
  fc.array(
    fc.oneof(
      fc.record({
        key: fc.constantFrom(...keys),
        operator: fc.constantFrom("In", "NotIn"),
        values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
      }),
      fc.record({ key: fc.constantFrom(...keys), operator: fc.constantFrom("Exists", "DoesNotExist") }),
    ),
    { maxLength: 2 },
  );

const podSelector = fc.oneof(
  fc.constant({}),
  labels.map((matchLabels) => ({ matchLabels })),
  expressions(["app", "tier"], ["x", "y", "gold"]).map((matchExpressions) => ({ matchExpressions })),
);
const namespaceSelector = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...Object.keys(namespaces)).map((name) => ({ matchLabels: { [nameLabel]: name } })),
  fc.constantFrom({ matchLabels: { team: "red" } }, { matchLabels: { [nameLabel]: "two", trusted: "yes" } }),
  expressions([nameLabel, "team"], ["one", "two", "red"]).map((matchExpressions) => ({ matchExpressions })),
);

const block4 = fc.constantFrom(
  { cidr: "0.0.0.0/0" },
  { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "192.0.2.0/24"] },
  { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] },
  { cidr: "192.0.2.0/24" },
  { cidr: "10.1.2.3/32" },
);
const block6 = fc.constantFrom(
  { cidr: "::/0", except: ["fd00::/8"] },
  { cidr: "fd00::/16" },
  { cidr: "fd00:1::1/128" },
);

const peers = (block: fc.Arbitrary<object>) =>
  fc.oneof(
    block.map((ipBlock) => ({ ipBlock })),
    podSelector.map((selector) => ({ podSelector: selector })),
    namespaceSelector.map((selector) => ({ namespaceSelector: selector })),
    fc.record({ namespaceSelector, podSelector }),
  );

const protocol = absentOr(fc.constantFrom("TCP", "UDP", "SCTP"));
const numbered = fc
  .record({ protocol, port: fc.constantFrom(53, 80, 8080), more: absentOr(fc.constantFrom(0, 1, 60_000 - 8080)) })
  .map(({ more, ...one }) => compact({ ...one, endPort: more === undefined ? undefined : one.port + more }));
const whole = protocol.map((one) => compact({ protocol: one }));
const named = fc.record({ protocol, port: fc.constantFrom("web", "names", "nobody") }).map(compact);

const portLists = (withNames: boolean) =>
  absentOr(fc.array(withNames ? fc.oneof(numbered, whole, named) : fc.oneof(numbered, whole), { maxLength: 3 }));

interface Rule {
  readonly peers: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly ports: readonly unknown[] | undefined;
}

const rules = (peersKey: "from" | "to", { analyzable, block }: Shape) => {
  const rule = fc
    .record<Rule>({ peers: absentOr(fc.array(peers(block), { maxLength: 3 })), ports: portLists(true) })
    .chain((one) => {
      const outside = one.peers === undefined || one.peers.length === 0 || one.peers.some(({ ipBlock }) => ipBlock);
      // np-guard ends with an error at a name of a port outside the cluster.
      if (!analyzable || peersKey === "from" || !outside) return fc.constant(one);
      return portLists(false).map((plain) => ({ ...one, ports: plain }));
    });
  return absentOr(
    fc.array(
      rule.map(({ peers: list, ports }) => compact({ [peersKey]: list, ports })),
      { maxLength: 3 },
    ),
  );
};

interface Shape {
  /** What np-guard's analyzer reads rightly: no IPv6, no named ports outside the cluster. */
  readonly analyzable: boolean;
  readonly block: fc.Arbitrary<object>;
}

export function clusters(analyzable: boolean): fc.Arbitrary<Cluster> {
  const shape: Shape = { analyzable, block: analyzable ? block4 : fc.oneof(block4, block6) };
  const policy = fc
    .record({
      namespace: fc.constantFrom(...Object.keys(namespaces)),
      podSelector,
      policyTypes: absentOr(fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"])),
      ingress: rules("from", shape),
      egress: rules("to", shape),
    })
    .map(({ namespace, ...spec }): Policy => ({ namespace, spec: compact(spec) }));
  return fc.record({
    pods: fc.array(pod, { minLength: 1, maxLength: 5 }),
    policies: fc.array(policy, { maxLength: 5 }),
  });
}
