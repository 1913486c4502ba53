import { expect } from "chai";
import rule from "../../../policy/rules/host-proven.ts";
import type { Facts } from "../../../policy/facts.ts";
import { change, type Sketch } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { gateway, route } from "../world-routes.ts";

/** The world's facts with hosts of acme that are not proven. */
const waiting = (...withheld: readonly string[]): Facts =>
  facts({
    tenants: facts().tenants.map((tenant) =>
      tenant.id === "acme" ? { ...tenant, hosts: [...tenant.hosts, ...withheld], withheld } : tenant,
    ),
  });

const entry = pick("entry.acme");
const own = pick("acme.route.shop");
const given = waiting("later.example", "*.soon.example");

describe("host-proven", () => {
  it("refuses a host that nobody has proven, in the entry and in the tenant's own namespace", () => {
    const place = "spec.rules[0].host";
    expect(messages(rule, change(entry, place, "later.example"), given)).to.deep.equal([
      '"later.example" is not proven to be a host of tenant acme',
    ]);
    for (const host of ["later.example", "LATER.example.", "later.example:443", "*.soon.example", "a.b.soon.example"]) {
      for (const ingress of [entry, own]) {
        expect(found(rule, change(ingress, place, host), given), host).to.deep.equal([place]);
      }
    }
  });

  it("refuses a certificate for it", () => {
    expect(found(rule, change(entry, "spec.tls[1].hosts[0]", "later.example"), given)).to.deep.equal([
      "spec.tls[1].hosts[0]",
    ]);
  });

  it("refuses listeners and routes of the Gateway API for it", () => {
    expect(found(rule, gateway("acme-gateway", "later.example"), given)).to.deep.equal(["spec.listeners[0].hostname"]);
    expect(
      found(rule, route("HTTPRoute", "acme-gateway", ["api.acme.example", "x.soon.example"]), given),
    ).to.deep.equal(["spec.hostnames[1]"]);
  });

  it("refuses to have it on a certificate that an issuer is asked for", () => {
    const asked = (dnsNames: readonly string[]): Sketch => ({
      type: "kubernetes:cert-manager.io/v1:Certificate",
      name: "acme-tls",
      props: { metadata: { name: "acme-tls", namespace: "higress-system" }, spec: { dnsNames } },
    });
    expect(found(rule, asked(["api.acme.example"]), given)).to.deep.equal([]);
    expect(found(rule, asked(["api.acme.example", "Later.example"]), given)).to.deep.equal(["spec.dnsNames[1]"]);
  });

  it("accepts a host below a wildcard of the tenant's that is proven", () => {
    const wide = waiting("v1.api.example");
    const tenants = wide.tenants.map((tenant) =>
      tenant.id === "acme" ? { ...tenant, hosts: [...tenant.hosts, "*.api.example"] } : tenant,
    );
    const host = change(own, "spec.rules[0].host", "v1.api.example");
    expect(found(rule, host, wide)).to.deep.equal(["spec.rules[0].host"]);
    expect(found(rule, host, { ...wide, tenants })).to.deep.equal([]);
  });

  it("accepts everything where nothing waits for a proof", () => {
    const names = judged(rule).map((name) => pick(name ?? ""));
    expect(names).to.have.length(5);
    expect(found(rule, names)).to.deep.equal([]);
    expect(found(rule, names, given)).to.deep.equal([]);
  });
});
