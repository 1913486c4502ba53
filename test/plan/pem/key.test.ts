import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { keyTrouble, servedPem } from "../../../plan/pem/key.ts";
import { makeCertificate, newKey, newRsaKey } from "../../support/certificate.ts";

const made = makeCertificate({ names: ["api.acme.org"], key: newRsaKey(2048) });
const leaf = new X509Certificate(made.pem);
const trouble = (text: string): string | undefined => keyTrouble(text, leaf)?.message;
const written = (type: "pkcs1" | "pkcs8", more: object = {}): string =>
  createPrivateKey(made.key)
    .export({ type, format: "pem", ...more })
    .toString();
const encrypted = { cipher: "aes-256-cbc", passphrase: "open sesame" };

describe("the key of a certificate", () => {
  it("is the one that it was issued for, in either form", () => {
    expect(trouble(made.key)).to.equal(undefined);
    expect(trouble(written("pkcs1"))).to.equal(undefined);
    expect(trouble(makeCertificate({ key: newKey() }).key)).to.equal("is not the key of the certificate");
  });

  it("is not encrypted, since a gateway has nobody to ask", () => {
    expect(trouble(written("pkcs8", encrypted))).to.equal("is encrypted");
    expect(trouble(written("pkcs1", encrypted))).to.equal("is encrypted");
  });

  it("is there, once, and can be read", () => {
    expect(trouble(made.pem)).to.equal("holds no private key in PEM");
    expect(trouble(`${made.key}${made.key}`)).to.equal("holds several private keys");
    expect(trouble(made.key.replace("\nMI", "\nMM"))).to.equal("holds a private key that cannot be read");
  });

  it("can be judged where its certificate cannot", () => {
    expect(keyTrouble(made.key)).to.equal(undefined);
    expect(keyTrouble(made.pem)?.message).to.equal("holds no private key in PEM");
  });

  it("is handed on without what stands beside it, and so is the certificate", () => {
    expect(servedPem(`a comment\n${made.key}trailing`, "key")).to.equal(made.key);
    expect(servedPem(`Subject: x\n${made.pem}\n${made.pem}`, "certificate")).to.equal(`${made.pem}${made.pem}`);
  });
});
