import { expect } from "chai";
import { judgeAuthority } from "../../../plan/pem/authority.ts";
import { makeCertificate, newKey } from "../../support/certificate.ts";

const now = Date.UTC(2026, 5, 15);
const partners = makeCertificate({ authority: true, common: "partners", key: newKey() });
const branches = makeCertificate({ authority: true, common: "branches", key: newKey(), to: "2030-01-01" });
const said = (text: string, at = now): unknown => {
  const verdict = judgeAuthority(text, at);
  return "message" in verdict ? verdict.message : verdict;
};

describe("an authority of clients", () => {
  it("is one certificate or several, and ends with the first of them", () => {
    expect(said(partners.pem)).to.deep.equal({ end: Date.UTC(2099, 0, 1) });
    expect(said(`# of 2026\n${partners.pem}\n${branches.pem}`)).to.deep.equal({ end: Date.UTC(2030, 0, 1) });
  });

  it("is no client's certificate, nor one that cannot be read, nor any other text", () => {
    const client = makeCertificate({ common: "till 7", by: partners, key: newKey() });
    expect(said(`${partners.pem}${client.pem}`)).to.equal("holds a certificate that is no authority's (CA:FALSE)");
    expect(said("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")).to.equal(
      "holds a certificate that cannot be read",
    );
    for (const text of ["", "partners", "-----BEGIN CERTIFICATE-----"]) expect(said(text)).to.equal("holds no PEM");
    expect(said("-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----")).to.equal(
      "holds something other than certificates",
    );
  });

  it("comes without its key, which nobody then repeats", () => {
    const verdict = judgeAuthority(`${partners.pem}${partners.key}`, now);
    expect(verdict).to.have.property("message", "holds a private key");
    const [, line = ""] = partners.key.split("\n");
    expect(JSON.stringify(verdict)).to.not.include(line);
  });

  it("has nothing beside it but comments, since a key with a slip in its lines would be no block", () => {
    const [begin = "", first = "", ...rest] = partners.key.trim().split("\n");
    const end = rest.pop() ?? "";
    const bare = [first, ...rest].join("\n");
    for (const text of [
      `${begin}\n${bare}\n`,
      `${begin.replace("-----B", "----B")}\n${bare}\n${end.replace("-----E", "----E")}\n`,
      `${begin}\n${bare}\n${end}`.toLowerCase(),
      "-----BEGIN private key-----\n",
    ]) {
      expect(said(`${partners.pem}${text}`), text).to.equal("holds a private key");
      expect(said(`${text}${partners.pem}`), text).to.match(/holds (a private key|something other)/);
    }
    for (const text of [bare, first, `# ${first}`, `subject=${first}`, "partners", "----", begin.slice(0, 12)]) {
      for (const whole of [`${partners.pem}${text}\n`, `${text}\n${partners.pem}`]) {
        expect(said(whole), text).to.equal("holds text beside the certificates, which may be a key");
      }
    }
    const openssl =
      "Bag Attributes\r\n    friendlyName: partners of 2026\r\n    localKeyID: 54 69 6D \r\nsubject=CN = partners\r\n\r\nissuer=/C=US/O=Partners\r\n";
    expect(said(`${openssl}${partners.pem}\n  # of 2026\n`)).to.deep.equal({ end: Date.UTC(2099, 0, 1) });
  });

  it("is valid now, for whoever has a clock", () => {
    const at = (text: string) => Date.parse(text);
    expect(said(branches.pem, at("2030-01-02"))).to.equal("holds a certificate that ended on 2030-01-01");
    expect(said(branches.pem, at("2025-12-31"))).to.equal("holds a certificate that is valid from 2026-01-01 on only");
    expect(said(branches.pem, Number.NaN)).to.deep.equal({ end: Date.UTC(2030, 0, 1) });
  });
});
