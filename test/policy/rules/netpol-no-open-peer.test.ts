import { expect } from "chai";
import rule from "../../../policy/rules/netpol-no-open-peer.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const policy = pick("acme.network.controller");
const from = "spec.ingress[1].from";
const to = "spec.egress[0].to";
const block = (...cidrs: readonly string[]) => cidrs.map((cidr) => ({ ipBlock: { cidr } }));

describe("netpol-no-open-peer", () => {
  it("finds a rule without peers", () => {
    for (const peers of [undefined, null, []]) {
      expect(found(rule, change(policy, from, peers))).to.deep.equal([from]);
      expect(found(rule, change(policy, to, peers))).to.deep.equal([to]);
    }
    expect(found(rule, change(policy, "spec.ingress", [{}]))).to.deep.equal(["spec.ingress[0].from"]);
  });

  it("finds a selector of every namespace, whatever its pods", () => {
    const everywhere = [{}, { matchLabels: {} }, { matchLabels: null, matchExpressions: [] }];
    for (const namespaceSelector of everywhere) {
      const peers = [{ namespaceSelector, podSelector: { matchLabels: { app: "prometheus" } } }];
      expect(found(rule, change(policy, from, peers))).to.deep.equal([`${from}[0].namespaceSelector`]);
    }
  });

  it("finds a peer that names nobody", () => {
    expect(found(rule, change(policy, from, [{}]))).to.deep.equal([`${from}[0]`]);
  });

  it("finds address blocks that cover a whole family, in one piece or in several", () => {
    expect(messages(rule, change(policy, from, block("0.0.0.0/0")))).to.deep.equal(["covers every IPv4 address"]);
    expect(messages(rule, change(policy, to, block("::/0")))).to.deep.equal(["covers every IPv6 address"]);
    const pieces = block("128.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2");
    expect(found(rule, change(policy, to, pieces))).to.deep.equal([to]);
  });

  it("lets clients from anywhere reach the entry and exposed gateways, on 80 and 443 only", () => {
    for (const name of ["entry.network.gateway", "shared.network.gateway"]) {
      expect(found(rule, pick(name)), name).to.deep.equal([]);
      const debug = change(pick(name), "spec.ingress[0].ports[0].port", 15000);
      expect(found(rule, debug), name).to.deep.equal(["spec.ingress[0].from"]);
      const range = change(pick(name), "spec.ingress[0].ports[0].endPort", 65535);
      expect(found(rule, range), name).to.deep.equal(["spec.ingress[0].from"]);
      const one = change(pick(name), "spec.ingress[0].ports[0].endPort", 80);
      expect(found(rule, one), `${name}, a range of one`).to.deep.equal([]);
      const portless = change(pick(name), "spec.ingress[0].ports", undefined);
      expect(found(rule, portless), name).to.deep.equal(["spec.ingress[0].from"]);
    }
    const { gateways } = facts();
    const hidden = facts({ gateways: gateways.map((gateway) => ({ ...gateway, exposure: "cluster" })) });
    expect(found(rule, pick("shared.network.gateway"), hidden)).to.deep.equal(["spec.ingress[0].from"]);
    const [shared] = gateways;
    const beside = {
      ...shared,
      id: "inner",
      namespace: "higress-inner",
      ingressClass: "higress-inner",
      watch: "own" as const,
      backendNamespaces: [],
      ports: [80, 443],
    } as const;
    const two = facts({ gateways: [...gateways, { ...beside, exposure: "cluster" }] });
    expect(found(rule, pick("shared.network.gateway"), two), "each gateway for itself").to.deep.equal([]);
    const inner = change(pick("shared.network.gateway"), "metadata.namespace", "higress-inner");
    expect(found(rule, inner, two)).to.deep.equal(["spec.ingress[0].from"]);
    const out = change(pick("entry.network.gateway"), "spec.egress[0]", {
      to: block("0.0.0.0/0"),
      ports: [{ port: 443 }],
    });
    expect(found(rule, out)).to.deep.equal(["spec.egress[0].to"]);
  });

  it("takes named peers", () => {
    expect(found(rule, change(policy, from, block("0.0.0.0/1", "192.168.0.0/16")))).to.deep.equal([]);
    expect(found(rule, change(policy, from, [{ podSelector: {} }])), "own namespace").to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("ignores rules of a direction that the policy does not govern", () => {
    const egressOnly = change(change(policy, from, []), "spec.policyTypes", ["Egress"]);
    expect(found(rule, egressOnly)).to.deep.equal([]);
  });

  it("does not apply to other kinds, policies of other groups among them", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
    const calico = { ...change(policy, from, []), type: "kubernetes:crd.projectcalico.org/v1:NetworkPolicy" };
    expect(found(rule, calico)).to.equal(undefined);
  });

  it("does not pass peers that preview cannot know", () => {
    expect(cannotKnow(rule, change(policy, from, unknown), from)).to.equal(true);
    const cidr = change(policy, from, block(unknown));
    expect(cannotKnow(rule, cidr, `${from}[0].ipBlock.cidr`)).to.equal(true);
  });
});
