import { expect } from "chai";
import fc from "fast-check";
import { fleetFacts, objectsOf } from "../../../plan/index.ts";
import type { Facts } from "../../../policy/facts.ts";
import { everyPort } from "../../../policy/model/network-ports.ts";
import { networkOf } from "../../../policy/model/network-reach.ts";
import { workloadOf, type Workload } from "../../../policy/model/network-workloads.ts";
import { analyze } from "../../../tools/prove/network-analyzer.ts";
import { readCluster } from "../../../tools/prove/network-cluster.ts";
import { compare } from "../../../tools/prove/network-compare.ts";
import { proveNetwork } from "../../../tools/prove/network.ts";
import { clusters, namespaces, type Cluster } from "../../policy/model/network-arbitrary.ts";
import { facts as worldFacts } from "../../policy/world.ts";
import { shownToPack } from "../../stacks/registered.ts";
import { stacks } from "../../stacks/stack.ts";
import { planFile } from "../../../fleets/plan.ts";
import { fleetOf } from "../../support/plan.ts";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}

const facts: Facts = fleetFacts(fleetOf("fleets/test.yaml"), "local");
const byName = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

const standIn = "local/chart/higress-core/crds/customresourcedefinitions.yaml";

describe("the proof of network isolation", function () {
  this.timeout(60_000);
  let lawful: readonly Manifest[];

  before(async () => {
    lawful = objectsOf(await planFile("fleets/test.yaml", "local", { crds: standIn }));
  });

  const failuresOf = async (objects: readonly unknown[]) => (await proveNetwork({ objects, facts })).failures;

  /** The plan with more rules in one policy. */
  const opened = (namespace: string, name: string, direction: "ingress" | "egress", rule: object) => {
    const found = lawful.find((one) => one.metadata.namespace === namespace && one.metadata.name === name);
    const rules: unknown = found?.spec?.[direction];
    if (found === undefined || !Array.isArray(rules)) throw new Error(`no ${direction} in ${namespace}/${name}`);
    return lawful.map((one) =>
      one === found ? { ...one, spec: { ...one.spec, [direction]: rules.concat(rule) } } : one,
    );
  };

  for (const { stack, file, region } of stacks) {
    it(`holds for what stack ${stack} registers`, async () => {
      const objects = (await shownToPack(file, region)).map(({ props }) => props);
      const { lines, failures } = await proveNetwork({ objects, facts: fleetFacts(fleetOf(file), region) });
      expect(failures).to.deep.equal([]);
      expect(
        lines.filter((line) => line.startsWith("the gateway of the entry to the gateway of tenant ")),
      ).to.have.length(fleetFacts(fleetOf(file), region).tenants.length);
    });
  }

  it("holds for pods that run, whatever labels they have besides", async () => {
    const labels = {
      app: "higress-gateway",
      higress: "acme-gateway-higress-gateway",
      "pod-template-hash": "x",
      team: "t",
    };
    const pod = {
      ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "g", namespace: "acme-gateway", labels } },
      spec: { containers: [{ name: "g", ports: [{ name: "http", containerPort: 80 }] }] },
    };
    const { lines, failures } = await proveNetwork({ objects: [...lawful, { kind: "List", items: [pod] }], facts });
    expect(failures).to.deep.equal([]);
    expect(lines[0]).to.match(/^38 kinds of pods in 13 namespaces; np-guard lists \d+ connections$/);
  });

  it("fails when one policy too much opens a control plane to the platform", async () => {
    const rule = { from: [byName("monitoring")], ports: [{ protocol: "TCP", port: 15010 }] };
    expect(await failuresOf(opened("acme-gateway", "controller", "ingress", rule))).to.deep.equal([
      "a pod with app.kubernetes.io/name=prometheus of namespace monitoring to the controller of tenant acme on TCP 15010: undeclared",
      "a pod of namespace monitoring to the controller of tenant acme on TCP 15010: undeclared",
    ]);
  });

  it("fails when the metrics are open to more of the namespace than Prometheus, or not to Prometheus", async () => {
    const rule = { from: [byName("monitoring")], ports: [{ protocol: "TCP", port: 15020 }] };
    expect(await failuresOf(opened("acme-gateway", "gateway-metrics", "ingress", rule))).to.deep.equal([
      "a pod of namespace monitoring to the gateway of tenant acme on TCP 15020: undeclared",
    ]);
    const shut = lawful.filter(({ metadata }) => metadata.name !== "controller-metrics");
    expect(await failuresOf(shut)).to.include(
      "a pod with app.kubernetes.io/name=prometheus of namespace monitoring to the controller of tenant acme on TCP 15014: declared and closed",
    );
  });

  it("fails when two tenants open to each other", async () => {
    const spec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
    const [acme, globex] = ["acme-gateway", "globex-gateway"].map((namespace, at, all) => ({
      ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "friends", namespace } },
      spec: {
        ...spec,
        ...(at === 0 ? { egress: [{ to: [byName(all[1] ?? "")] }] } : { ingress: [{ from: [byName(all[0] ?? "")] }] }),
      },
    }));
    const told = await failuresOf([...lawful, acme, globex]);
    expect(told).to.include("a pod of tenant acme to the controller of tenant globex on all ports: undeclared");
    expect(told.every((line) => line.includes("tenant acme") && line.includes("tenant globex"))).to.equal(true);
  });

  it("fails when metadata services or the cluster's own addresses are open, or anything undeclared is", async () => {
    const to = (cidr: string) => ({ to: [{ ipBlock: { cidr } }], ports: [{ protocol: "TCP", port: 80 }] });
    const told = async (cidr: string) => failuresOf(opened("acme-gateway", "allowed-egress", "egress", to(cidr)));
    expect(await told("169.254.169.254/32")).to.deep.equal([
      "the gateway of tenant acme to the addresses from 169.254.169.254 on TCP 80: never to be open",
    ]);
    expect(await told("100.100.100.200/32")).to.deep.equal([
      "the gateway of tenant acme to the addresses from 100.100.100.200 on TCP 80: never to be open",
    ]);
    expect(await told("10.244.7.0/24")).to.deep.equal([
      "the gateway of tenant acme to the addresses from 10.244.7.0 on TCP 80: never to be open",
    ]);
    expect(await told("198.18.0.0/24")).to.deep.equal([
      "the gateway of tenant acme to the addresses from 198.18.0.0 on TCP 80: undeclared",
    ]);
    expect(await told("2001:db8:77::/48"), "IPv6, which the analyzer does not see").to.deep.equal([
      "the gateway of tenant acme to the addresses from 2001:db8:77:: on TCP 80: undeclared",
    ]);
  });

  it("fails when a way that is declared is closed", async () => {
    const without = (namespace: string, name: string) =>
      failuresOf(lawful.filter(({ metadata }) => metadata.namespace !== namespace || metadata.name !== name));
    expect(await without("globex-gateway", "from-entry")).to.deep.equal([
      "the gateway of the entry to the gateway of tenant globex on TCP 80: declared and closed",
    ]);
    expect(await without("globex-gateway", "registries")).to.include(
      "the controller of tenant globex to the addresses from 192.0.2.64 on TCP 8500: declared and closed",
    );
    expect((await without("initech-gateway", "dns")).join("\n")).to.include(
      "to the cluster's DNS on TCP 53,UDP 53: declared and closed",
    );
  });

  it("fails when nothing isolates a tenant", async () => {
    const open = lawful.filter(
      ({ kind, metadata }) => kind !== "NetworkPolicy" || metadata.namespace !== "globex-gateway",
    );
    const told = await failuresOf(open);
    expect(told).to.include("the addresses from 0.0.0.0 to the gateway of tenant globex on all ports: undeclared");
    expect(told).to.include("a pod of namespace default to the controller of tenant globex on all ports: undeclared");
  });
});

describe("np-guard's analyzer and the pack's evaluator", function () {
  this.timeout(60_000);

  /** Clusters beside each other: namespaces get names of their own, and labels that they have in common. */
  const joinedClusters = (all: readonly Cluster[]): { objects: readonly object[]; workloads: readonly Workload[] } => {
    const renamed = all.map((one, at) =>
      Object.keys(namespaces).reduce(
        (text, name) => text.replaceAll(`"${name}"`, `"c${at}-${name}"`),
        JSON.stringify(one),
      ),
    );
    const parts = renamed.map((text) => JSON.parse(text) as Cluster);
    const workloads = parts.flatMap(({ pods }) => pods).map((pod) => workloadOf(pod, worldFacts()));
    const objects = parts.flatMap(({ policies }, part) =>
      policies.map(({ namespace, spec }, at) => ({
        ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
        ...{ metadata: { name: `p${part}-${at}`, namespace }, spec },
      })),
    );
    return { objects, workloads };
  };

  const labelsOf = (workloads: readonly Workload[]) =>
    new Map(workloads.map(({ pod }) => [pod.namespace, pod.namespaceLabels ?? {}]));

  it("agree on every pair of three dozen random clusters", async () => {
    const all = fc.sample(clusters(true), { seed: 4, numRuns: 36 });
    const { objects, workloads } = joinedClusters(all);
    const { resources } = readCluster(objects, worldFacts());
    const pods = workloads.map(({ pod }) => pod);
    const connections = await analyze(pods, labelsOf(workloads), resources);
    const { pairs, ranges, disagreements } = compare(workloads, networkOf(resources), connections);
    expect(disagreements).to.deep.equal([]);
    expect(pairs).to.be.greaterThan(5_000);
    expect(ranges).to.be.greaterThan(500);
    expect(connections.count, "much is allowed").to.be.greaterThan(1_000);
  });

  it("are seen to disagree when one of them reads other policies", async () => {
    const [one, two] = ["one", "two"].map((namespace) => workloadOf({ namespace, labels: {} }, worldFacts()));
    if (one === undefined || two === undefined) throw new Error("two workloads are needed");
    const deny = { metadata: { name: "deny", namespace: "two" }, spec: { podSelector: {}, policyTypes: ["Ingress"] } };
    const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", ...deny };
    const connections = await analyze(
      [one.pod, two.pod],
      labelsOf([one, two]),
      readCluster([policy], worldFacts()).resources,
    );
    expect(compare([one, two], networkOf([]), connections).disagreements).to.deep.equal([
      "a pod of namespace one to a pod of namespace two: np-guard allows nothing, the pack's evaluator all ports",
      "the addresses from 0.0.0.0 to a pod of namespace two: np-guard allows nothing, the pack's evaluator all ports",
    ]);
    expect(connections.between(1, 0)).to.deep.equal(everyPort);
  });

  it("prove nothing when the analyzer leaves something out or ends badly", async () => {
    const broken = (spec: object) => ({
      ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "broken", namespace: "two" } },
      spec,
    });
    const failing = async (spec: object): Promise<string> => {
      const { resources } = readCluster([broken(spec)], worldFacts());
      const pod = { namespace: "two", labels: {} };
      return analyze([pod], new Map([["two", {}]]), resources).then(
        () => "nothing",
        (error: unknown) => String(error),
      );
    };
    expect(await failing({ podSelector: { matchLabels: { app: true } } })).to.include(
      "netpolicy did not read everything",
    );
    expect(await failing({ podSelector: {}, ingress: [{ from: [{}] }] })).to.include("cannot have empty rule peer");
  });
});
