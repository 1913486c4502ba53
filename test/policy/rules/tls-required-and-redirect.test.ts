import { expect } from "chai";
import rule from "../../../policy/rules/tls-required-and-redirect.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const entry = pick("entry.acme");
const annotation = (key: string, value: unknown, prefix = "higress.io") =>
  change(entry, `metadata.annotations["${prefix}/${key}"]`, value);
const at = (key: string) => [`metadata.annotations.higress.io/${key}`];

describe("tls-required-and-redirect", () => {
  it("refuses a host without a certificate, spelled otherwise, or with one that names no Secret", () => {
    for (const tls of [
      { hosts: ["*.acme.example"], secretName: "acme-tls" },
      { hosts: ["API.acme.example"], secretName: "acme-tls" },
      { hosts: ["api.acme.example"] },
      { hosts: ["api.acme.example"], secretName: "" },
      {},
    ]) {
      expect(found(rule, change(entry, "spec.tls[1]", tls))).to.deep.equal(["spec.rules[1].host"]);
    }
    expect(found(rule, change(entry, "spec.tls", undefined))).to.deep.equal([
      "spec.rules[0].host",
      "spec.rules[1].host",
    ]);
  });

  it("refuses plain HTTP", () => {
    for (const value of [undefined, "false", "yes"]) {
      expect(found(rule, annotation("ssl-redirect", value))).to.deep.equal(at("ssl-redirect"));
    }
    const torn = annotation("ssl-redirect", "false", "nginx.ingress.kubernetes.io");
    expect(found(rule, torn)).to.deep.equal(at("ssl-redirect"));
  });

  it("refuses protocols before TLS 1.2", () => {
    for (const value of [undefined, "TLSv1.1", "tls1.2", ""]) {
      expect(found(rule, annotation("tls-min-protocol-version", value))).to.deep.equal(at("tls-min-protocol-version"));
    }
    expect(found(rule, annotation("tls-max-protocol-version", "TLSv1.1"))).to.deep.equal(
      at("tls-max-protocol-version"),
    );
  });

  it("refuses weak ciphers and names them", () => {
    const weak = annotation("ssl-cipher", "ECDHE-RSA-AES128-GCM-SHA256:RC4-SHA:DES-CBC3-SHA");
    expect(found(rule, weak)).to.deep.equal(at("ssl-cipher"));
    expect(messages(rule, weak)).to.deep.equal(["offers RC4-SHA, DES-CBC3-SHA"]);
  });

  it("accepts every way to say the same", () => {
    const forced = change(
      annotation("ssl-redirect", undefined),
      'metadata.annotations["nginx.ingress.kubernetes.io/force-ssl-redirect"]',
      "true",
    );
    expect(found(rule, forced)).to.deep.equal([]);
    expect(found(rule, annotation("tls-min-protocol-version", "TLSv1.3"))).to.deep.equal([]);
    expect(found(rule, annotation("ssl-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384:!RC4:-DES"))).to.deep.equal([]);
    const together = { hosts: ["*.acme.aigw.example.com", "api.acme.example"], secretName: "acme-tls" };
    expect(found(rule, change(entry, "spec.tls", [together]))).to.deep.equal([]);
  });

  it("judges the entry's Ingresses only and finds nothing: behind it there is no TLS to end", () => {
    expect(judged(rule)).to.deep.equal(["entry.acme", "entry.globex"]);
    expect(found(rule, [entry, pick("entry.globex")])).to.deep.equal([]);
    expect(found(rule, pick("acme.route.shop"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(entry, "spec.tls[0].secretName", unknown))).to.deep.equal(["spec.tls[0].secretName"]);
    expect(messages(rule, annotation("ssl-redirect", unknown))?.[0]).to.match(/cannot be known/);
  });
});
