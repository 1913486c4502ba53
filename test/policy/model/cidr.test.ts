import { expect } from "chai";
import { forbiddenAddress, isAddress } from "../../../policy/model/cidr.ts";

const cluster = ["10.0.0.0/16", "fd12::/64"];

describe("isAddress", () => {
  it("takes every form that resolvers take for one", () => {
    for (const text of ["10.0.0.1", "127.1", "0x7f000001", "2130706433", "::1", "[2001:db8::1]"]) {
      expect(isAddress(text), text).to.equal(true);
    }
    for (const text of ["example.com", "10.0.0.1.example", "1.2.3.4.5", ""])
      expect(isAddress(text), text).to.equal(false);
  });
});

describe("forbiddenAddress", () => {
  it("tells why", () => {
    const reasons: Readonly<Record<string, string>> = {
      "127.0.0.1": "is loopback",
      "::ffff:127.0.0.1": "is loopback",
      "0.0.0.0": "is unspecified",
      "169.254.169.254": "is linkLocal",
      "fe80::1": "is linkLocal",
      "100.100.100.200": "is a cloud's metadata service",
      "fd00:ec2::23": "is a cloud's metadata service",
      "fd00:ec2::254": "is a cloud's metadata service",
      "10.0.255.255": "lies in the cluster's own networks",
      "fd12::7": "lies in the cluster's own networks",
      "::ffff:10.0.0.1": "lies in the cluster's own networks",
      "::a00:1": "stands for an IPv4 address (IPv4-compatible)",
      "64:ff9b::a9fe:a9fe": "stands for an IPv4 address (NAT64)",
      "2002:a00:1::1": "stands for an IPv4 address (6to4)",
    };
    for (const [address, reason] of Object.entries(reasons)) {
      expect(forbiddenAddress(address, cluster), address).to.equal(reason);
    }
  });

  it("lets private and public addresses pass that are next to them", () => {
    for (const address of [
      "10.1.0.0",
      "100.100.100.201",
      "128.0.0.1",
      "169.253.255.255",
      "fd12:0:0:1::",
      "203.0.113.9",
    ]) {
      expect(forbiddenAddress(address, cluster), address).to.equal(undefined);
    }
  });
});
