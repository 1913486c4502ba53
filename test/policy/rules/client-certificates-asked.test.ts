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
    expect(found(rule, release(false), ordinary())).to.deep.equal([]);
    expect(paths(change(pick("acme.release"), "values.global.enableSRDS", false))).to.deep.equal([]);
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
