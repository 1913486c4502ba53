import { expect } from "chai";
import type { DoorFacts } from "../../../policy/facts.ts";
import rule from "../../../policy/rules/tls-required-and-redirect.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { challenge, gateway } from "../world-routes.ts";

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

  it("refuses ciphers that the controller leaves out in silence, or that have no forward secrecy", () => {
    for (const cipher of ["TLS_AES_128_GCM_SHA256", "AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "HIGH", "ALL"]) {
      expect(messages(rule, annotation("ssl-cipher", cipher)), cipher).to.deep.equal([`offers ${cipher}`]);
    }
    expect(messages(rule, annotation("ssl-cipher", "!RC4"))).to.deep.equal([
      "offers nothing, for which the controller takes its own",
    ]);
  });

  it("refuses weak ciphers and names them", () => {
    const weak = annotation("ssl-cipher", "ECDHE-RSA-AES128-GCM-SHA256:RC4-SHA:DES-CBC3-SHA");
    expect(found(rule, weak)).to.deep.equal(at("ssl-cipher"));
    expect(messages(rule, weak)).to.deep.equal(["offers RC4-SHA, DES-CBC3-SHA"]);
  });

  it("refuses ciphers with other old parts, whatever the case", () => {
    for (const cipher of ["NULL-SHA256", "exp-rc2-cbc-md5", "ADH-AES128-GCM-SHA256", "IDEA-CBC-SHA", "SEED-SHA"]) {
      expect(found(rule, annotation("ssl-cipher", cipher)), cipher).to.deep.equal(at("ssl-cipher"));
    }
  });

  it("refuses TLS that passes through, since nobody here then chooses certificate and version", () => {
    expect(found(rule, annotation("ssl-passthrough", "true"))).to.deep.equal(at("ssl-passthrough"));
    expect(found(rule, annotation("ssl-passthrough", "false"))).to.deep.equal([]);
  });

  it("asks for a later version when told so, and for nothing where TLS ends before the entry", () => {
    const given = (settings: Readonly<Record<string, unknown>>, sketch = entry) =>
      judge(rule, resource(sketch), facts(), settings)?.map(({ path }) => path);
    expect(given({ minTls: "TLSv1.3" })).to.deep.equal(at("tls-min-protocol-version"));
    expect(given({ minTls: "TLSv1.3" }, annotation("tls-min-protocol-version", "TLSv1.3"))).to.deep.equal([]);
    const bare = change(annotation("ssl-redirect", undefined), "spec.tls", undefined);
    expect(given({ exemptHosts: ["*.acme.aigw.example.com", "api.acme.example"] }, bare)).to.deep.equal([]);
    expect(given({ exemptHosts: ["api.acme.example"] }, bare)).to.deep.equal([
      "spec.rules[0].host",
      ...at("ssl-redirect"),
    ]);
  });

  it("holds a tenant's routes to what the fleet says of them", () => {
    const [acme, ...others] = facts().tenants;
    if (acme === undefined) throw new Error("the world has no tenant");
    const door = { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [] } as const;
    const given = (change: Partial<DoorFacts>) =>
      facts({ tenants: [{ ...acme, door: { ...door, ...change } }, ...others] });
    expect(found(rule, entry, given({ minTls: "TLSv1.3" }))).to.deep.equal(at("tls-min-protocol-version"));
    expect(found(rule, annotation("tls-min-protocol-version", "TLSv1.3"), given({ minTls: "TLSv1.3" }))).to.deep.equal(
      [],
    );
    const plain = annotation("ssl-redirect", "false");
    expect(found(rule, plain, given({ plainHttp: true }))).to.deep.equal([]);
    expect(found(rule, plain, given({ plainHttp: false }))).to.deep.equal(at("ssl-redirect"));
    const torn = change(plain, 'metadata.annotations["higress.io/destination"]', "50% acme.dns:80\n50% globex.dns:80");
    expect(found(rule, torn, given({ plainHttp: true })), "a tenant beside it").to.deep.equal(at("ssl-redirect"));
  });

  it("refuses listeners of the entry that end no TLS, but for those that redirect", () => {
    const https = gateway("higress-system", "*.acme.aigw.example.com");
    const listener = (key: string, value: unknown) => change(https, `spec.listeners[0].${key}`, value);
    expect(found(rule, https)).to.deep.equal([]);
    expect(found(rule, gateway("acme-gateway", "*.acme.aigw.example.com"))).to.equal(undefined);
    for (const protocol of ["HTTP", "TCP", "UDP", undefined]) {
      expect(found(rule, listener("protocol", protocol))).to.deep.equal(["spec.listeners[0].protocol"]);
    }
    expect(found(rule, listener("tls.mode", "Passthrough"))).to.deep.equal(["spec.listeners[0].tls.mode"]);
    expect(found(rule, listener("tls", undefined))).to.deep.equal(["spec.listeners[0].tls.certificateRefs"]);
    const plain = resource(listener("protocol", "HTTP"));
    expect(judge(rule, plain, facts(), { redirectListeners: ["https"] })).to.deep.equal([]);
    expect(judge(rule, plain, facts(), { redirectListeners: ["http"] })).to.have.length(1);
  });

  it("asks no certificate of an answer to a challenge, which is how to get one", () => {
    const inEntry = change(challenge, "metadata.namespace", "higress-system");
    expect(found(rule, inEntry)).to.deep.equal([]);
    expect(found(rule, change(inEntry, "spec.rules[0].http.paths[0].path", "/"))).to.have.length.above(0);
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

  it("does not ask a patch for what it leaves alone", () => {
    const patch = { ...entry, type: "kubernetes:networking.k8s.io/v1:IngressPatch" };
    const bare = change(change(patch, "spec", undefined), "metadata.annotations", undefined);
    expect(found(rule, bare)).to.deep.equal([]);
    for (const [key, value] of [
      ["ssl-redirect", "false"],
      ["force-ssl-redirect", "false"],
    ] as const) {
      const off = change(bare, `metadata.annotations["higress.io/${key}"]`, value);
      expect(found(rule, off), key).to.deep.equal(at("ssl-redirect"));
    }
    const old = change(bare, 'metadata.annotations["higress.io/tls-min-protocol-version"]', "TLSv1.0");
    expect(found(rule, old)).to.deep.equal(at("tls-min-protocol-version"));
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(entry, "spec.tls[0].secretName", unknown))).to.deep.equal(["spec.tls[0].secretName"]);
    expect(messages(rule, annotation("ssl-redirect", unknown))?.[0]).to.match(/cannot be known/);
  });
});
