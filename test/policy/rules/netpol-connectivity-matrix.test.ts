import { expect } from "chai";
import rule from "../../../policy/rules/netpol-connectivity-matrix.ts";
import { change, judge, resource, unknown, urnOf, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const changed = (name: string, path: string, value: unknown) => replace(world(), name, change(pick(name), path, value));
const byName = (...names: readonly string[]) => ({
  namespaceSelector: {
    matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: names }],
  },
});
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));

/** The lawful world and one allowance more, in a policy of its own. */
function opened(
  namespace: string,
  name: string,
  spec: Readonly<Record<string, unknown>>,
  more = world(),
): readonly Sketch[] {
  const base = change({ ...pick("acme.network.dns"), name }, "metadata", { name, namespace });
  return [...more, change(base, "spec", { podSelector: {}, ...spec })];
}
const into = (namespace: string, from: unknown, ports?: unknown, podSelector: unknown = {}, more = world()) =>
  opened(namespace, "into", { podSelector, policyTypes: ["Ingress"], ingress: [{ from: [from], ports }] }, more);
const outOf = (namespace: string, to: unknown, ports?: unknown, podSelector: unknown = {}, more = world()) =>
  opened(namespace, "out-of", { podSelector, policyTypes: ["Egress"], egress: [{ to: [to], ports }] }, more);

describe("netpol-connectivity-matrix", () => {
  it("opens servers beside a gateway to that gateway alone, each on its port, and demands that way", () => {
    const servers = ["plugin-server", "redis"] as const;
    const running = facts({ tenants: facts().tenants.map((one) => (one.id === "acme" ? { ...one, servers } : one)) });
    expect(messages(rule, world(), running)).to.deep.equal([
      "the gateway of tenant acme cannot reach the plugin-server of tenant acme on TCP 8080",
      "the gateway of tenant acme cannot reach the redis of tenant acme on TCP 6379",
    ]);
    const pods = { matchLabels: { app: "redis-stack-server" } };
    const gateway = {
      podSelector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
    };
    const open = (from: unknown, ...ports: readonly number[]) => {
      const out = outOf("acme-gateway", { podSelector: pods }, tcp(...ports));
      return messages(rule, into("acme-gateway", from, tcp(...ports), pods, out));
    };
    expect(open(gateway, 6379)).to.deep.equal([]);
    expect(open(gateway, 6379, 8001)).to.deep.equal([
      "the gateway of tenant acme can reach the redis of tenant acme on TCP 8001",
    ]);
    expect(open({ podSelector: {} }, 6379)?.[0]).to.include("can reach the redis of tenant acme on TCP 6379");
    expect(open(byName("monitoring"), 15020)).to.deep.equal([
      "a pod of namespace monitoring can reach the redis of tenant acme on TCP 15020",
    ]);
  });

  it("opens the page server to the entry's gateway alone", () => {
    const running = facts({ entry: { ...facts().entry, servers: ["page-server"] } });
    expect(messages(rule, world(), running)).to.deep.equal([
      "the gateway of the entry cannot reach the page-server of the entry on TCP 8080",
    ]);
    const pods = { matchLabels: { app: "higress-fleet-pages" } };
    const open = (...from: readonly unknown[]) =>
      messages(
        rule,
        from.reduce<readonly Sketch[]>(
          (more, each) => into("higress-system", each, tcp(8080), pods, more),
          outOf("higress-system", { podSelector: pods }, tcp(8080)),
        ),
        running,
      );
    const gateway = {
      podSelector: { matchLabels: { app: "higress-gateway", higress: "higress-system-higress-gateway" } },
    };
    expect(open(gateway)).to.deep.equal([]);
    expect(open(gateway, byName("monitoring"))).to.include(
      "a pod of namespace monitoring can reach the page-server of the entry on TCP 8080",
    );
  });

  it("finds a way between tenants that takes two policies, neither of which it is alone", () => {
    const out = outOf("acme-gateway", byName("globex-gateway"), tcp(80), { matchLabels: { app: "higress-gateway" } });
    expect(messages(rule, out)).to.deep.equal([]);
    const both = into("globex-gateway", byName("acme-gateway"), tcp(80), {}, out);
    expect(messages(rule, both)).to.deep.equal([
      "the gateway of tenant acme and 1 more can reach the gateway of tenant globex on TCP 80",
      "the gateway of tenant acme and 1 more can reach the controller of tenant globex on TCP 80",
      "the gateway of tenant acme and 1 more can reach a pod of tenant globex on TCP 80",
    ]);
    expect(found(rule, both)).to.deep.equal(["spec.ingress[0]", "spec.ingress[0]", "spec.ingress[0]"]);
  });

  it("finds it for pods that only a policy names", () => {
    const backdoor = { matchLabels: { app: "backdoor" } };
    const out = outOf("acme-gateway", byName("globex-gateway"), tcp(9000), backdoor);
    const both = into("globex-gateway", { ...byName("acme-gateway"), podSelector: backdoor }, tcp(9000), backdoor, out);
    expect(messages(rule, both)).to.deep.equal([
      "a pod with app=backdoor of tenant acme can reach a pod with app=backdoor of tenant globex on TCP 9000",
    ]);
  });

  it("finds more than HTTP from the entry, and anybody of the entry but its gateway", () => {
    const wide = changed("entry.to-acme", "spec.egress[0].ports", tcp(80, 15000));
    const both = replace(
      wide,
      "acme.network.gateway",
      change(pick("acme.network.gateway"), "spec.ingress[0].ports", tcp(80, 15000)),
    );
    expect(messages(rule, both)).to.deep.equal([
      "the gateway of the entry can reach the gateway of tenant acme on TCP 15000",
    ]);
    const controller = { podSelector: { matchLabels: { app: "higress-controller" } } };
    const to = outOf("higress-system", byName("acme-gateway"), tcp(80), controller.podSelector);
    expect(messages(rule, into("acme-gateway", byName("higress-system"), tcp(80), {}, to))).to.include(
      "the controller of the entry and 1 more can reach the gateway of tenant acme on TCP 80",
    );
  });

  it("finds one end of the way from the entry that is wider than HTTP, although the other end stops it", () => {
    const entry = changed("entry.to-acme", "spec.egress[0].ports", tcp(80, 15000));
    expect(messages(rule, entry)).to.deep.equal([
      "the gateway of the entry could reach the gateway of tenant acme on TCP 15000, but for the policies of the other end",
    ]);
    expect(judge(rule, entry.map(resource), facts())?.map(({ urn, path }) => [urn, path])).to.deep.equal([
      [urnOf(pick("entry.to-acme")), "spec.egress[0]"],
    ]);
    const everyPod = changed("entry.to-acme", "spec.egress[0].to[0].podSelector", undefined);
    expect(messages(rule, everyPod)).to.deep.equal([
      "the gateway of the entry could reach the controller of tenant acme on TCP 80, but for the policies of the other end",
      "the gateway of the entry could reach a pod of tenant acme on TCP 80, but for the policies of the other end",
    ]);
    const controller = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };
    const tenant = into("acme-gateway", byName("higress-system"), tcp(8888), controller);
    expect(messages(rule, tenant)?.[0]).to.match(/could reach the controller of tenant acme on TCP 8888, but/);
    expect(found(rule, tenant)).to.deep.equal(["spec.ingress[0]"]);
  });

  it("finds every open port of a control plane, whoever it is open to", () => {
    const controller = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };
    for (const port of [15010, 15051, 8888, 8889, 8080, 15017, 443]) {
      const monitoring = into("acme-gateway", byName("monitoring"), tcp(port), controller);
      expect(messages(rule, monitoring)).to.deep.equal([
        `a pod of namespace monitoring can reach the controller of tenant acme on TCP ${port}`,
      ]);
      const gateway = pick("acme.network.gateway").props.spec as { readonly podSelector: unknown };
      const own = outOf("acme-gateway", { podSelector: controller }, tcp(port), gateway.podSelector);
      expect(
        messages(rule, into("acme-gateway", gateway, tcp(port), controller, own)),
        "its own gateway",
      ).to.deep.equal([`the gateway of tenant acme can reach the controller of tenant acme on TCP ${port}`]);
    }
    const outside = into("acme-gateway", { ipBlock: { cidr: "198.51.100.0/24" } }, tcp(15010), controller);
    expect(messages(rule, outside)).to.deep.equal([
      "an address outside the cluster can reach the controller of tenant acme on TCP 15010",
    ]);
  });

  it("finds what reaches a gateway and is not declared", () => {
    const gateway = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
    expect(messages(rule, into("acme-gateway", byName("monitoring"), tcp(15021), gateway))).to.deep.equal([
      "a pod of namespace monitoring can reach the gateway of tenant acme on TCP 15021",
    ]);
    expect(
      messages(rule, into("acme-gateway", { ipBlock: { cidr: "198.51.100.0/24" } }, tcp(80), gateway)),
    ).to.deep.equal(["an address outside the cluster can reach the gateway of tenant acme on TCP 80"]);
    expect(messages(rule, into("acme-gateway", byName("sandbox"), tcp(80), gateway))).to.deep.equal([
      "a pod of namespace sandbox can reach the gateway of tenant acme on TCP 80",
    ]);
  });

  it("finds a namespace that nothing isolates", () => {
    const open = world().filter(({ name }) => !(name ?? "").startsWith("globex.network."));
    const told = messages(rule, open) ?? [];
    expect(told).to.include.members([
      "every address and 3 more can reach the gateway of tenant globex on all ports",
      "every address and 3 more can reach the controller of tenant globex on all ports",
      "every address and 4 more can reach a pod of tenant globex on all ports",
    ]);
    const urns = judge(rule, open.map(resource), facts())?.map(({ urn }) => urn);
    expect([...new Set(urns)]).to.deep.equal([urnOf(pick("globex.namespace"))]);
  });

  it("finds ways that are missing", () => {
    const cut: Readonly<Record<string, readonly string[]>> = {
      "entry.to-acme": ["the gateway of the entry cannot reach the gateway of tenant acme on TCP 80"],
      "acme.network.gateway": [
        "the gateway of the entry cannot reach the gateway of tenant acme on TCP 80",
        "the gateway of tenant acme cannot reach the controller of tenant acme on TCP 15012",
        "a pod of namespace monitoring cannot reach the gateway of tenant acme on TCP 15020",
      ],
      "acme.network.dns": [
        "the gateway of tenant acme cannot reach the cluster's DNS on TCP 53,UDP 53",
        "the controller of tenant acme cannot reach the cluster's DNS on TCP 53,UDP 53",
        "a pod of tenant acme cannot reach the cluster's DNS on TCP 53,UDP 53",
      ],
    };
    for (const [name, expected] of Object.entries(cut)) {
      expect(messages(rule, replace(world(), name, undefined)), name).to.deep.equal(expected);
    }
    const tcpOnly = changed("acme.network.dns", "spec.egress[0].ports", tcp(53));
    expect(messages(rule, tcpOnly)?.[0]).to.equal(
      "the gateway of tenant acme cannot reach the cluster's DNS on UDP 53",
    );
  });

  it("finds a way out of the fleet for others than Higress", () => {
    expect(messages(rule, outOf("acme-gateway", byName("monitoring"), tcp(443)))).to.deep.equal([
      "a pod of tenant acme can reach a pod of namespace monitoring on TCP 443",
    ]);
    const dns = { ...byName("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
    expect(messages(rule, outOf("acme-gateway", dns, tcp(9153)))).to.deep.equal([
      "the gateway of tenant acme and 2 more can reach the cluster's DNS on TCP 9153",
    ]);
  });

  it("lets a gateway of the platform into the namespaces outside the fleet that it is there for, and no other of its pods", () => {
    const gateways = facts().gateways.map((gateway) => ({ ...gateway, backendNamespaces: ["shops"] }));
    const way = (labels: object) => outOf("higress-shared", byName("shops"), tcp(8080), { matchLabels: labels });
    const own = { app: "higress-gateway", higress: "higress-shared-higress-gateway" };
    expect(messages(rule, way(own), facts({ gateways }))).to.deep.equal([]);
    expect(messages(rule, way(own))).to.deep.equal([
      "the gateway of gateway shared can reach a pod of namespace shops on TCP 8080",
    ]);
    const controller = { app: "higress-controller", higress: "higress-controller" };
    expect(messages(rule, way(controller), facts({ gateways }))).to.have.length(1);
    const tenant = outOf("acme-gateway", byName("shops"), tcp(8080), { matchLabels: { app: "higress-gateway" } });
    expect(messages(rule, tenant, facts({ gateways }))).not.to.deep.equal([]);
  });

  it("holds a gateway of which a port is closed to the other one", () => {
    const gateways = facts().gateways.map((gateway) => ({ ...gateway, ports: [80] }));
    expect(messages(rule, world(), facts({ gateways }))).to.deep.equal([
      "an address outside the cluster and 1 more can reach the gateway of gateway shared on TCP 443",
    ]);
  });

  it("takes what is declared, and what a tenant does in its own namespace", () => {
    const gateway = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
    const [acme, ...others] = facts().tenants;
    const network = {
      ingress: [{ peer: { cidr: "198.51.100.0/24" }, protocol: "TCP" as const, ports: [80, 15021] }],
      egress: [],
    };
    const declaring = facts({ tenants: acme === undefined ? [] : [{ ...acme, network }, ...others] });
    const inside = into("acme-gateway", { ipBlock: { cidr: "198.51.100.64/28" } }, tcp(80, 15021), gateway);
    expect(found(rule, inside, declaring)).to.deep.equal([]);
    const wider = into("acme-gateway", { ipBlock: { cidr: "198.51.100.0/23" } }, tcp(80), gateway);
    expect(found(rule, wider, declaring)).to.deep.equal(["spec.ingress[0]"]);
    const app = (name: string) => ({ matchLabels: { app: name } });
    const out = outOf("acme-gateway", { podSelector: app("db") }, tcp(5432), app("shop"));
    expect(found(rule, into("acme-gateway", { podSelector: app("shop") }, tcp(5432), app("db"), out))).to.deep.equal(
      [],
    );
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("lets Prometheus read metrics, on their two ports and from nowhere else", () => {
    const gateway = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
    const more = (from: unknown, port: number) => messages(rule, into("acme-gateway", from, tcp(port), gateway));
    for (const port of [15090, 15014, 15000]) {
      expect(more(byName("monitoring"), port)).to.deep.equal([
        `a pod of namespace monitoring can reach the gateway of tenant acme on TCP ${port}`,
      ]);
    }
    expect(more(byName("sandbox"), 15020)).to.deep.equal([
      "a pod of namespace sandbox can reach the gateway of tenant acme on TCP 15020",
    ]);
    const two = facts({ platformNamespaces: ["monitoring", "middleware"] });
    expect(messages(rule, into("acme-gateway", byName("middleware"), tcp(15020), gateway), two)).to.deep.equal([
      "a pod of namespace middleware can reach the gateway of tenant acme on TCP 15020",
    ]);
  });

  it("lets only those pods of the namespace read them that the fleet names, and wants them to be able to", () => {
    const named = (app: string) => facts({ monitoring: { namespace: "monitoring", pods: { app } } });
    // The world lets in the whole namespace, to four gateways and four controllers; to one of them by an allowance of acme's.
    const told = messages(rule, world(), named("prometheus")) ?? [];
    expect(told).to.include("a pod of namespace monitoring can reach the controller of tenant globex on TCP 15014");
    expect(told).to.have.length(7);
    const whole = '{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"monitoring"}}}';
    const some = whole.replace(/}$/, ',"podSelector":{"matchLabels":{"app":"prometheus"}}}');
    const narrowed = JSON.parse(JSON.stringify(world()).replaceAll(whole, some)) as readonly Sketch[];
    expect(messages(rule, narrowed, named("prometheus"))).to.deep.equal([]);
    expect(messages(rule, narrowed, named("agent"))).to.include.members([
      "a pod with app=agent of namespace monitoring cannot reach the gateway of tenant globex on TCP 15020",
      "a pod with app=prometheus of namespace monitoring can reach the gateway of tenant globex on TCP 15020",
    ]);
  });

  it("takes every reader for a stranger where the fleet names none", () => {
    const { monitoring, ...silent } = facts();
    expect(monitoring?.namespace).to.equal("monitoring");
    expect(messages(rule, world(), silent)).to.have.length(7);
  });

  it("does not apply to a stack without Kubernetes objects", () => {
    expect(found(rule, [pick("acme")])).to.equal(undefined);
  });

  it("does not pass a policy that preview cannot know", () => {
    const hidden = changed("acme.network.dns", "spec.egress[0].to", unknown);
    expect(found(rule, hidden)).to.include("spec.egress[0].to");
  });
});
