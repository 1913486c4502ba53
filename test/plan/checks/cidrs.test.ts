import { expect } from "chai";
import type { Region } from "../../../plan/model.ts";
import { changeRegion, validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const south = (change: Partial<Region>) => told(changeRegion(validFleet(), "south", change));
const sources = (...sourceCidrs: readonly string[]) =>
  told(validFleet({ entry: { ...validFleet().entry, sourceCidrs } }));

describe("networks of a cluster", () => {
  it("are all known", () => {
    expect(south({ podCidrs: [], serviceCidrs: [], apiServerCidrs: [] })).to.deep.equal([
      'regions.south.podCidrs: region "south" has no pod network | Name at least one CIDR.',
      'regions.south.serviceCidrs: region "south" has no Service network | Name at least one CIDR.',
      'regions.south.apiServerCidrs: region "south" has no API server address | Name at least one CIDR.',
    ]);
  });

  for (const [cidr, message, remedy] of [
    ["10.200.0.0", "is no CIDR", 'Write "10.200.0.0/32" for this one address.'],
    ["fd00::1", "is no CIDR", 'Write "fd00::1/128" for this one address.'],
    ["ten", "is no CIDR", 'Write network and prefix length: "10.0.0.0/16" or "fd00:10::/48".'],
    ["010.0.0.0/8", "is no CIDR", 'Write network and prefix length: "10.0.0.0/16" or "fd00:10::/48".'],
    ["::ffff:10.0.0.0/104", "is no CIDR", 'Write network and prefix length: "10.0.0.0/16" or "fd00:10::/48".'],
    ["10.200.1.0/16", "has bits set beyond its prefix length", 'Did you mean "10.200.0.0/16"?'],
    ["fd00:200::1/64", "has bits set beyond its prefix length", 'Did you mean "fd00:200::/64"?'],
    ["FD00:200::/64", "is not in its normal form", 'Write "fd00:200::/64".'],
    ["127.0.0.1/32", "leads to the machine itself (loopback)", "Remove it, or name the addresses you mean."],
    ["0.0.0.0/32", "leads to the machine itself (loopback)", "Remove it, or name the addresses you mean."],
    ["224.1.0.0/16", "leads to multicast or reserved addresses", "Remove it, or name the addresses you mean."],
    [
      "169.254.0.0/17",
      "leads to link-local addresses, where clouds have their metadata service",
      "Remove it, or name the addresses you mean.",
    ],
  ] as const) {
    it(`may not be ${cidr}`, () => {
      expect(south({ serviceCidrs: [cidr] })).to.deep.equal([
        `regions.south.serviceCidrs[0]: "${cidr}" ${message} | ${remedy}`,
      ]);
    });
  }

  it("are apart from each other in one region", () => {
    expect(south({ podCidrs: ["10.96.0.0/12"], apiServerCidrs: ["10.96.0.1/32"] })).to.deep.equal([
      'regions.south.serviceCidrs[0]: Service network "10.96.0.0/16" overlaps pod network "10.96.0.0/12" of region "south" | Give each its own network, as the cluster has it.',
      'regions.south.apiServerCidrs[0]: API server address "10.96.0.1/32" overlaps pod network "10.96.0.0/12" of region "south" | Give each its own network, as the cluster has it.',
    ]);
    expect(south({ podCidrs: ["10.244.0.0/16", "10.244.0.0/16"] })).to.have.length(1);
  });

  it("may touch, be of both families, and be the same in another region", () => {
    expect(
      south({ podCidrs: ["10.95.0.0/16", "10.97.0.0/16", "fd00:10:245::/56"], serviceCidrs: ["10.96.0.0/16"] }),
    ).to.deep.equal([]);
  });
});

describe("clients' networks", () => {
  it("may not be none, which would be everybody", () => {
    const remedy = 'Name their networks, or "0.0.0.0/0" and "::/0" for everybody.';
    expect(sources()).to.deep.equal([`entry.sourceCidrs: the entry names no clients | ${remedy}`]);
    expect(told(validFleet({ gateways: [validGateway("internal", { sourceCidrs: [] })] }))).to.deep.equal([
      `gateways[0].sourceCidrs: gateway "internal" names no clients | ${remedy}`,
    ]);
  });

  it("are legal", () => {
    expect(sources("10.0.0.1/8", "127.0.0.0/8", "fe80::/64")).to.deep.equal([
      'entry.sourceCidrs[0]: "10.0.0.1/8" has bits set beyond its prefix length | Did you mean "10.0.0.0/8"?',
      'entry.sourceCidrs[1]: "127.0.0.0/8" leads to the machine itself (loopback) | Remove it, or name the addresses you mean.',
      'entry.sourceCidrs[2]: "fe80::/64" leads to link-local addresses, where clouds have their metadata service | Remove it, or name the addresses you mean.',
    ]);
  });

  it("may be everybody, and pods of the cluster", () => {
    expect(sources("0.0.0.0/0", "::/0", "10.244.0.0/16")).to.deep.equal([]);
  });

  it("may come through a translator, which leads nobody into the cluster", () => {
    expect(sources("64:ff9b::/96", "2002::/16")).to.deep.equal([]);
  });
});
