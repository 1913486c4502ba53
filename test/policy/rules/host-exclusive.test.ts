import { expect } from "chai";
import rule from "../../../policy/rules/host-exclusive.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";
import { alias, gateway, route } from "../world-routes.ts";

/** The world in which globex's route in the entry has this host as well. */
const withHost = (host: string): readonly Sketch[] =>
  replace(world(), "entry.globex", change(pick("entry.globex"), "spec.rules[1]", { host }));

describe("host-exclusive", () => {
  const meetings: readonly (readonly [host: string, what: string])[] = [
    ["api.acme.example", "the same host"],
    ["API.Acme.Example.", "the same host in another spelling"],
    ["api.acme.example:443", "the same host with a port"],
    ["*.acme.example", "a wildcard above it"],
    ["*.example", "a wildcard several labels above it"],
    ["shop.acme.aigw.example.com", "a host below a wildcard"],
    ["a.b.acme.aigw.example.com", "a host several labels below a wildcard"],
    ["*.eu.acme.aigw.example.com", "a wildcard below a wildcard"],
    ["*.aigw.example.com", "a wildcard above a wildcard"],
  ];
  for (const [host, what] of meetings) {
    it(`finds ${what}`, () => {
      expect(found(rule, withHost(host))).to.have.length.above(0);
    });
  }

  for (const host of ["acme.example", "xapi.acme.example", "acme.aigw.example.com", "api.acme.example.net"]) {
    it(`lets ${host} pass, which only looks alike`, () => {
      expect(found(rule, withHost(host))).to.deep.equal([]);
    });
  }

  it("finds punycode and its letters to be one", () => {
    const acme = change(pick("entry.acme"), "spec.rules[1].host", "bücher.example");
    const worlds = replace(withHost("xn--bcher-kva.example"), "entry.acme", acme);
    expect(found(rule, worlds)).to.deep.equal(["spec.rules[1].host"]);
  });

  it("counts hosts that only get a certificate, and hosts in the tenants' own namespaces", () => {
    const tls = change(pick("entry.globex"), "spec.tls[1]", {
      hosts: ["x.example", "api.acme.example"],
      secretName: "s",
    });
    expect(found(rule, replace(world(), "entry.globex", tls))).to.deep.equal(["spec.tls[1].hosts[1]"]);
    const route = change(pick("globex.route.web"), "spec.rules[0].host", "api.acme.example");
    expect(found(rule, replace(world(), "globex.route.web", route))).to.deep.equal(["spec.rules[0].host"]);
  });

  it("counts listeners and routes of the Gateway API", () => {
    for (const sketch of [
      gateway("globex-gateway", "api.acme.example"),
      route("HTTPRoute", "globex-gateway", ["x.globex.aigw.example.com", "API.acme.example"]),
      route("GRPCRoute", "globex-gateway", ["*.acme.example"]),
      route("TLSRoute", "globex-gateway", ["api.acme.example"]),
      route("HTTPRoute", "higress-system", ["api.acme.example"], { name: "web", namespace: "globex-gateway" }),
      route("HTTPRoute", "higress-system", ["api.acme.example"], { name: "globex.dns", kind: "Service" }),
    ]) {
      expect(found(rule, [...world(), sketch]), sketch.type).to.have.length.above(0);
    }
    expect(found(rule, [...world(), gateway("globex-gateway", undefined)]), "every host").to.have.length.above(0);
    const own = route("HTTPRoute", "acme-gateway", ["api.acme.example", "x.acme.aigw.example.com"]);
    expect(found(rule, [...world(), own, gateway("acme-gateway", "api.acme.example")])).to.deep.equal([]);
    expect(found(rule, [...world(), gateway("monitoring", "api.acme.example")])).to.deep.equal([]);
  });

  it("counts routes of the entry that lead through an alias", () => {
    const service = { service: { name: "acme", port: { number: 80 } } };
    const stolen = change(
      change(pick("entry.globex"), 'metadata.annotations["higress.io/destination"]', undefined),
      "spec.rules[0].http.paths[0].backend",
      service,
    );
    const leading = (sketch: Sketch) => [...replace(world(), "entry.globex", stolen), sketch];
    expect(found(rule, leading(alias))).to.have.length.above(0);
    expect(found(rule, leading(change(alias, "spec.type", "ClusterIP")))).to.deep.equal([]);
  });

  it("tells both tenants and both places, and blames the later of two equal claims", () => {
    const [finding, ...others] = judge(rule, withHost("api.acme.example").map(resource), facts()) ?? [];
    expect(others).to.deep.equal([]);
    expect(finding?.urn).to.match(/::entry\.globex$/);
    expect(finding?.message).to.match(
      /^"api\.acme\.example" of tenant globex meets "api\.acme\.example" of tenant acme, spec\.rules\[\d\]\.host of urn:.*$/,
    );
  });

  it("says the same in whatever order the resources come", () => {
    const resources = withHost("*.acme.example");
    expect(messages(rule, resources.toReversed())).to.deep.equal(messages(rule, resources));
  });

  it("lets one tenant claim a host in several Ingresses", () => {
    const canary = { ...pick("acme.route.shop"), name: "acme.route.shop-canary" };
    expect(found(rule, [...world(), canary])).to.deep.equal([]);
  });

  it("finds nothing in the world, and says nothing where no Ingress is", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [pick("acme.release"), pick("acme.quota")])).to.equal(undefined);
  });

  it("reports an unknown host and still judges the other tenants", () => {
    const hidden = change(pick("acme.route.shop"), "spec.rules[0].host", unknown);
    const worlds = replace(withHost("api.acme.example"), "acme.route.shop", hidden);
    expect(found(rule, worlds)).to.deep.equal(["spec.rules[0].host", "spec.rules[1].host"]);
    expect(messages(rule, worlds)?.[0]).to.match(/cannot be known/);
  });
});
