import { expect } from "chai";
import rule from "../../../policy/rules/netpol-trusted-selectors.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
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
      expect(messages(rule, change(policy, peer, selector), facts())).to.deep.equal([
        "does not select by kubernetes.io/metadata.name",
      ]);
    }
  });

  it("finds another tenant, and a namespace outside the fleet", () => {
    for (const name of ["globex-gateway", "sandbox", "kube-system", "higress-shared"]) {
      expect(messages(rule, change(policy, peer, byName(name)), facts())).to.deep.equal([
        `"${name}" is no namespace this policy may name`,
      ]);
    }
    const among = change(policy, peer, expression("In", "monitoring", "globex-gateway"));
    expect(paths(rule, among, facts())).to.deep.equal([peer]);
  });

  it("finds egress of a tenant to the entry, and of the entry to strangers", () => {
    const egress = (name: string) => [{ to: [{ namespaceSelector: byName(name) }], ports: [{ port: 80 }] }];
    const selector = "spec.egress[0].to[0].namespaceSelector";
    expect(paths(rule, change(policy, "spec.egress", egress("higress-system")), facts())).to.deep.equal([selector]);
    const entry = pick("entry.to-acme");
    expect(paths(rule, change(entry, "spec.egress", egress("sandbox")), facts())).to.deep.equal([selector]);
  });

  it("takes kube-system for DNS only", () => {
    const dns = pick("acme.network.dns");
    expect(paths(rule, dns, facts())).to.deep.equal([]);
    const wider = change(dns, "spec.egress[0].ports[0].port", 443);
    expect(paths(rule, wider, facts())).to.deep.equal(["spec.egress[0].to[0].namespaceSelector"]);
  });

  it("takes the own namespace, the entry and the platform, by name", () => {
    for (const name of ["acme-gateway", "higress-system", "monitoring"]) {
      expect(paths(rule, change(policy, peer, byName(name)), facts()), name).to.deep.equal([]);
    }
    expect(paths(rule, change(policy, peer, expression("In", "monitoring")), facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("leaves an empty selector to netpol-no-open-peer", () => {
    expect(paths(rule, change(policy, peer, {}), facts())).to.deep.equal([]);
  });

  it("does not apply to other kinds", () => {
    expect(paths(rule, pick("acme.quota"), facts())).to.equal(undefined);
  });

  it("does not pass a name that preview cannot know", () => {
    const path = `${peer}.matchLabels["kubernetes.io/metadata.name"]`;
    expect(cannotKnow(rule, change(policy, peer, byName(unknown)), facts(), path)).to.equal(true);
  });
});
