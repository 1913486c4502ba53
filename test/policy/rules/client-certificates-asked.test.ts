import { expect } from "chai";
import type { Facts } from "../../../policy/facts.ts";
import rule from "../../../policy/rules/client-certificates-asked.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts as ordinary, pick, world } from "../world.ts";
import { challenge, entryIngress } from "../world-routes.ts";

/** acme's own host asks for certificates; its system host and globex's do not. */
const facts: Facts = {
  ...ordinary(),
  tenants: ordinary().tenants.map((tenant) => ({
    ...tenant,
    certificates: tenant.certificates.map((one) =>
      one.secret === "api-acme-tls" ? { ...one, clientAuthority: "api-acme-tls-cacert" } : one,
    ),
  })),
};

const at = (key: string): string => `metadata.annotations.higress.io/${key}`;
const annotated = (sketch: Sketch, key: string, value: unknown, prefix = "higress.io"): Sketch =>
  change(sketch, `metadata.annotations["${prefix}/${key}"]`, value);
const [authority, fence] = ["auth-tls-secret", "regex-match-header-x-forwarded-client-cert"];

/** As the plan has it. */
const lawful = annotated(
  annotated(
    entryIngress("acme", { "api.acme.example": "api-acme-tls" }),
    authority,
    "higress-system/api-acme-tls-cacert",
  ),
  fence,
  ".+",
);
const open = entryIngress("acme", { "*.acme.aigw.example.com": "acme-tls" });
const paths = (sketch: Sketch, given = facts) => found(rule, sketch, given);

describe("client-certificates-asked", () => {
  it("accepts an Ingress of their own for the hosts of such a certificate, and others beside it", () => {
    expect(paths(lawful)).to.deep.equal([]);
    expect(paths(open)).to.deep.equal([]);
    expect(found(rule, world(), ordinary())).to.deep.equal([]);
  });

  it("refuses one without the authority, or with another: Higress would ask nobody", () => {
    expect(paths(annotated(lawful, authority, undefined))).to.deep.equal([at(authority)]);
    for (const name of [
      "api-acme-tls-cacert",
      "higress-system/api-acme-tls",
      "higress-system/partners",
      "acme-gateway/api-acme-tls-cacert",
      "",
    ]) {
      expect(paths(annotated(lawful, authority, name)), name).to.deep.equal([at(authority)]);
    }
    const torn = annotated(lawful, authority, "higress-system/partners", "nginx.ingress.kubernetes.io");
    expect(paths(torn)).to.deep.equal([at(authority)]);
  });

  it("refuses one that lets requests without a certificate match, or come in the clear", () => {
    for (const value of [undefined, "", ".*", "By=.*|"]) {
      expect(paths(annotated(lawful, fence, value)), String(value)).to.deep.equal([at(fence)]);
    }
    expect(paths(annotated(lawful, "ssl-redirect", "false"))).to.deep.equal([at("ssl-redirect")]);
    expect(paths(annotated(lawful, "ssl-redirect", undefined))).to.deep.equal([at("ssl-redirect")]);
  });

  it("refuses a host that leads to one that asks, and asks for nothing", () => {
    const beside = entryIngress("acme", { "api.acme.example": "acme-tls" });
    expect(messages(rule, beside, facts)).to.deep.equal([
      '"api.acme.example" leads to "api.acme.example", whose clients show certificates, and asks for none',
    ]);
    for (const host of ["*.acme.example", "*.example", "API.acme.example."]) {
      expect(paths(entryIngress("acme", { [host]: "acme-tls" })), host).to.deep.equal(["spec.rules[0].host"]);
    }
    expect(paths(entryIngress("acme", { "www.acme.example": "acme-tls" }))).to.deep.equal([]);
    // One annotation cannot ask by two authorities, nor by one for some of its hosts.
    const mixed = annotated(
      annotated(
        entryIngress("acme", { "api.acme.example": "api-acme-tls", "*.acme.example": "acme-tls" }),
        authority,
        "higress-system/api-acme-tls-cacert",
      ),
      fence,
      ".+",
    );
    expect(paths(mixed)).to.deep.equal([at(authority), "spec.rules[1].host"]);
  });

  it("refuses an authority that fits no certificate of the Ingress, whosever it is", () => {
    expect(paths(annotated(open, authority, "higress-system/partners"))).to.deep.equal([at(authority)]);
    expect(paths(annotated(open, authority, "higress-system/acme-tls-cacert"))).to.deep.equal([]);
    const inner = annotated(pick("acme.route.shop"), authority, "acme-gateway/partners");
    const own = change(inner, "spec.tls", [{ hosts: ["shop.acme.aigw.example.com"], secretName: "shop-tls" }]);
    expect(paths(own)).to.deep.equal([at(authority)]);
    expect(paths(annotated(own, authority, "shop-tls"))).to.deep.equal([]);
  });

  it("refuses an entry whose routes do not know on which connection a request came", () => {
    const release = (value: unknown) => change(pick("entry.release"), "values.global.enableSRDS", value);
    expect(paths(release(false))).to.deep.equal(["values.global.enableSRDS"]);
    expect(paths(release(true))).to.deep.equal([]);
    expect(paths(release(undefined))).to.deep.equal([]);
    // The chart writes it into the environment as it stands, and what is written there by hand wins.
    expect(paths(release("false"))).to.deep.equal(["values.global.enableSRDS"]);
    const environment = (value: unknown) => change(pick("entry.release"), "values.pilot.env.ENABLE_SCOPED_RDS", value);
    for (const value of [false, "false", "0", "", "yes"]) {
      expect(paths(environment(value)), String(value)).to.deep.equal(["values.pilot.env.ENABLE_SCOPED_RDS"]);
    }
    for (const value of [true, "true", "1"]) expect(paths(environment(value)), String(value)).to.deep.equal([]);
    expect(found(rule, release(false), ordinary())).to.deep.equal([]);
    expect(paths(change(pick("acme.release"), "values.global.enableSRDS", false))).to.deep.equal([]);
  });

  it("refuses an entry that believes clients, or forgets, what certificate they showed", () => {
    const told = (path: string, value: unknown) => paths(change(pick("entry.release"), `values.${path}`, value));
    const [agent, mesh, environment] = ["gateway.podAnnotations", "meshConfig.defaultConfig", "gateway.env"];
    const topology = (details: unknown) => ({ gatewayTopology: { forwardClientCertDetails: details } });
    const annotated = (config: string) => ({ "proxy.istio.io/config": config });
    for (const details of [
      "ALWAYS_FORWARD_ONLY",
      "SANITIZE",
      "FORWARD_ONLY",
      "APPEND_FORWARD",
      "SANITIZE_SET_2",
      5,
      "",
    ]) {
      const text = JSON.stringify(topology(details));
      expect(told(mesh, topology(details)), text).to.deep.equal([`values.${mesh}`]);
      expect(told(agent, annotated(text)), text).to.deep.equal([`values.${agent}`]);
      expect(told(environment, { PROXY_CONFIG: text }), text).to.deep.equal([`values.${environment}`]);
    }
    for (const text of [
      "gatewayTopology:\n  forwardClientCertDetails: FORWARD_ONLY",
      "gateway_topology: { forward_client_cert_details: FORWARD_ONLY }",
      "gatewayTopology:\n  forwardClientCertDetails: # SANITIZE_SET\n    FORWARD_ONLY",
      '{"gatewayTopology":{"forwardClientCert\\u0044etails":"FORWARD_ONLY"}}',
      '{"gatewayTopology":{"forwardClientCertDetails":"SANITIZE_SET"},"gatewayTopology":{"forwardClientCertDetails":"SANITIZE"}}',
    ]) {
      expect(told(agent, annotated(text)), text).to.deep.equal([`values.${agent}`]);
    }
    expect(told(mesh, topology("SANITIZE_SET"))).to.deep.equal([]);
    expect(told(agent, annotated("gatewayTopology:\n  forwardClientCertDetails: SANITIZE_SET\n"))).to.deep.equal([]);
    expect(told(agent, annotated('{"gatewayTopology":{"numTrustedProxies":1}}'))).to.deep.equal([]);
    expect(told(agent, { "example.com/says": "forwardClientCertDetails" })).to.deep.equal([]);
  });

  it("refuses a second match on headers, of which Higress might take either or stop at", () => {
    for (const name of [
      "higress.io/exact-match-header-x-forwarded-client-cert",
      "higress.io/prefix-match-header-x-forwarded-client-cert",
      "higress.io/regex-match-header-X-Forwarded-Client-Cert",
      "nginx.ingress.kubernetes.io/regex-match-header-x-forwarded-client-cert",
      "higress.io/match-header-x-forwarded-client-cert",
      "example.com/regex-match-header-",
    ]) {
      const torn = change(lawful, `metadata.annotations["${name}"]`, "x");
      expect(paths(torn), name).to.deep.equal([`metadata.annotations.${name}`]);
    }
  });

  it("has nothing to say about challenges and other kinds", () => {
    expect(paths(challenge)).to.equal(undefined);
    expect(paths(pick("acme"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const cannot = (sketch: Sketch) =>
      judge(rule, resource(sketch), facts)
        ?.map(({ message }) => message)
        .join();
    expect(cannot(annotated(lawful, authority, unknown))).to.include("cannot be known");
    expect(cannot(change(lawful, "spec.tls", unknown))).to.include("cannot be known");
  });
});
