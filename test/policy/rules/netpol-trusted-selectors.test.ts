import { expect } from "chai";
import rule from "../../../policy/rules/netpol-trusted-selectors.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const policy = pick("acme.network.controller");
const peer = "spec.ingress[1].from[0].namespaceSelector";
const byName = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
const expression = (operator: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator, values }],
});

describe("netpol-trusted-selectors", () => {
  it("finds a label that anybody may give to a namespace", () => {
    const borrowed = [
      { matchLabels: { type: "middleware-cluster" } },
      expression("NotIn", "globex-gateway"),
      expression("Exists"),
    ];
    for (const selector of borrowed) {
      expect(messages(rule, change(policy, peer, selector))).to.deep.equal([
        "does not select by kubernetes.io/metadata.name",
      ]);
    }
  });

  it("finds another tenant, and a namespace outside the fleet", () => {
    for (const name of ["globex-gateway", "sandbox", "kube-system", "higress-shared"]) {
      expect(messages(rule, change(policy, peer, byName(name)))).to.deep.equal([
        `"${name}" is no namespace this policy may name`,
      ]);
    }
    const among = change(policy, peer, expression("In", "monitoring", "globex-gateway"));
    expect(found(rule, among)).to.deep.equal([peer]);
  });

  it("finds egress of a tenant to the entry, and of the entry to strangers", () => {
    const egress = (name: string) => [{ to: [{ namespaceSelector: byName(name) }], ports: [{ port: 80 }] }];
    const selector = "spec.egress[0].to[0].namespaceSelector";
    expect(found(rule, change(policy, "spec.egress", egress("higress-system")))).to.deep.equal([selector]);
    const entry = pick("entry.to-acme");
    expect(found(rule, change(entry, "spec.egress", egress("sandbox")))).to.deep.equal([selector]);
  });

  it("takes a gateway's way to the backends that the fleet names for it, and no way back", () => {
    const gateways = facts().gateways.map((gateway) => ({ ...gateway, backendNamespaces: ["shops"] }));
    const peers = [{ namespaceSelector: byName("shops") }];
    const judged = (namespace: string, spec: object) =>
      found(rule, change(change(policy, "metadata.namespace", namespace), "spec", spec), facts({ gateways }));
    expect(judged("higress-shared", { egress: [{ to: peers }] })).to.deep.equal([]);
    expect(judged("higress-shared", { ingress: [{ from: peers }] })).to.have.length(1);
    expect(judged("acme-gateway", { egress: [{ to: peers }] })).to.have.length(1);
  });

  it("takes kube-system for DNS only", () => {
    const dns = pick("acme.network.dns");
    expect(found(rule, dns)).to.deep.equal([]);
    for (const ports of [[{ port: 53 }, { port: 443 }], [], undefined]) {
      const wider = change(dns, "spec.egress[0].ports", ports);
      expect(found(rule, wider)).to.deep.equal(["spec.egress[0].to[0].namespaceSelector"]);
    }
  });

  it("takes the own namespace, the entry and the platform, by name", () => {
    for (const name of ["acme-gateway", "higress-system", "monitoring"]) {
      expect(found(rule, change(policy, peer, byName(name))), name).to.deep.equal([]);
    }
    expect(found(rule, change(policy, peer, expression("In", "monitoring")))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("takes labels that the configuration calls reserved, and nothing beside them", () => {
    const given = (selector: object) =>
      judge(rule, resource(change(policy, peer, selector)), facts(), {
        reservedLabels: ["platform.example/role"],
      })?.map(({ path }) => path);
    const role = { "platform.example/role": "monitoring" };
    expect(given({ matchLabels: role })).to.deep.equal([]);
    expect(given({ matchLabels: { ...role, team: "any" } })).to.deep.equal([peer]);
    expect(given({ matchLabels: role, ...expression("Exists") })).to.deep.equal([peer]);
    expect(found(rule, change(policy, peer, { matchLabels: role }))).to.deep.equal([peer]);
  });

  it("leaves an empty selector to netpol-no-open-peer", () => {
    expect(found(rule, change(policy, peer, {}))).to.deep.equal([]);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass a name that preview cannot know", () => {
    const path = `${peer}.matchLabels["kubernetes.io/metadata.name"]`;
    expect(cannotKnow(rule, change(policy, peer, byName(unknown)), path)).to.equal(true);
  });
});
