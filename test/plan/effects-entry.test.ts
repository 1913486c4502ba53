import { expect } from "chai";
import type { Entry, Tenant } from "../../plan/model.ts";
import type { Door } from "../../plan/model/door.ts";
import { differences } from "./differences.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned } from "./planned.ts";

const fleet = validFleet();
const entry = (change: Partial<Entry>, before = fleet) =>
  differences(before, { ...before, entry: { ...before.entry, ...change } });
const globex = (change: Partial<Door>, before = fleet) => {
  const door = before.tenants.find(({ id }) => id === "globex")?.entry as Tenant["entry"];
  return differences(before, changeTenant(before, "globex", { entry: { ...door, ...change } }));
};

/** Places of annotations in the entry's Ingress of a tenant. */
const said = (tenant: string, ...keys: readonly string[]) =>
  keys.map((key) => `higress-system Ingress/${tenant} metadata/annotations/higress.io/${key}`).toSorted();
const saidOfAll = (key: string) => ["acme", "globex", "initech"].flatMap((tenant) => said(tenant, key));

const ciphers = ["ECDHE-RSA-AES128-GCM-SHA256"] as const;

describe("A setting of the entry for TLS", () => {
  it("changes one annotation of every tenant's Ingress there", () => {
    expect(entry({ tls: { minVersion: "TLSv1.3" } })).to.deep.equal(saidOfAll("tls-min-protocol-version"));
    expect(entry({ tls: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } })).to.deep.equal(
      saidOfAll("tls-max-protocol-version"),
    );
    expect(entry({ tls: { minVersion: "TLSv1.2", ciphers } })).to.deep.equal(saidOfAll("ssl-cipher"));
  });

  it("changes nothing where the tenant says otherwise", () => {
    const stricter = changeTenant(fleet, "globex", {
      entry: { tls: { minVersion: "TLSv1.3" }, redirect: true, sourceCidrs: [] },
    });
    expect(entry({ tls: { minVersion: "TLSv1.2", ciphers } }, stricter)).to.deep.equal(
      ["acme", "initech"].flatMap((tenant) => said(tenant, "ssl-cipher")),
    );
  });
});

describe("A setting of the entry for connections", () => {
  const value = (key: string) => `higress-system Release values/global/${key}`;

  it("changes one value of its release, and of a policy who may connect", () => {
    expect(entry({ http2: false })).to.deep.equal([value("disableAlpnH2")]);
    expect(entry({ http2: true })).to.deep.equal([]);
    const peers = "higress-system NetworkPolicy/clients spec/ingress/0/from";
    expect(entry({ proxyProtocol: { from: ["198.51.100.0/28"] } })).to.deep.equal([
      `${peers}/0/ipBlock/cidr`,
      `${peers}/1/ipBlock/cidr`,
      value("enableProxyProtocol"),
    ]);
  });
});

describe("The load balancer of the entry", () => {
  it("has a class and an address, each one value of the release", () => {
    const value = (key: string) => [`higress-system Release values/gateway/service/${key}`];
    expect(entry({ loadBalancer: { class: "example.com/edge" } })).to.deep.equal(value("loadBalancerClass"));
    expect(entry({ loadBalancer: { address: "203.0.113.10" } })).to.deep.equal(value("loadBalancerIP"));
  });
});

describe("Proxies before the entry", () => {
  const peers = "higress-system NetworkPolicy/clients spec/ingress/0/from";
  const service = "higress-system Release values/gateway/service/loadBalancerSourceRanges";
  const agent = "higress-system Release values/gateway/podAnnotations/proxy.istio.io/config";
  const one = { hops: 1, from: ["198.51.100.0/28"] };
  const open = { ...fleet, entry: { ...fleet.entry, sourceCidrs: ["0.0.0.0/0"] } };

  it("are believed by the pods, which another number makes anew, and are all whom policy and load balancer let in", () => {
    const { podAnnotations } = planned({ ...open, entry: { ...open.entry, forwardedFor: one } }).entry.release.values[
      "gateway"
    ] as { readonly podAnnotations: Readonly<Record<string, string>> };
    expect(podAnnotations["proxy.istio.io/config"]).to.equal('{"gatewayTopology":{"numTrustedProxies":1}}');
    expect(entry({ forwardedFor: one }, open)).to.deep.equal([`${peers}/0/ipBlock/cidr`, agent, `${service}/0`]);
    const two = { ...open, entry: { ...open.entry, forwardedFor: one } };
    expect(entry({ forwardedFor: { ...one, hops: 2 } }, two)).to.deep.equal([agent]);
  });

  it("stand before load balancers that speak the PROXY protocol, which are then whom the pods see", () => {
    const balanced = { ...open, entry: { ...open.entry, proxyProtocol: { from: ["10.250.0.0/24"] } } };
    expect(entry({ forwardedFor: one }, balanced)).to.deep.equal([agent, `${service}/0`]);
  });
});

describe("A setting of a tenant for the entry", () => {
  for (const [what, change, keys] of [
    ["the oldest TLS", { tls: { minVersion: "TLSv1.3" } }, ["tls-min-protocol-version"]],
    ["ciphers", { tls: { ciphers } }, ["ssl-cipher"]],
    ["the redirect", { redirect: false }, ["ssl-redirect"]],
    ["clients", { sourceCidrs: ["192.0.2.0/24"] }, ["whitelist-source-range"]],
    [
      "a rate per second",
      { rateLimit: { requests: 5, per: "second", burst: 2 } },
      ["route-limit-rps", "route-limit-burst-multiplier"],
    ],
    [
      "a rate per minute",
      { rateLimit: { requests: 5, per: "minute", burst: 2 } },
      ["route-limit-rpm", "route-limit-burst-multiplier"],
    ],
  ] as const) {
    it(`changes its Ingress there and nothing else: ${what}`, () => {
      expect(globex(change)).to.deep.equal(said("globex", ...keys));
    });
  }
});
