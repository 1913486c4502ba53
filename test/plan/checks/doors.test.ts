import { expect } from "chai";
import type { Entry, Tenant } from "../../../plan/model.ts";
import type { Door } from "../../../plan/model/door.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

const base = validFleet();
const door = (change: Partial<Door>): Tenant["entry"] => ({ ...validTenant("x").entry, ...change });
const fleetWith = (entry: Partial<Entry>, change: Partial<Door> = {}) =>
  changeTenant({ ...base, entry: { ...base.entry, ...entry } }, "globex", { entry: door(change) });
const entry = (change: Partial<Entry>) => told(fleetWith(change));
const tenant = (change: Partial<Door>, atEntry: Partial<Entry> = {}) => told(fleetWith(atEntry, change));

const [ecdsa, rsa] = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"] as const;

describe("TLS at the entry", () => {
  it("may be bounded on both sides, with ciphers in an order", () => {
    expect(entry({ tls: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2", ciphers: [rsa, ecdsa] } })).to.deep.equal([]);
    expect(entry({ tls: { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" } })).to.deep.equal([]);
  });

  it("has a latest version that is not below the oldest", () => {
    expect(entry({ tls: { minVersion: "TLSv1.3", maxVersion: "TLSv1.2" } })).to.deep.equal([
      'entry.tls.maxVersion: "TLSv1.2" is below minVersion "TLSv1.3", so no client could connect | Raise it, or remove it.',
    ]);
  });

  it("has no ciphers where only TLS 1.3 is spoken, and none twice", () => {
    expect(entry({ tls: { minVersion: "TLSv1.3", ciphers: [rsa] } })).to.deep.equal([
      'entry.tls.ciphers: ciphers are for TLS 1.2, and minVersion is "TLSv1.3" | Remove them: those of TLS 1.3 cannot be chosen.',
    ]);
    expect(entry({ tls: { minVersion: "TLSv1.2", ciphers: [rsa, ecdsa, rsa] } })).to.deep.equal([
      `entry.tls.ciphers[2]: cipher "${rsa}" is listed twice | List it once, where it stands in the order of preference.`,
    ]);
  });
});

describe("load balancers that say whose connection it is", () => {
  const proxies = (...from: readonly string[]) => entry({ proxyProtocol: { from } });

  it("are named, since anybody else could claim to be any client", () => {
    expect(proxies("198.51.100.0/28")).to.deep.equal([]);
    expect(proxies("198.51.100.0/28", "0.0.0.0/0")).to.deep.equal([
      "entry.proxyProtocol.from[1]: \"0.0.0.0/0\" is everybody, and whoever connects could claim any client's address | Name the load balancers' own networks.",
    ]);
    expect(proxies("127.0.0.0/8")).to.deep.equal([
      'entry.proxyProtocol.from[0]: "127.0.0.0/8" leads to the machine itself (loopback) | Remove it, or name the addresses you mean.',
    ]);
  });
});

describe("those who say for which client they come", () => {
  const large =
    "the networks together have more addresses than a /8 of IPv4 or a /32 of IPv6, and whoever connects could claim any client's address";
  const entryWith = {
    proxyProtocol: (from: readonly string[]) => entry({ proxyProtocol: { from } }),
    forwardedFor: (from: readonly string[]) => entry({ forwardedFor: { hops: 1, from } }),
  };
  for (const [key, who] of [
    ["proxyProtocol", "load balancers"],
    ["forwardedFor", "proxies"],
  ] as const) {
    it(`are no more by ${key} than the rule lets in, however their networks are cut`, () => {
      const told = [`entry.${key}.from: ${large} | Name the ${who}' own networks.`];
      for (const from of [
        ["0.0.0.0/1", "128.0.0.0/1"],
        ["10.0.0.0/8", "172.16.0.0/12"],
        ["10.0.0.0/7"],
        ["2001:db8::/32", "fd00::/128"],
        ["10.0.0.0/8", "2000::/3"],
      ]) {
        expect(entryWith[key](from), from.join()).to.deep.equal(told);
      }
      for (const from of [
        ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8", "2001:db8::/32", "2001:db8::/64"],
        ["11.0.0.0/9", "11.128.0.0/9"],
      ]) {
        expect(entryWith[key](from), from.join()).to.deep.equal([]);
      }
    });
  }
});

describe("proxies that say whose request it is", () => {
  const behind = (change: Partial<Entry>) => entry({ forwardedFor: { hops: 1, from: ["198.51.100.0/28"] }, ...change });

  it("are named, since anybody else could claim to be any client", () => {
    expect(behind({ sourceCidrs: ["0.0.0.0/0", "::/0"] })).to.deep.equal([]);
    expect(behind({ sourceCidrs: ["::/0"], forwardedFor: { hops: 1, from: ["::/0"] } })).to.deep.equal([
      "entry.forwardedFor.from[0]: \"::/0\" is everybody, and whoever connects could claim any client's address | Name the proxies' own networks.",
    ]);
  });

  it("stand between the entry and its clients, so that its own list of them would hold nobody", () => {
    expect(behind({ sourceCidrs: ["10.0.0.0/8"] })).to.deep.equal([
      "entry.sourceCidrs: clients come by way of the proxies of entry.forwardedFor, so nothing would hold them to this list | Remove it: keep clients out at the proxies, or by tenants[].entry.sourceCidrs.",
    ]);
  });
});

describe("TLS of a tenant", () => {
  it("may be stricter than the entry's", () => {
    const tls = { minVersion: "TLSv1.2", ciphers: [ecdsa, rsa] } as const;
    expect(tenant({ tls: { minVersion: "TLSv1.3" } }, { tls })).to.deep.equal([]);
    expect(tenant({ tls: { ciphers: [rsa] } }, { tls })).to.deep.equal([]);
    expect(tenant({ tls: { ciphers: [rsa] } })).to.deep.equal([]);
  });

  it("may not be looser", () => {
    expect(tenant({ tls: { minVersion: "TLSv1.2" } }, { tls: { minVersion: "TLSv1.3" } })).to.deep.equal([
      'tenants[1].entry.tls.minVersion: "TLSv1.2" is below the entry\'s "TLSv1.3" | Raise it, or leave it out: the floor is the platform\'s, entry.tls.minVersion.',
    ]);
    expect(
      tenant({ tls: { ciphers: [rsa, ecdsa] } }, { tls: { minVersion: "TLSv1.2", ciphers: [rsa] } }),
    ).to.deep.equal([
      `tenants[1].entry.tls.ciphers[1]: cipher "${ecdsa}" is none of the entry's | Use some of "${rsa}", or have the platform add it to entry.tls.ciphers.`,
    ]);
  });

  it("must leave a version that the entry speaks", () => {
    expect(
      tenant({ tls: { minVersion: "TLSv1.3" } }, { tls: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } }),
    ).to.deep.equal([
      'tenants[1].entry.tls.minVersion: "TLSv1.3" is above entry.tls.maxVersion "TLSv1.2", so no client could connect | Lower it, or have the platform raise entry.tls.maxVersion.',
    ]);
  });

  it("has no ciphers beside TLS 1.3, be it the entry's or its own", () => {
    const message = 'ciphers are for TLS 1.2, and minVersion is "TLSv1.3"';
    const finding = `tenants[1].entry.tls.ciphers: ${message} | Remove them: those of TLS 1.3 cannot be chosen.`;
    expect(tenant({ tls: { minVersion: "TLSv1.3", ciphers: [rsa] } })).to.deep.equal([finding]);
    expect(tenant({ tls: { ciphers: [rsa] } }, { tls: { minVersion: "TLSv1.3" } })).to.deep.equal([finding]);
  });
});

describe("plain HTTP", () => {
  it("is the platform's to allow", () => {
    expect(tenant({ redirect: false })).to.deep.equal([
      'tenants[1].entry.redirect: hosts of tenant "globex" would answer in the clear, which the entry does not allow | Remove it, or have the platform set entry.allowPlainHttp.',
    ]);
    expect(tenant({ redirect: false }, { allowPlainHttp: true })).to.deep.equal([]);
    expect(entry({ allowPlainHttp: true })).to.deep.equal([]);
  });
});

describe("clients of a tenant", () => {
  const at = (place: number, text: string) => [`tenants[1].entry.sourceCidrs[${place}]: ${text}`];

  it("are among those that may reach the entry", () => {
    const sourceCidrs = ["10.0.0.0/8", "2001:db8::/32"];
    for (const cidr of ["10.1.0.0/16", "10.0.0.0/8", "8.0.0.0/6", "2001:db8:1::/48"]) {
      expect(tenant({ sourceCidrs: [cidr] }, { sourceCidrs }), cidr).to.deep.equal([]);
    }
    expect(tenant({ sourceCidrs: ["10.1.0.0/16", "192.0.2.0/24"] }, { sourceCidrs })).to.deep.equal(
      at(
        1,
        'clients of tenant "globex" in "192.0.2.0/24" cannot reach the entry | Remove it, or have the platform add it to entry.sourceCidrs.',
      ),
    );
  });

  it("are not everybody, by another name or twice", () => {
    const everybody = "lets everybody in | Remove it, or the whole list, which is there to keep clients out.";
    expect(tenant({ sourceCidrs: ["0.0.0.0/0"] })).to.deep.equal(at(0, `"0.0.0.0/0" ${everybody}`));
    expect(tenant({ sourceCidrs: ["192.0.2.0/25", "192.0.2.0/24"] })).to.deep.equal(
      at(0, '"192.0.2.0/25" is in "192.0.2.0/24" already | Keep one of the two.'),
    );
  });

  it("are networks that somebody has", () => {
    expect(tenant({ sourceCidrs: ["192.0.2.1/24"] })).to.deep.equal(
      at(0, '"192.0.2.1/24" has bits set beyond its prefix length | Did you mean "192.0.2.0/24"?'),
    );
    expect(tenant({ sourceCidrs: ["127.0.0.0/8"] })).to.deep.equal(
      at(0, '"127.0.0.0/8" leads to the machine itself (loopback) | Remove it, or name the addresses you mean.'),
    );
  });
});

describe("gRPC", () => {
  const plain = { name: "a", host: "a.globex.aigw.example.com", path: "/", pathType: "Prefix" } as const;
  const toService = { ...plain, backend: { service: "a", port: 80 } };
  const radar = { type: "dns", name: "radar", domains: ["a.example.net"], port: 443, cidrs: [] } as const;
  const toRadar = { ...plain, backend: { destinations: [{ host: "radar.dns", weight: 100 }] } };
  const withRoutes = (http2: boolean, change: Partial<Tenant>) =>
    told(changeTenant({ ...base, entry: { ...base.entry, http2 } }, "globex", change)).filter((each) =>
      each.includes("gRPC"),
    );
  const fault = (field: string) => [
    `tenants[1].routes[0].${field}: gRPC needs HTTP/2, and the entry offers clients none | ` +
      'Remove "http2: false" from the entry, or lead gRPC to another gateway.',
  ];

  for (const protocol of ["grpc", "grpcs"] as const) {
    it(`is refused where the entry speaks no HTTP/2, by a route's word or a registry's: ${protocol}`, () => {
      expect(withRoutes(false, { routes: [{ ...toService, protocol }] })).to.deep.equal(fault("protocol"));
      const registries = [{ ...radar, protocol }];
      expect(withRoutes(false, { routes: [toRadar], registries })).to.deep.equal(fault("backend"));
      expect(withRoutes(true, { routes: [{ ...toService, protocol }] })).to.deep.equal([]);
    });
  }

  it("is nothing that other protocols need", () => {
    expect(withRoutes(false, { routes: [{ ...toService, protocol: "http2" }] })).to.deep.equal([]);
    const registries = [{ ...radar, protocol: "grpc" } as const];
    expect(withRoutes(false, { routes: [toService], registries })).to.deep.equal([]);
  });
});
