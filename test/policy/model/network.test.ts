import { expect } from "chai";
import type { Direction, Pod } from "../../../policy/model/network.ts";
import { isolating } from "../../../policy/model/network.ts";
import { describePorts, everyPort, hasPort, namedPorts, ports } from "../../../policy/model/network-ports.ts";
import { networkOf } from "../../../policy/model/network-reach.ts";
import type { Resource } from "../../../policy/rule.ts";
import { resource } from "../harness.ts";
import { world } from "../world.ts";

const lawful = networkOf(world().map(resource));
const gateway = (namespace: string): Pod => ({
  namespace,
  labels: { app: "higress-gateway", higress: `${namespace}-higress-gateway` },
});
const controller = (namespace: string): Pod => ({
  namespace,
  labels: { app: "higress-controller", higress: "higress-controller" },
});
const probe = (namespace: string): Pod => ({ namespace, labels: {} });

const connects = (from: Pod, to: Pod, port: number): boolean => hasPort(lawful.connections(from, to), "TCP", port);

/** What `from`'s egress allows, whatever isolates the other end. */
const reach =
  (policies: readonly Resource[], from: Pod, direction: Direction) =>
  (to: Pod, protocol: "TCP" | "UDP", port: number): boolean => {
    const [sender, receiver] = direction === "Egress" ? [from, to] : [to, from];
    return hasPort(networkOf(policies).connections(sender, receiver), protocol, port);
  };

const policy = (spec: object, namespace = "ns"): Resource =>
  resource({
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    props: { metadata: { name: "p", namespace }, spec: { podSelector: {}, ...spec } },
  });
const here = { namespace: "ns", labels: { app: "a" } };
const there = { namespace: "other", labels: { app: "b" } };

describe("the policies of the lawful world", () => {
  it("let the entry reach every tenant's gateway, and gateways their controller", () => {
    for (const tenant of ["acme-gateway", "globex-gateway"]) {
      expect(connects(gateway("higress-system"), gateway(tenant), 80), tenant).to.equal(true);
      expect(connects(gateway(tenant), controller(tenant), 15012), tenant).to.equal(true);
    }
  });

  it("keep tenants from each other, and everybody from the controller's plain ports", () => {
    const [acme, globex] = ["acme-gateway", "globex-gateway"];
    for (const port of [80, 443, 15010, 15012, 15014, 15051, 8888, 8080]) {
      expect(connects(gateway(acme), gateway(globex), port), `gateway ${port}`).to.equal(false);
      expect(connects(gateway(acme), controller(globex), port), `controller ${port}`).to.equal(false);
      expect(connects(probe(acme), gateway(globex), port), `probe ${port}`).to.equal(false);
    }
    for (const port of [15010, 15051, 8888]) {
      expect(connects(gateway(acme), controller(acme), port), `own controller ${port}`).to.equal(false);
    }
  });
});

describe("a pod", () => {
  it("may talk to everybody while no policy selects it", () => {
    expect(reach([], here, "Egress")(there, "TCP", 1)).to.equal(true);
    const others = policy({ podSelector: { matchLabels: { app: "z" } }, policyTypes: ["Egress"] });
    expect(reach([others], here, "Egress")(there, "TCP", 1)).to.equal(true);
    const elsewhere = policy({ policyTypes: ["Egress"] }, "other");
    expect(reach([elsewhere], here, "Egress")(there, "TCP", 1)).to.equal(true);
  });

  it("is isolated in the directions that Kubernetes reads from a policy without types", () => {
    const directions = (spec: object) =>
      (["Ingress", "Egress"] as const).filter((direction) => isolating([policy(spec)], here, direction).length > 0);
    expect(directions({})).to.deep.equal(["Ingress"]);
    expect(directions({ egress: [] })).to.deep.equal(["Ingress"]);
    expect(directions({ egress: [{}] })).to.deep.equal(["Ingress", "Egress"]);
    expect(directions({ policyTypes: ["Egress"] })).to.deep.equal(["Egress"]);
  });

  const egress = (rule: object) => reach([policy({ policyTypes: ["Egress"], egress: [rule] })], here, "Egress");

  it("is allowed what any rule allows: peers by namespace and label, or everybody", () => {
    const named = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "other" } } };
    expect(egress({})(there, "TCP", 1)).to.equal(true);
    expect(egress({ to: [named] })(there, "TCP", 1)).to.equal(true);
    expect(egress({ to: [{ ...named, podSelector: { matchLabels: { app: "z" } } }] })(there, "TCP", 1)).to.equal(false);
    expect(egress({ to: [{ podSelector: {} }] })(there, "TCP", 1), "own namespace only").to.equal(false);
    expect(egress({ to: [{ podSelector: {} }] })({ ...there, namespace: "ns" }, "TCP", 1)).to.equal(true);
    expect(egress({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] })(there, "TCP", 1), "blocks are no pods").to.equal(false);
    const beside = { ...there, namespace: "ns" };
    expect(egress({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] })(beside, "TCP", 1), "here neither").to.equal(false);
    expect(egress({ to: [{ podSelector: {} }, named] })(there, "TCP", 1), "one peer is enough").to.equal(true);
  });

  it("is allowed the ports that a rule names, by protocol and range", () => {
    const allowed = egress({
      ports: [{ port: 80 }, { protocol: "UDP", port: 53 }, { port: 8000, endPort: 8010 }, { port: "web" }],
    });
    expect(allowed(there, "TCP", 80)).to.equal(true);
    expect(allowed(there, "UDP", 80)).to.equal(false);
    expect(allowed(there, "UDP", 53)).to.equal(true);
    expect(allowed(there, "TCP", 53)).to.equal(false);
    expect([7999, 8000, 8010, 8011].map((port) => allowed(there, "TCP", port))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(egress({ ports: [{ protocol: "TCP" }] })(there, "TCP", 9)).to.equal(true);
  });
});

describe("ports", () => {
  it("are written by protocol, in ranges", () => {
    const some = [...ports("TCP", 443, 80, 81), ...ports("UDP", 53)];
    expect(describePorts(some)).to.equal("TCP 80-81,TCP 443,UDP 53");
    expect(describePorts(everyPort)).to.equal("all ports");
  });

  it("with a name are found in the containers of a pod, sidecars among them", () => {
    const spec = {
      initContainers: [{ ports: [{ name: "mesh", containerPort: 15090 }] }],
      containers: [{ ports: [{ name: "dns", protocol: "UDP", containerPort: 53 }, { containerPort: 80 }] }, {}],
    };
    expect(namedPorts(spec)).to.deep.equal([
      { name: "dns", protocol: "UDP", port: 53 },
      { name: "mesh", protocol: "TCP", port: 15090 },
    ]);
  });
});
