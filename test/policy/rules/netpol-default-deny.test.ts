import { expect } from "chai";
import rule from "../../../policy/rules/netpol-default-deny.ts";
import type { Sketch } from "../harness.ts";
import { change, judge, resource, unknown, urnOf } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const deny = "acme.network.default-deny";
const dns = "acme.network.dns";
const changed = (name: string, path: string, value: unknown) => replace(world(), name, change(pick(name), path, value));
const noIngress = ['namespace "acme-gateway" denies no ingress by default'];

describe("netpol-default-deny", () => {
  it("finds a namespace that denies nothing", () => {
    const none = world().filter(({ name }) => !(name ?? "").startsWith("acme.network."));
    expect(messages(rule, none)).to.deep.equal([...noIngress, 'namespace "acme-gateway" denies no egress by default']);
  });

  it("names the namespace as the resource at fault, when the stack registers it", () => {
    const open = changed(deny, "spec.policyTypes", ["Egress"]);
    const urns = (sketches: readonly Sketch[]) => judge(rule, sketches.map(resource), facts())?.map(({ urn }) => urn);
    expect(urns(open)).to.deep.equal([urnOf(pick("acme.namespace"))]);
    expect(urns(replace(open, "acme.namespace", undefined))).to.deep.equal([undefined]);
  });

  it("finds a deny for one direction or for some pods only", () => {
    expect(messages(rule, changed(deny, "spec.policyTypes", ["Egress"]))).to.deep.equal(noIngress);
    const some = changed(deny, "spec.podSelector", { matchLabels: { app: "higress-gateway" } });
    expect(messages(rule, some)).to.deep.equal(noIngress);
    const elsewhere = changed(deny, "metadata.namespace", "globex-gateway");
    expect(messages(rule, elsewhere)).to.deep.equal(noIngress);
  });

  it("finds pods that policies for all others leave out, by one label or by two", () => {
    const but = (...values: readonly string[]) => ({ matchExpressions: [{ key: "app", operator: "NotIn", values }] });
    const denied = changed(deny, "spec.podSelector", but("higress-gateway"));
    const missing = (pods: string) => [
      `namespace "acme-gateway" denies no ingress by default to pods with ${pods} alone`,
    ];
    expect(messages(rule, denied)).to.deep.equal(missing("app=higress-gateway"));
    const rest = (podSelector: unknown): Sketch =>
      change({ ...pick(deny), name: "rest" }, "spec", { podSelector, policyTypes: ["Ingress", "Egress"] });
    const gateways = { matchLabels: { app: "higress-gateway" } };
    expect(messages(rule, [...denied, rest(gateways)]), "together for every pod").to.deep.equal([]);
    const some = { ...gateways, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] };
    expect(messages(rule, [...denied, rest(some)])).to.deep.equal(missing("app=higress-gateway,tier=any"));
  });

  it("knows what Kubernetes makes of missing policyTypes", () => {
    expect(messages(rule, changed(deny, "spec.policyTypes", undefined)), "ingress only").to.deep.equal([]);
    const open = replace(changed(deny, "spec.policyTypes", undefined), dns, undefined);
    expect(messages(rule, open)).to.deep.equal(['namespace "acme-gateway" denies no egress by default']);
  });

  it("finds a hole for every pod, in whichever policy", () => {
    const hole = changed(deny, "spec.ingress", [{ from: [{ podSelector: {} }] }]);
    expect(found(rule, hole)).to.deep.equal(["spec.ingress[0]"]);
    const negative = { matchExpressions: [{ key: "guarded", operator: "DoesNotExist" }] };
    const backdoor = change({ ...pick("acme.network.gateway"), name: "backdoor" }, "spec.podSelector", negative);
    expect(found(rule, [...world(), backdoor])).to.deep.equal(["spec.ingress[0]", "spec.ingress[1]"]);
  });

  it("leaves a namespace's pods to talk to chosen pods beside them", () => {
    const gateway = { podSelector: { matchLabels: { app: "higress-gateway" } } };
    const from = (peer: unknown) => changed(deny, "spec.ingress", [{ from: [peer] }]);
    expect(found(rule, from(gateway))).to.deep.equal([]);
    const wider = [
      { podSelector: {} },
      { namespaceSelector: {}, ...gateway },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "globex-gateway" } }, ...gateway },
      { ipBlock: { cidr: "192.0.2.0/24" } },
    ];
    for (const peer of wider) expect(found(rule, from(peer)), JSON.stringify(peer)).to.deep.equal(["spec.ingress[0]"]);
    const both = changed(deny, "spec.ingress", [{ from: [gateway, { ipBlock: { cidr: "192.0.2.0/24" } }] }]);
    expect(found(rule, both)).to.deep.equal(["spec.ingress[0]"]);
  });

  it("takes DNS for DNS only", () => {
    const { egress } = pick(dns).props.spec as { egress: readonly Record<string, unknown>[] };
    const wider = [
      [{ ...egress[0], ports: [{ port: 53 }, { port: 443 }] }],
      [{ ...egress[0], ports: undefined }],
      [{ ...egress[0], ports: [{ port: 53, endPort: 65535 }] }],
      [{ ...egress[0], to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
      [{ ...egress[0], to: [] }],
      [{ ...egress[0], to: [...(egress[0]?.to as readonly unknown[]), { ipBlock: { cidr: "192.0.2.0/24" } }] }],
      [{ ...egress[0], to: [{ namespaceSelector: {} }] }],
    ];
    const one = [{ ...egress[0], ports: [{ port: 53, endPort: 53 }] }];
    expect(found(rule, changed(dns, "spec.egress", one)), "a range of one").to.deep.equal([]);
    for (const rules of wider) {
      expect(found(rule, changed(dns, "spec.egress", rules))).to.deep.equal(["spec.egress[0]"]);
    }
  });

  it("takes several policies that deny together", () => {
    const twin = change({ ...pick(deny), name: "acme.network.egress" }, "spec.policyTypes", ["Egress"]);
    expect(found(rule, [...changed(deny, "spec.policyTypes", ["Ingress"]), twin])).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("accepts the shape in which the API server answers", () => {
    const defaulted = changed(deny, "spec", { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: null });
    expect(found(rule, defaulted)).to.deep.equal([]);
  });

  it("does not apply to a stack without Kubernetes objects", () => {
    expect(found(rule, [pick("acme")])).to.equal(undefined);
  });

  it("does not pass a policy that preview cannot know, and still judges the others", () => {
    const hidden = changed("acme.network.gateway", "spec.podSelector", unknown);
    expect(cannotKnow(rule, hidden, "spec.podSelector")).to.equal(true);
    const both = replace(hidden, "globex.network.default-deny", undefined);
    expect(found(rule, both)).to.deep.equal(["spec.podSelector", ""]);
  });
});
