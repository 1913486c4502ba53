import { expect } from "chai";
import { readChain, troublesOf } from "../../../plan/pem/chain.ts";
import { makeCertificate, newKey, newRsaKey } from "../../support/certificate.ts";

const now = Date.UTC(2026, 5, 15);
const names = ["*.acme.aigw.example.com", "api.acme.org"];
const troubles = (text: string): readonly string[] => troublesOf(text, now).map(({ message }) => message);
const unreadable = (text: string): string => {
  const chain = readChain(text);
  return "message" in chain ? chain.message : "it was read";
};

const root = makeCertificate({ common: "root", authority: true, key: newKey() });
const middle = makeCertificate({ common: "middle", authority: true, key: newKey(), by: root });
const leaf = makeCertificate({ names, by: middle, key: newKey() });

describe("a certificate with those above it", () => {
  it("is the leaf first, then each that signed the one before, with or without the root", () => {
    const [short, whole] = [`${leaf.pem}${middle.pem}`, `${leaf.pem}${middle.pem}${root.pem}`];
    for (const text of [leaf.pem, short, whole, `# from the authority\n${short}`])
      expect(troubles(text)).to.deep.equal([]);
    const chain = readChain(whole);
    expect(chain).to.deep.include({ names, end: Date.UTC(2099, 0, 1) });
  });

  it("may be signed by itself", () => {
    expect(troubles(makeCertificate({ names }).pem)).to.deep.equal([]);
  });

  it("is not in another order, with a gap, or above another host's", () => {
    const broken = ["is no chain: one in it did not sign the one before"];
    expect(troubles(`${leaf.pem}${root.pem}`)).to.deep.equal(broken);
    expect(troubles(`${leaf.pem}${root.pem}${middle.pem}`)).to.deep.equal(broken);
    const alike = makeCertificate({ common: "middle", authority: true, key: newKey(), by: root });
    expect(troubles(`${leaf.pem}${alike.pem}`), "called like the signer").to.deep.equal(broken);
    expect(troubles(`${middle.pem}${leaf.pem}`)).to.include("begins with an authority's certificate");
    expect(troubles(`${leaf.pem}${makeCertificate({ names }).pem}`)).to.deep.equal([
      "holds several certificates of hosts",
    ]);
  });

  it("is no authority's own, which could sign whatever host", () => {
    expect(troubles(makeCertificate({ names, authority: true }).pem)).to.deep.equal([
      "is an authority's certificate (CA:TRUE), which could sign others",
    ]);
  });

  it("is valid now, all of it", () => {
    expect(troubles(makeCertificate({ names, to: "2026-06-14" }).pem)).to.deep.equal(["ended on 2026-06-14"]);
    expect(troubles(makeCertificate({ names, from: "2026-06-16" }).pem)).to.deep.equal([
      "is valid from 2026-06-16 on only",
    ]);
    const old = makeCertificate({ common: "old", authority: true, key: newKey(), to: "2026-06-01" });
    const young = makeCertificate({ names, by: old });
    expect(troubles(`${young.pem}${old.pem}`)).to.deep.equal(["ended on 2026-06-01"]);
    expect(readChain(`${young.pem}${old.pem}`)).to.deep.include({ end: Date.UTC(2026, 5, 1) });
  });

  it("has its hosts where clients look, and nothing there that is no host", () => {
    expect(troubles(makeCertificate({ common: "api.acme.org" }).pem)).to.deep.equal([
      "has no DNS name among its alternative names",
    ]);
    for (const name of ["api_acme.org", "a, DNS:globex.org", "*.*.acme.org", "192.0.2.1"]) {
      const { pem } = makeCertificate({ names: [...names, name] });
      expect(troubles(pem), name).to.deep.equal(["has a DNS name that is no host's"]);
      expect(readChain(pem), name).to.deep.include({ names });
    }
  });

  it("has a key that the gateway serves", () => {
    expect(troubles(makeCertificate({ names, key: newRsaKey(1024) }).pem)).to.deep.equal([
      "has an RSA key of 1024 bits",
    ]);
    expect(troubles(makeCertificate({ names, key: newRsaKey(2048) }).pem)).to.deep.equal([]);
    expect(troubles(makeCertificate({ names, key: newKey("P-384") }).pem)).to.deep.equal([
      "has a key that the gateway does not serve",
    ]);
  });

  it("was signed by a hash that nobody can forge; what a root says of itself does not count", () => {
    for (const key of [newRsaKey(2048), newKey()]) {
      expect(troubles(makeCertificate({ names, key, hash: "sha1" }).pem)).to.deep.equal(["was signed with SHA-1"]);
    }
    const above = makeCertificate({ common: "old root", authority: true, key: newRsaKey(2048), hash: "sha1" });
    const below = makeCertificate({ names, by: above });
    expect(troubles(`${below.pem}${above.pem}`)).to.deep.equal([]);
  });

  it("is meant for servers, where it says what for", () => {
    expect(troubles(makeCertificate({ names, purpose: "1.3.6.1.5.5.7.3.1" }).pem)).to.deep.equal([]);
    expect(troubles(makeCertificate({ names, purpose: "1.3.6.1.5.5.7.3.2" }).pem)).to.deep.equal([
      "is not meant for servers",
    ]);
  });

  it("says of a file that it is none, and nothing of what is in it", () => {
    expect(unreadable("")).to.equal("holds no PEM");
    expect(unreadable("root:x:0:0:root:/root:/bin/sh\n")).to.equal("holds no PEM");
    expect(unreadable(`${leaf.pem}${leaf.key}`)).to.equal("holds a private key");
    expect(unreadable(leaf.pem.replaceAll("CERTIFICATE", "PUBLIC KEY"))).to.equal(
      "holds something other than certificates",
    );
    expect(unreadable(leaf.pem.replace("\nMI", "\nMM"))).to.equal("holds a certificate that cannot be read");
  });
});
