import { expect } from "chai";
import rule from "../../../policy/rules/netpol-cidr-safe.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const to = "spec.egress[0].to[0].ipBlock";
/** One allowance of acme's gateway to one block. */
const gateway = (ipBlock: unknown, ports: unknown = [{ port: 443 }]): Sketch =>
  change(pick("acme.network.gateway"), "spec.egress", [{ to: [{ ipBlock }], ports }]);
const block = (cidr: string, ...except: readonly string[]) => gateway({ cidr, ...(except.length > 0 && { except }) });

const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const internet = ["100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "169.254.0.0/16"];

describe("netpol-cidr-safe", () => {
  it("finds metadata services of all clouds, however wide the block around them", () => {
    const blocks: Readonly<Record<string, string>> = {
      "169.254.169.254/32": "169.254.169.254",
      "169.254.170.0/24": "169.254.170.0",
      "100.64.0.0/10": "100.100.100.200",
      "fd00:ec2::/32": "fd00:ec2::23",
      "fe80::1/128": "fe80::1",
    };
    for (const [cidr, address] of Object.entries(blocks)) {
      expect(messages(rule, block(cidr)), cidr).to.deep.equal([
        `leads to ${address}, which is a metadata service or the own link`,
      ]);
    }
  });

  it("finds the cluster's own networks, in part or whole, coming in or going out", () => {
    const own = "which lies in the cluster's own networks";
    expect(messages(rule, block("10.1.2.3/32"))).to.deep.equal([`leads to 10.1.2.3, ${own}`]);
    expect(messages(rule, block("10.0.0.0/12", "10.0.0.0/16"))).to.deep.equal([`leads to 10.1.0.0, ${own}`]);
    const from = change(pick("acme.network.gateway"), "spec.ingress", [
      { from: [{ ipBlock: { cidr: "10.0.0.7/32" } }] },
    ]);
    expect(found(rule, from)).to.deep.equal(["spec.ingress[0].from[0].ipBlock"]);
  });

  it("finds where an IPv6 address stands for an IPv4 one", () => {
    const pod = "leads to 10.0.0.1, which lies in the cluster's own networks";
    for (const cidr of ["::ffff:10.0.0.1/128", "::a00:1/128", "64:ff9b::a00:1/128", "2002:a00:1::/48"]) {
      expect(messages(rule, block(cidr)), cidr).to.deep.equal([pod]);
    }
    expect(messages(rule, block("64:ff9b::a9fe:a9fe/128"))).to.deep.equal([
      "leads to 169.254.169.254, which is a metadata service or the own link",
    ]);
    expect(messages(rule, block("64:ff9b:1::/64"))).to.deep.equal(["leads to addresses that NAT64 hides"]);
    expect(found(rule, block("2001:0:1::/48"))).to.deep.equal([to]);
  });

  it("finds everything in a block for everybody, and what is left of it", () => {
    expect(found(rule, block("0.0.0.0/0"))).to.deep.equal([to, to, to]);
    expect(found(rule, block("0.0.0.0/1", ...privateNetworks.slice(0, 1)))).to.deep.equal([to]);
    expect(messages(rule, block("0.0.0.0/0", ...internet, "10.0.0.0/8", "172.16.0.0/12"))).to.deep.equal([
      "leads to 192.168.0.0, with a whole private network around it",
    ]);
  });

  it("finds blocks that programs read differently, exceptions among them", () => {
    expect(found(rule, block("010.0.0.0/8"))).to.deep.equal([`${to}.cidr`]);
    expect(found(rule, gateway({}))).to.deep.equal([`${to}.cidr`]);
    expect(found(rule, block("192.0.2.0/24", "192.0.2.1", "192.0.2.8/29"))).to.deep.equal([`${to}.except[0]`]);
  });

  it("accepts the Internet with its exceptions, and networks that are meant", () => {
    expect(found(rule, block("0.0.0.0/0", ...internet, ...privateNetworks))).to.deep.equal([]);
    const six = ["::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"];
    expect(found(rule, block("::/0", ...six, "fc00::/7", "fe80::/10"))).to.deep.equal([]);
    for (const cidr of ["10.64.0.0/16", "192.168.0.0/16", "172.16.0.0/12", "100.100.100.201/32", "2001:db8::/32"]) {
      expect(found(rule, block(cidr)), cidr).to.deep.equal([]);
    }
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("lets controllers call the API server, on its ports", () => {
    const calls = (name: string, ports: unknown) =>
      found(rule, change(pick(name), "spec.egress", [{ to: [{ ipBlock: { cidr: "10.2.0.1/32" } }], ports }]));
    expect(calls("acme.network.controller", [{ port: 443 }, { port: 6443 }])).to.deep.equal([]);
    const named = Object.entries({ app: "higress-controller", higress: "higress-controller" });
    const byExpression = (operator: string) =>
      change(pick("acme.network.controller"), "spec.podSelector", {
        matchExpressions: named.map(([key, value]) => ({ key, operator, values: [value] })),
      });
    expect(found(rule, byExpression("In")), "the same pods, said otherwise").to.deep.equal([]);
    expect(found(rule, byExpression("NotIn"))).to.deep.equal([to]);
    for (const ports of [
      undefined,
      [{ port: 443 }, { port: 10250 }],
      [{ protocol: "UDP", port: 443 }],
      [{ port: "https" }],
    ]) {
      expect(calls("acme.network.controller", ports), JSON.stringify(ports)).to.deep.equal([to]);
    }
    expect(calls("acme.network.gateway", [{ port: 443 }])).to.deep.equal([to]);
  });

  it("lets clients of the entry and of the platform's gateways come from anywhere, on 80 and 443", () => {
    for (const name of ["entry.network.gateway", "shared.network.gateway"]) {
      expect(found(rule, pick(name)), name).to.deep.equal([]);
      expect(found(rule, change(pick(name), "spec.ingress[0].ports", undefined)), name).to.not.deep.equal([]);
    }
    const tenant = change(pick("acme.network.gateway"), "spec.ingress[0].from", [{ ipBlock: { cidr: "0.0.0.0/0" } }]);
    expect(found(rule, tenant)).to.include("spec.ingress[0].from[0].ipBlock");
  });

  it("takes blocks that the configuration allows, and other metadata services", () => {
    const given = (sketch: Sketch, settings: Readonly<Record<string, unknown>>) =>
      judge(rule, resource(sketch), facts(), settings)?.map(({ path }) => path);
    expect(given(block("10.1.2.3/32"), { allowedCidrs: ["10.1.2.0/24"] })).to.deep.equal([]);
    expect(given(block("10.1.2.3/31"), { allowedCidrs: ["10.1.2.3/32"] })).to.deep.equal([to]);
    expect(given(block("192.0.2.7/32"), { metadataCidrs: ["192.0.2.0/24"] })).to.deep.equal([to]);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass a block that preview cannot know", () => {
    expect(cannotKnow(rule, block(unknown), `${to}.cidr`)).to.equal(true);
    expect(cannotKnow(rule, gateway({ cidr: "10.64.0.0/16", except: [unknown] }), `${to}.except[0]`)).to.equal(true);
  });
});
