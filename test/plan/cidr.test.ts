import { expect } from "chai";
import fc from "fast-check";
import {
  addressCidr,
  addressesIn,
  contains,
  exceptions,
  foldCidr,
  intersects,
  metadataServices,
  networkOf,
  specialOf,
  translationOf,
} from "../../plan/cidr.ts";
import { validFleet } from "./fleet.ts";

/** Blocks over the last four bits of one address, so that all their addresses can be listed. */
const base = { ipv4: "192.0.2.", ipv6: "2001:db8::" } as const;
const small = fc
  .record({ family: fc.constantFrom("ipv4" as const, "ipv6" as const), bits: fc.nat(4), start: fc.nat(15) })
  .map(({ family, bits, start }) => {
    const size = 16 >> bits;
    const first = Math.floor(start / size) * size;
    const last = family === "ipv4" ? String(first) : first.toString(16);
    return {
      cidr: foldCidr(`${base[family]}${last}/${(family === "ipv4" ? 28 : 124) + bits}`) ?? "",
      addresses: Array.from({ length: size }, (_, at) => `${family} ${first + at}`),
    };
  });

describe("addressesIn", () => {
  it("counts each address of the family once", () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 6 }), (blocks) => {
        const cidrs = blocks.map(({ cidr }) => cidr);
        const all = [...new Set(blocks.flatMap(({ addresses }) => addresses))];
        for (const family of ["ipv4", "ipv6"] as const) {
          expect(addressesIn(cidrs, family)).to.equal(BigInt(all.filter((one) => one.startsWith(family)).length));
        }
      }),
    );
    expect(addressesIn(["::/0", "0.0.0.0/0"], "ipv6")).to.equal(1n << 128n);
    expect(addressesIn(["none"], "ipv4")).to.equal(0n);
  });
});

describe("foldCidr", () => {
  const folded: readonly (readonly [string, string])[] = [
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["10.1.2.3/8", "10.1.2.3/8"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["FD00:0:0::/56", "fd00::/56"],
    ["2001:DB8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"],
    ["::/0", "::/0"],
  ];
  for (const [text, cidr] of folded) {
    it(`spells ${text} as ${cidr}`, () => expect(foldCidr(text)).to.equal(cidr));
  }

  const illegal = [
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0/8",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "167772160/8",
    "10.0.0.256/8",
    " 10.0.0.0/8",
    "::/129",
    "::ffff:10.0.0.0/104",
    "fe80::1%eth0/64",
    "[fd00::]/8",
    "example.com/8",
  ];
  for (const text of illegal) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(foldCidr(text)).to.equal(undefined));
  }
});

describe("networkOf", () => {
  it("clears the bits beyond the prefix", () => {
    expect(networkOf("10.255.255.255/13")).to.equal("10.248.0.0/13");
    expect(networkOf("192.0.2.129/25")).to.equal("192.0.2.128/25");
    expect(networkOf("192.0.2.129/32")).to.equal("192.0.2.129/32");
    expect(networkOf("192.0.2.129/0")).to.equal("0.0.0.0/0");
    expect(networkOf("fd00:1:2:3:4::/47")).to.equal("fd00:1:2::/47");
    expect(networkOf("10.0.0.0")).to.equal(undefined);
  });

  it("gives a network that holds the block and is its own", () => {
    const addresses = fc.oneof(fc.tuple(fc.ipV4(), fc.nat(32)), fc.tuple(fc.ipV6(), fc.nat(128)));
    fc.assert(
      fc.property(addresses, ([address, bits]) => {
        const cidr = `${address}/${bits}`;
        fc.pre(foldCidr(cidr) !== undefined);
        const network = networkOf(cidr) ?? "";
        expect(networkOf(network)).to.equal(network);
        expect(contains(network, cidr) && contains(cidr, network)).to.equal(true);
      }),
    );
  });
});

describe("addressCidr", () => {
  it("is the block of one address", () => {
    expect(addressCidr("10.0.0.1")).to.equal("10.0.0.1/32");
    expect(addressCidr("FD00::0001")).to.equal("fd00::1/128");
  });
  for (const text of ["10.0.0.1/32", "[fd00::1]", "example.com", "10.1", "::ffff:10.0.0.1", "fe80::1%1", ""]) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(addressCidr(text)).to.equal(undefined));
  }
});

describe("blocks as sets", () => {
  it("contain each other as their addresses do", () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(contains(a.cidr, b.cidr)).to.equal(b.addresses.every((each) => a.addresses.includes(each)));
      }),
    );
  });

  it("intersect as their addresses do", () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(intersects(a.cidr, b.cidr)).to.equal(a.addresses.some((each) => b.addresses.includes(each)));
      }),
    );
  });

  it("contain nothing that is no block, and nothing of the other family", () => {
    expect(contains("0.0.0.0/0", "10.0.0.0")).to.equal(false);
    expect(contains("x", "10.0.0.0/8")).to.equal(false);
    expect(contains("0.0.0.0/0", "::/0")).to.equal(false);
    expect(contains("::/0", "10.0.0.0/8")).to.equal(false);
  });
});

describe("specialOf", () => {
  it("knows each metadata service, alone and not in the block around it", () => {
    for (const cidr of metadataServices) {
      const [address = ""] = cidr.split("/");
      expect(specialOf(cidr), cidr).to.equal("metadata");
      expect(specialOf(networkOf(`${address}/15`) ?? ""), cidr).to.equal(undefined);
    }
  });

  it("knows nothing of the addresses next to them", () => {
    for (const cidr of ["168.63.129.15/32", "168.63.129.17/32", "192.0.0.193/32", "fd20:ce::253/128", "fd20:cf::/32"]) {
      expect(specialOf(cidr), cidr).to.equal(undefined);
    }
  });
});

describe("translationOf", () => {
  const mechanisms: Readonly<Record<string, readonly string[]>> = {
    NAT64: ["64:ff9b::/96", "64:ff9b::a9fe:a9fe/128", "64:ff9b:1::/48", "64:ff9b:1:fffe:0a:f400:900::/128"],
    "6to4": ["2002::/16", "2002:af4:9::/48", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"],
    Teredo: ["2001::/32", "2001:0:4136:e378:8000:63bf:3fff:fdd2/128"],
    "IPv4-compatible": ["::/96", "::af4:9/128", "::2/128"],
    "IPv4-translated": ["::ffff:0:0:0/96", "::ffff:0:af4:9/128"],
  };
  for (const [mechanism, cidrs] of Object.entries(mechanisms)) {
    it(`knows ${mechanism}, in any spelling`, () => {
      for (const cidr of cidrs) {
        expect(translationOf(cidr), cidr).to.equal(mechanism);
        expect(translationOf(cidr.toUpperCase()), cidr).to.equal(mechanism);
      }
    });
  }

  it("leaves alone what is next to them, holds more than them, or is of the other family", () => {
    for (const cidr of [
      "64:ff9b::/95",
      "64:ff9b:0:0:0:1::/128",
      "64:ff9b:2::/48",
      "2001:1::/32",
      "2001:db8::/32",
      "2003::/16",
      "::1:0:0/128",
      "::fffe:0:0:0/96",
      "::/0",
      "fd12:3456::10/128",
      "10.244.0.9/32",
      "0.0.0.0/0",
      "example.com",
    ]) {
      expect(translationOf(cidr), cidr).to.equal(undefined);
    }
  });
});

describe("exceptions", () => {
  const { south, north } = validFleet().regions;
  if (south === undefined || north === undefined) throw new Error("the fixture has two regions");

  it("leaves private networks, the cluster, the link and metadata services out of everything", () => {
    expect(exceptions("0.0.0.0/0", south)).to.deep.equal([
      "10.0.0.0/8",
      "100.100.100.200/32",
      "168.63.129.16/32",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.0.0.192/32",
      "192.168.0.0/16",
    ]);
    expect(exceptions("0.0.0.0/0", { ...south, podCidrs: ["198.18.0.0/15"] })).to.include("198.18.0.0/15");
    expect(exceptions("::/0", north)).to.deep.equal([
      "2001::/32",
      "2002::/16",
      "64:ff9b:1::/48",
      "64:ff9b::/96",
      "::/96",
      "::ffff:0:0:0/96",
      "fc00::/7",
      "fe80::/10",
    ]);
  });

  it("names only what is inside", () => {
    expect(exceptions("10.0.0.0/8", south)).to.deep.equal(["10.244.0.0/16", "10.96.0.0/16"]);
    expect(exceptions("100.64.0.0/10", south)).to.deep.equal(["100.100.100.200/32"]);
    expect(exceptions("169.254.169.0/24", south)).to.deep.equal(["169.254.169.254/32"]);
    expect(exceptions("168.63.129.0/24", south)).to.deep.equal(["168.63.129.16/32"]);
    expect(exceptions("192.0.0.0/24", south)).to.deep.equal(["192.0.0.192/32"]);
    expect(exceptions("fd00::/8", south)).to.deep.equal(["fd00:ec2::23/128", "fd00:ec2::254/128", "fd20:ce::254/128"]);
    expect(exceptions("2000::/3", south)).to.deep.equal(["2001::/32", "2002::/16"]);
    expect(exceptions("64:ff9b::/32", south)).to.deep.equal(["64:ff9b:1::/48", "64:ff9b::/96"]);
    expect(exceptions("64:ff9b::/95", south)).to.deep.equal(["64:ff9b::/96"]);
    expect(exceptions("2001:db8::/32", south)).to.deep.equal([]);
    expect(exceptions("198.51.100.0/24", south)).to.deep.equal([]);
  });

  it("is empty for a block that is itself one, since nothing of it would be left", () => {
    expect(exceptions("10.244.0.0/16", south)).to.deep.equal([]);
  });

  it("names a network once, though two say it", () => {
    const region = { ...south, podCidrs: ["10.244.0.0/16", "10.244.3.0/24"], serviceCidrs: ["10.244.0.0/16"] };
    expect(exceptions("10.0.0.0/8", region)).to.deep.equal(["10.244.0.0/16"]);
  });

  it("lie strictly inside, apart from each other, and take in all of the cluster that is inside", () => {
    const pools = fc.array(small, { maxLength: 4 }).map((blocks) => blocks.map(({ cidr }) => cidr));
    const regions = fc.record({
      dnsDomain: fc.constant("cluster.local"),
      podCidrs: pools,
      serviceCidrs: pools,
      apiServerCidrs: pools,
      platformNamespaces: fc.constant([]),
    });
    fc.assert(
      fc.property(small, regions, ({ cidr }, region) => {
        const except = exceptions(cidr, region);
        for (const each of except) expect(contains(cidr, each) && !contains(each, cidr)).to.equal(true);
        for (const [at, each] of except.entries()) {
          for (const other of except.slice(at + 1)) expect(intersects(each, other)).to.equal(false);
        }
        const inside = [...region.podCidrs, ...region.serviceCidrs, ...region.apiServerCidrs].filter(
          (each) => contains(cidr, each) && !contains(each, cidr),
        );
        for (const each of inside) expect(except.some((wide) => contains(wide, each))).to.equal(true);
      }),
    );
  });
});
