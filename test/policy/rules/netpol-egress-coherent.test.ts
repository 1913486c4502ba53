import { expect } from "chai";
import rule from "../../../policy/rules/netpol-egress-coherent.ts";
import { change, judge, resource, unknown, urnOf, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const changed = (name: string, path: string, value: unknown) => replace(world(), name, change(pick(name), path, value));
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const block = (cidr: string) => ({ ipBlock: { cidr } });
const idle = "no registry and no allowance needs this";

/** acme with one registry in its McpBridge, beside that of the world. */
const registry = (fields: Readonly<Record<string, unknown>>): readonly Sketch[] =>
  changed("acme.bridge", "spec.registries", [{ name: "more", port: 8500, ...fields }]);
/** What the controller or the gateway lacks for it; the way of the world's registry is idle then. */
const lacking = (fields: Readonly<Record<string, unknown>>) =>
  messages(rule, registry(fields))?.filter((message) => message !== idle);

describe("netpol-egress-coherent", () => {
  it("finds a registry whose port is closed, the second one of Nacos 2 and 3 too", () => {
    const path = "spec.egress[0].ports";
    const told = ["the controller cannot reach registry orders on TCP 8848,TCP 9848"];
    expect(messages(rule, changed("acme.network.registries", path, tcp(8848)))).to.deep.equal(told);
    expect(messages(rule, replace(world(), "acme.network.registries", undefined))).to.deep.equal(told);
    const plain = { name: "orders", domain: "nacos.acme.example", port: 8848 };
    expect(messages(rule, registry({ ...plain, type: "nacos3" }))).to.deep.equal([]);
    expect(messages(rule, registry({ ...plain, type: "nacos" }))).to.deep.equal([idle]);
  });

  it("finds a registry whose networks are not all open", () => {
    const half = changed("acme.network.registries", "spec.egress[0].to", [block("198.51.100.0/29")]);
    expect(messages(rule, half)).to.deep.equal(["the controller cannot reach registry orders on TCP 8848,TCP 9848"]);
    const halves = changed("acme.network.registries", "spec.egress[0].to", [
      block("198.51.100.0/29"),
      block("198.51.100.8/29"),
    ]);
    expect(messages(rule, halves)).to.deep.equal([]);
  });

  it("finds addresses and Services that registries name and nothing opens", () => {
    expect(lacking({ type: "consul", domain: "192.0.2.9" })).to.deep.equal([
      "the controller cannot reach registry more on TCP 8500",
    ]);
    expect(lacking({ type: "static", domain: "192.0.2.9:81,[2001:db8::9]:82" })).to.deep.equal([
      "the gateway cannot reach registry more on TCP 81",
      "the gateway cannot reach registry more on TCP 82",
    ]);
    expect(lacking({ type: "eureka", domain: "eureka.monitoring.svc.cluster.local" })).to.deep.equal([
      "the controller cannot reach registry more in namespace monitoring on TCP 8500",
    ]);
    expect(lacking({ type: "dns", domain: "partner.example", port: 443 })).to.deep.equal([
      "the gateway cannot reach registry more on TCP 443",
    ]);
    expect(lacking({ type: "dns", domain: "partner.example", port: 8443 }), "somewhere on its port").to.deep.equal([]);
  });

  it("finds what a tenant's file allows and no policy opens, on the tenant's namespace", () => {
    const without = replace(world(), "acme.network.allowed-egress", undefined);
    expect(messages(rule, without)).to.deep.equal(["the gateway cannot reach an allowance on TCP 8443"]);
    const urns = judge(rule, without.map(resource), facts())?.map(({ urn }) => urn);
    expect(urns).to.deep.equal([urnOf(pick("acme.namespace"))]);
  });

  it("finds holes that nobody needs: addresses, ports, namespaces, and for the wrong pods", () => {
    const to = "spec.egress[0].to";
    const holes: readonly (readonly Sketch[])[] = [
      changed("acme.network.registries", to, [block("198.51.100.0/27")]),
      changed("acme.network.registries", "spec.egress[0].ports", tcp(8848, 9848, 22)),
      changed("acme.network.registries", "spec.egress[0].ports", undefined),
      changed("acme.network.controller", to, [block("10.2.0.0/31")]),
    ];
    for (const hole of holes) expect(found(rule, hole)).to.deep.equal([`${to}[0]`]);
    const gateway = changed("acme.network.registries", "spec.podSelector", pick("acme.network.gateway").props.spec);
    expect(found(rule, gateway), "for every pod").to.deep.equal([]);
    const namespace = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } };
    const more = change(pick("acme.network.dns"), `${to}[1]`, namespace);
    expect(found(rule, replace(world(), "acme.network.dns", more))).to.deep.equal([`${to}[1]`]);
    const dns = changed("acme.network.dns", "spec.egress[0].ports", [...tcp(53), ...tcp(9153)]);
    expect(found(rule, dns)).to.deep.equal([`${to}[0]`]);
  });

  it("takes what is needed, and leaves the entry and the platform's gateways alone", () => {
    expect(found(rule, world())).to.deep.equal([]);
    const own = changed("acme.network.gateway", "spec.egress[0].to", [{ podSelector: {} }]);
    expect(found(rule, own), "its own pods").to.deep.equal([]);
    const entry = change(pick("entry.network.controller"), "spec.egress[0].to", [block("192.0.2.0/24")]);
    expect(found(rule, replace(world(), "entry.network.controller", entry))).to.deep.equal([]);
  });

  it("takes the Internet for what is meant by it", () => {
    const [acme, ...others] = facts().tenants;
    if (acme === undefined) throw new Error("a tenant is needed");
    const peers = [{ cidr: "0.0.0.0/0" }, { cidr: "::/0" }];
    const egress = peers.map((peer) => ({ peer, protocol: "TCP" as const, ports: [443] }));
    const given = facts({ tenants: [{ ...acme, network: { ingress: [], egress } }, ...others] });
    const four = ["10.0.0.0/8", "100.100.100.200/32", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12"];
    const six = ["2001::/32", "2002::/16", "64:ff9b:1::/48", "64:ff9b::/96", "::/96", "::ffff:0:0:0/96", "fc00::/7"];
    const opened = (except: readonly string[]) =>
      change(pick("acme.network.allowed-egress"), "spec.egress", [
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except } }], ports: tcp(443) },
        { to: [{ ipBlock: { cidr: "::/0", except: [...six, "fe80::/10"] } }], ports: tcp(443) },
      ]);
    const judged = (except: readonly string[]) =>
      messages(rule, replace(world(), "acme.network.allowed-egress", opened(except)), given);
    expect(judged([...four, "192.0.0.192/32", "192.168.0.0/16"])).to.deep.equal([]);
    expect(judged([...four, "192.0.0.192/32", "192.168.0.0/16", "8.8.8.8/32"])).to.deep.equal([
      "the gateway cannot reach an allowance on TCP 443",
    ]);
    expect(judged([...four, "192.0.0.192/32"]), "too much").to.deep.equal([idle]);
  });

  it("does not apply to a stack without Kubernetes objects, or a fleet without tenants", () => {
    expect(found(rule, [pick("acme")])).to.equal(undefined);
    expect(found(rule, world(), facts({ tenants: [] }))).to.equal(undefined);
  });

  it("does not pass a block that preview cannot know", () => {
    const hidden = changed("acme.network.controller", "spec.egress[0].to", unknown);
    expect(found(rule, hidden)).to.deep.equal(["spec.egress[0].to"]);
  });
});
