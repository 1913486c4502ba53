import { expect } from "chai";
import rule from "../../../policy/rules/proxy-protocol-peers.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const value = "values.global.enableProxyProtocol";
const balancers = [{ ipBlock: { cidr: "192.0.2.0/28" } }, { ipBlock: { cidr: "2001:db8::/64" } }];

/** The lawful world where the entry reads clients' addresses from whoever connects. */
const reading = (from: unknown, on: unknown = true): readonly Sketch[] =>
  replace(
    replace(world(), "entry.release", change(pick("entry.release"), value, on)),
    "entry.network.gateway",
    change(pick("entry.network.gateway"), "spec.ingress[0].from", from),
  );

describe("proxy-protocol-peers", () => {
  it("lets load balancers in, and everybody where nobody reads addresses", () => {
    expect(messages(rule, reading(balancers))).to.deep.equal([]);
    expect(messages(rule, world())).to.deep.equal([]);
    expect(messages(rule, reading([{ ipBlock: { cidr: "0.0.0.0/0" } }], false))).to.deep.equal([]);
  });

  it("finds everybody, at the rule of the policy that lets them in", () => {
    const claim = "lets in more than load balancers, and whoever connects could claim any client's address";
    for (const cidr of ["0.0.0.0/0", "::/0", "10.0.0.0/7", "2001::/31"]) {
      const open = reading([...balancers, { ipBlock: { cidr } }]);
      expect(messages(rule, open), cidr).to.deep.equal([claim]);
      expect(found(rule, open)).to.deep.equal(["spec.ingress[0].from"]);
    }
    expect(messages(rule, reading([{ ipBlock: { cidr: "10.0.0.0/8" } }]))).to.deep.equal([]);
    const halves = ["0.0.0.0/9", "10.0.0.0/8"].map((cidr) => ({ ipBlock: { cidr } }));
    expect(messages(rule, reading(halves))).to.deep.equal([claim]);
  });

  it("finds pods, and a rule without peers, which is everybody", () => {
    expect(found(rule, reading([...balancers, { podSelector: {} }]))).to.deep.equal(["spec.ingress[0].from[2]"]);
    expect(messages(rule, reading([]))).to.deep.equal([
      "lets in everybody, and whoever connects could claim any client's address",
    ]);
  });

  it("finds proxies that are believed by the agent of one gateway, or by all of a release", () => {
    const claim = "lets in more than load balancers, and whoever connects could claim any client's address";
    const everybody = reading([{ ipBlock: { cidr: "0.0.0.0/0" } }], false);
    const told = (path: string, given: unknown) =>
      everybody.map((sketch) => (sketch.name === "entry.release" ? change(sketch, `values.${path}`, given) : sketch));
    const topology = { gatewayTopology: { numTrustedProxies: 1 } };
    for (const [path, given] of [
      ["gateway.podAnnotations", { "proxy.istio.io/config": JSON.stringify(topology) }],
      ["gateway.podAnnotations", { "proxy.istio.io/config": "gatewayTopology:\n  numTrustedProxies: 1" }],
      ["gateway.podAnnotations", { "proxy.istio.io/config": "gateway_topology: { num_trusted_proxies: 1 }" }],
      ["gateway.podAnnotations", { "proxy.istio.io/config": '{"gatewayTopolog\\u0079":{"numTrustedProxies":1}}' }],
      ["gateway.env", { PROXY_CONFIG: JSON.stringify(topology) }],
      ["meshConfig.defaultConfig", topology],
      ["meshConfig.mseIngressGlobalConfig", { enableProxyProtocol: true }],
      ["meshConfig.mseIngressGlobalConfig", { enable_proxy_protocol: true }],
    ] as const) {
      expect(messages(rule, told(path, given)), path).to.deep.equal([claim]);
    }
    expect(messages(rule, told("meshConfig.mseIngressGlobalConfig", { enableH3: false }))).to.deep.equal([]);
    expect(messages(rule, told("gateway.podAnnotations", { "proxy.istio.io/config": "concurrency: 2" }))).to.deep.equal(
      [],
    );
  });

  it("finds proxies behind load balancers, whom nothing but the load balancer's own list tells from others", () => {
    const ranges = "gateway.service.loadBalancerSourceRanges";
    const behind = (written: unknown, type = "LoadBalancer") =>
      reading(balancers).map((sketch) =>
        sketch.name === "entry.release"
          ? change(
              change(
                change(sketch, "values.gateway.podAnnotations", { "proxy.istio.io/config": "gatewayTopology: {}" }),
                "values.gateway.service.type",
                type,
              ),
              `values.${ranges}`,
              written,
            )
          : sketch,
      );
    const claims = ", and whoever connects could claim any client's address";
    for (const from of [["198.51.100.0/28"], ["10.0.0.0/8", "10.1.0.0/16", "2001:db8::/32"]]) {
      expect(messages(rule, behind(from)), from.join()).to.deep.equal([]);
    }
    for (const from of [["0.0.0.0/1", "128.0.0.0/1"], ["10.0.0.0/8", "172.16.0.0/12"], ["2000::/3"]]) {
      expect(messages(rule, behind(from)), from.join()).to.deep.equal([`lets in more than proxies${claims}`]);
      expect(found(rule, behind(from))).to.deep.equal([`values.${ranges}`]);
    }
    for (const from of [undefined, [], ""]) {
      expect(messages(rule, behind(from)), String(from)).to.deep.equal([`lets in everybody${claims}`]);
    }
    expect(messages(rule, behind(["198.51.100.0/33"]))).to.deep.equal([`lets in more than proxies${claims}`]);
    expect(messages(rule, behind(undefined, "ClusterIP"))).to.deep.equal([]);
    expect(messages(rule, reading(balancers))).to.deep.equal([]);
  });

  it("finds a gateway that no policy isolates", () => {
    const alone = reading(balancers).filter(({ name }) => !String(name).startsWith("entry.network"));
    expect(messages(rule, alone)).to.deep.equal(["is on, and no NetworkPolicy stops anybody"]);
    expect(found(rule, alone)).to.deep.equal(["values.global.enableProxyProtocol"]);
  });

  it("looks at the ports that clients come by, those with a name among them", () => {
    const ports = (...written: readonly unknown[]) =>
      messages(
        rule,
        replace(
          reading([{ podSelector: {} }]),
          "entry.network.gateway",
          change(
            change(pick("entry.network.gateway"), "spec.ingress[0].from", [{ podSelector: {} }]),
            "spec.ingress[0].ports",
            written,
          ),
        ),
      )?.length;
    expect(ports({ protocol: "TCP", port: 15020 })).to.equal(0);
    expect(ports({ protocol: "TCP", port: 443 })).to.equal(1);
    expect(ports({ protocol: "TCP", port: 1, endPort: 90 })).to.equal(1);
    expect(ports({ protocol: "TCP", port: "https" })).to.equal(1);
  });

  it("is told how wide load balancers' networks may be", () => {
    const given = { minPrefix: 28, minPrefixIPv6: 64 };
    const wider = [{ ipBlock: { cidr: "192.0.2.0/27" } }];
    const verdict = (from: unknown) => judge(rule, reading(from).map(resource), facts(), given);
    expect(verdict(balancers)).to.deep.equal([]);
    expect(verdict(wider)).to.have.lengthOf(1);
  });

  it("has nothing to say without a release of Higress, and does not judge what preview cannot know", () => {
    expect(judge(rule, [], facts())).to.equal(undefined);
    expect(cannotKnow(rule, reading(balancers, unknown), value)).to.equal(true);
  });
});
