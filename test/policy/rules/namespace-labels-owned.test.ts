import { expect } from "chai";
import rule from "../../../policy/rules/namespace-labels-owned.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const acme = pick("acme.namespace");
const label = (key: string): string => `metadata.labels["${key.includes("/") ? key : `higress-fleet.io/${key}`}"]`;
const { hub = "", ...withoutHub } = facts();
const own = ["fleet", "region", "role", "tenant"];
const mended = (sketch: Sketch) => rule.remediate?.(resource(sketch), facts());

describe("namespace-labels-owned", () => {
  it("finds a label that says something else than the fleet file", () => {
    for (const [key, wrong, right] of [
      ["tenant", "globex", "acme"],
      ["fleet", "test", "prod"],
      ["region", "north", "south"],
      ["role", "gateway", "tenant"],
      ["app.kubernetes.io/managed-by", "Helm", "higress-fleet"],
    ] as const) {
      const spoiled = change(acme, label(key), wrong);
      expect(found(rule, spoiled)).to.deep.equal([label(key)]);
      expect(messages(rule, spoiled)).to.deep.equal([`"${wrong}" is not "${right}"`]);
    }
  });

  it("finds every label that is missing at once", () => {
    const bare = change(acme, "metadata.labels", undefined);
    expect(found(rule, bare)).to.deep.equal([label("app.kubernetes.io/managed-by"), ...own.map(label)]);
    expect(messages(rule, change(acme, label("role"), null))).to.deep.equal(["is missing"]);
  });

  it("finds a tenant's label on the entry's namespace and on a gateway's", () => {
    for (const name of ["entry.namespace", "shared.namespace"]) {
      expect(found(rule, change(pick(name), label("tenant"), "acme")), name).to.deep.equal([label("tenant")]);
    }
  });

  it("finds an annotation that admission policies would believe, and is not so", () => {
    const note = (key: string) => `metadata.annotations["higress-fleet.io/${key}"]`;
    const noted = (key: string, value: unknown) => found(rule, change(acme, note(key), value));
    expect(noted("hosts", "api.acme.example,*.acme.aigw.example.com"), "in any order").to.deep.equal([]);
    for (const [key, value] of [
      ["hosts", "api.acme.example,*.acme.aigw.example.com,shop.globex.example"],
      ["hosts", "api.acme.example"],
      ["hosts", ""],
      ["dns-domain", "elsewhere.local"],
      ["cluster-cidrs", "10.0.0.0/16"],
      ["platform-namespaces", "monitoring,globex-gateway"],
      ["hub", `${hub}.evil.example`],
      ["plugins", "http://mine.acme-gateway.svc.cluster.local/plugins/"],
    ] as const) {
      expect(noted(key, value), `${key}: ${value}`).to.deep.equal([note(key)]);
    }
    expect(messages(rule, change(acme, note("dns-domain"), "elsewhere.local"))).to.deep.equal([
      '"elsewhere.local" is not what the fleet file has: cluster.local',
    ]);
    expect(noted("hosts", undefined), "admission refuses then").to.deep.equal([]);
    expect(found(rule, change(acme, note("hub"), "anywhere"), withoutHub)).to.deep.equal([]);
    expect(cannotKnow(rule, change(acme, note("hosts"), unknown), note("hosts"))).to.equal(true);
    expect(found(rule, change(pick("entry.namespace"), note("hosts"), "x")), "nobody reads it there").to.deep.equal([]);
  });

  it("finds an account beside the entry that is not cert-manager's", () => {
    const note = 'metadata.annotations["higress-fleet.io/cert-manager"]';
    const account = "system:serviceaccount:cert-manager:cert-manager";
    const entry = change(pick("entry.namespace"), note, account);
    expect(found(rule, entry, { ...facts(), certManager: account })).to.deep.equal([]);
    expect(found(rule, entry, { ...facts(), certManager: `${account}-2` })).to.deep.equal([note]);
    expect(messages(rule, entry)).to.deep.equal([`"${account}" is not what the fleet file has: nothing`]);
  });

  it("finds a gateway's note of another class, unless it is the one that the facts give it", () => {
    const noted = (value: string) =>
      change(pick("shared.namespace"), 'metadata.annotations["higress-fleet.io/ingress-class"]', value);
    const old = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, ingressClass: "nginx" })) });
    expect(messages(rule, noted("nginx"))).to.deep.equal(['"nginx" is not what the fleet file has: nothing']);
    expect(messages(rule, noted("nginx"), old)).to.deep.equal([]);
    expect(messages(rule, noted("higress-acme"), old)).to.deep.equal([
      '"higress-acme" is not what the fleet file has: nginx',
    ]);
  });

  it("finds a name label that names another namespace", () => {
    const key = label("kubernetes.io/metadata.name");
    expect(found(rule, change(acme, key, "globex-gateway"))).to.deep.equal([key]);
    expect(found(rule, change(acme, key, "acme-gateway"))).to.deep.equal([]);
  });

  it("takes the fleet's own, and further labels", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, change(acme, label("example.com/team"), "shop"))).to.deep.equal([]);
  });

  it("lets the pack's user say who manages namespaces", () => {
    const given = { managedBy: "argo" };
    expect(judge(rule, resource(acme), facts(), given)).to.have.length(1);
    const other = change(acme, label("app.kubernetes.io/managed-by"), "argo");
    expect(judge(rule, resource(other), facts(), given)).to.deep.equal([]);
  });

  it("does not apply to other kinds, or to namespaces that are not the fleet's", () => {
    expect(judged(rule)).to.deep.equal(["entry.namespace", "shared.namespace", "acme.namespace", "globex.namespace"]);
    expect(found(rule, change(acme, "metadata.name", "monitoring"))).to.equal(undefined);
  });

  it("does not pass a label that preview cannot know", () => {
    expect(cannotKnow(rule, change(acme, label("tenant"), unknown), label("tenant"))).to.equal(true);
  });

  it("mends what is missing or wrong, and leaves the rest", () => {
    const spoiled = change(change(acme, label("tenant"), "globex"), label("role"), undefined);
    const props = mended(change(spoiled, label("example.com/team"), "shop"));
    expect(props).to.deep.equal(change(acme, label("example.com/team"), "shop").props);
  });

  it("mends nothing where a label is too many: somebody may count on it", () => {
    expect(mended(change(pick("entry.namespace"), label("tenant"), "acme"))).to.equal(undefined);
  });
});
