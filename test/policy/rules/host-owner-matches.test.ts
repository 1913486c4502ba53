import { expect } from "chai";
import rule from "../../../policy/rules/host-owner-matches.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { challenge, gateway, route } from "../world-routes.ts";

const entry = pick("entry.acme");
const destination = 'metadata.annotations["higress.io/destination"]';
const place = "metadata.annotations.higress.io/destination";
const withHost = (host: string) => change(entry, "spec.rules[1].host", host);

describe("host-owner-matches", () => {
  it("refuses a host of another tenant, below the domain and elsewhere", () => {
    expect(messages(rule, withHost("shop.globex.aigw.example.com"))).to.deep.equal([
      '"shop.globex.aigw.example.com" leads to tenant acme and belongs to tenant globex',
    ]);
    expect(messages(rule, withHost("www.example.net"))).to.deep.equal([
      '"www.example.net" leads to tenant acme and belongs to no tenant',
    ]);
    for (const host of ["*.aigw.example.com", "acme.aigw.example.com", "*.example", "*.acme.example"]) {
      expect(found(rule, withHost(host)), host).to.deep.equal(["spec.rules[1].host"]);
    }
  });

  it("refuses a tenant's host on a gateway of the platform, whatever claims it there", () => {
    const said = (host: string) => [
      ...(messages(rule, gateway("higress-shared", host)) ?? []),
      ...(messages(rule, route("HTTPRoute", "higress-shared", [host])) ?? []),
    ];
    const both = (text: string) => [text, text];
    expect(said("api.acme.example")).to.deep.equal(
      both('"api.acme.example" leads to gateway shared and belongs to tenant acme'),
    );
    expect(said("x.globex.aigw.example.com")).to.deep.equal(
      both('"x.globex.aigw.example.com" leads to gateway shared and belongs to tenant globex'),
    );
    for (const wide of ["*.acme.example", "*.aigw.example.com", "*.example"])
      expect(said(wide)[0], wide).to.match(/leads to gateway shared and takes in hosts of tenant acme$/);
    for (const own of ["wiki.corp.example", "*.wiki.corp.example", "acme.example"])
      expect(said(own), own).to.deep.equal([]);
  });

  it("refuses the fleet's domain on a gateway of the platform, and what takes it in, since its labels are tenants'", () => {
    const said = (host: string) => messages(rule, gateway("higress-shared", host), facts({ tenants: [] }));
    const domain = '"aigw.example.com", which is the tenants\' alone';
    for (const host of [
      "aigw.example.com",
      "AIGW.example.com.",
      "nobody.aigw.example.com",
      "*.nobody.aigw.example.com",
    ])
      expect(said(host)?.[0], host).to.match(new RegExp(`leads to gateway shared and lies in ${domain}$`));
    for (const host of ["*.example.com", "*.com"])
      expect(said(host), host).to.deep.equal([`"${host}" leads to gateway shared and takes in ${domain}`]);
    expect(said("xaigw.example.com")).to.deep.equal([]);
  });

  it("refuses a tenant's host of an Ingress that a gateway looks at from another namespace, and of no other", () => {
    const wide = (ingressClass: string, watch: "own" | "all" = "all") =>
      facts({ gateways: facts().gateways.map((one) => ({ ...one, watch, ingressClass })) });
    const of = (named: unknown) =>
      change(change(pick("acme.route.shop"), "metadata.namespace", "shops"), "spec.ingressClassName", named);
    const refused = ['"shop.acme.aigw.example.com" leads to gateway shared and belongs to tenant acme'];
    expect(messages(rule, of("higress-shared"), wide("higress-shared"))).to.deep.equal(refused);
    expect(messages(rule, of("higress-shared"), wide("higress-shared", "own"))).to.equal(undefined);
    expect(messages(rule, of("another"), wide("higress-shared"))).to.equal(undefined);
    expect(messages(rule, of(undefined), wide("higress-shared"))).to.equal(undefined);
    for (const named of ["nginx", undefined, ""])
      expect(messages(rule, of(named), wide("nginx")), String(named)).to.deep.equal(refused);
    const annotated = change(of("another"), 'metadata.annotations["kubernetes.io/ingress.class"]', "higress-shared");
    expect(messages(rule, annotated, wide("higress-shared")), "the annotation wins").to.deep.equal(refused);
    const own = change(of("higress-shared"), "spec.rules[0].host", "wiki.corp.example");
    expect(messages(rule, own, wide("higress-shared"))).to.deep.equal([]);
    expect(messages(rule, of(unknown), wide("higress-shared"))?.[0]).to.match(/cannot be known/);
  });

  it("refuses a route that leads to another tenant, for each of its hosts", () => {
    expect(found(rule, change(entry, destination, "globex.dns:80"))).to.deep.equal([
      "spec.rules[0].host",
      "spec.rules[1].host",
      "spec.tls[0].hosts[0]",
      "spec.tls[1].hosts[0]",
    ]);
  });

  const nowhere = [undefined, "", "acme", "acme.static:80", "initech.dns:80", "50% acme.dns:80\n50% globex.dns:80"];
  for (const value of nowhere) {
    it(`refuses the destination ${value === undefined ? "that is missing" : JSON.stringify(value)}`, () => {
      expect(found(rule, change(entry, destination, value))).to.deep.equal([place]);
    });
  }

  it("accepts the page server for a tenant that it answers for, and that tenant's hosts alone", () => {
    const answered = facts({
      tenants: facts().tenants.map((one) => (one.id === "acme" ? { ...one, answered: "0123" } : one)),
    });
    const led = change(entry, destination, "entry.dns:8080");
    expect(found(rule, led, answered)).to.deep.equal([]);
    expect(found(rule, led)).to.deep.equal([place]);
    expect(found(rule, change(led, "spec.rules[1].host", "shop.globex.aigw.example.com"), answered)).to.deep.equal([
      "spec.rules[1].host",
    ]);
    const foreign = change(led, 'metadata.labels["higress-fleet.io/tenant"]', "globex");
    expect(found(rule, foreign, answered)).to.deep.equal([place]);
  });

  it("says what the destination names instead of a tenant", () => {
    const needed = 'where one tenant\'s "<id>.dns" is needed';
    expect(messages(rule, change(entry, destination, undefined))).to.deep.equal([`names nothing ${needed}`]);
    const two = change(entry, destination, "50% acme.dns:80\n50% initech.dns:80");
    expect(messages(rule, two)).to.deep.equal([`names "acme.dns", "initech.dns" ${needed}`]);
  });

  it("refuses a Service as backend in the entry, since it wins over the destination", () => {
    const service = { service: { name: "higress-gateway", port: { number: 80 } } };
    const path = "spec.rules[1].http.paths[0].backend";
    expect(found(rule, change(entry, path, service))).to.deep.equal([`${path}.service`]);
  });

  it("leaves a route that leads to Services alone to entry-route-consistent", () => {
    const service = { service: { name: "acme", port: { number: 80 } } };
    const bare = change(entry, destination, undefined);
    const both = change(change(bare, "spec.rules[0].http.paths[0].backend", service), "spec.rules[1]", undefined);
    expect(found(rule, both)).to.deep.equal([]);
    expect(found(rule, bare)).to.deep.equal([place]);
  });

  it("refuses a foreign host that only gets a certificate", () => {
    expect(
      found(rule, change(entry, "spec.tls[0].hosts", ["x.acme.aigw.example.com", "www.example.net"])),
    ).to.deep.equal(["spec.tls[0].hosts[1]"]);
    expect(found(rule, change(pick("acme.route.shop"), "spec.tls", [{ hosts: ["*.example"] }]))).to.deep.equal([
      "spec.tls[0].hosts[0]",
    ]);
  });

  it("refuses foreign hosts of listeners and routes of the Gateway API", () => {
    expect(found(rule, gateway("acme-gateway", "*.acme.aigw.example.com"))).to.deep.equal([]);
    expect(found(rule, gateway("acme-gateway", "x.globex.aigw.example.com"))).to.deep.equal([
      "spec.listeners[0].hostname",
    ]);
    expect(found(rule, gateway("acme-gateway", undefined))).to.deep.equal(["spec.listeners[0].hostname"]);
    for (const type of [
      "gateway.networking.k8s.io/v1:ListenerSet",
      "gateway.networking.x-k8s.io/v1alpha1:XListenerSet",
    ]) {
      const set = { ...gateway("acme-gateway", "x.globex.aigw.example.com"), type: `kubernetes:${type}` };
      expect(found(rule, set), type).to.deep.equal(["spec.listeners[0].hostname"]);
    }
    for (const kind of ["HTTPRoute", "GRPCRoute", "TLSRoute"] as const) {
      expect(found(rule, route(kind, "acme-gateway", ["api.acme.example", "www.example.net"]))).to.deep.equal([
        "spec.hostnames[1]",
      ]);
      const through = (backend: Readonly<Record<string, unknown>>) =>
        found(rule, route(kind, "higress-system", ["api.acme.example"], backend));
      expect(through({ name: "higress-gateway", namespace: "acme-gateway" })).to.deep.equal([]);
      expect(through({ name: "acme.dns", group: "networking.higress.io", kind: "Service" })).to.deep.equal([]);
      expect(through({ name: "higress-gateway", namespace: "globex-gateway" })).to.deep.equal(["spec.hostnames[0]"]);
      expect(through({ name: "web" })).to.deep.equal(["spec.rules"]);
    }
    expect(found(rule, gateway("higress-system", "*.acme.aigw.example.com"))).to.equal(undefined);
  });

  it("lets an answer to a challenge lead to its solver, for hosts of tenants and in its whole shape only", () => {
    expect(found(rule, challenge)).to.deep.equal([]);
    const inEntry = change(challenge, "metadata.namespace", "higress-system");
    expect(found(rule, inEntry)).to.deep.equal([]);
    expect(messages(rule, change(inEntry, "spec.rules[0].host", "www.example.net"))).to.deep.equal([
      '"www.example.net" belongs to no tenant',
    ]);
    const http = "spec.rules[0].http.paths[0]";
    for (const [path, value] of [
      ['metadata.labels["acme.cert-manager.io/http01-solver"]', "false"],
      [`${http}.path`, "/"],
      [`${http}.path`, "/.well-known/acme-challenge/../../x"],
      [`${http}.backend.service.name`, "higress-console"],
    ] as const) {
      // Leading to Services only, it is then entry-route-consistent's; with a destination it is this rule's.
      const changed = change(change(inEntry, path, value), destination, "globex.dns");
      expect(found(rule, changed), path).to.include("spec.rules[0].host");
    }
  });

  it("refuses a host in a tenant's namespace that is not the tenant's", () => {
    const route = pick("acme.route.shop");
    for (const host of ["web.globex.aigw.example.com", "shop.example.org", "shop.aigw.example.com"]) {
      expect(found(rule, change(route, "spec.rules[0].host", host)), host).to.deep.equal(["spec.rules[0].host"]);
    }
  });

  it("lets the label decide below the domain, whatever a tenant lists", () => {
    const tenants = facts().tenants.map((tenant) =>
      tenant.id === "acme" ? { ...tenant, hosts: ["x.globex.aigw.example.com", "acme.aigw.example.com"] } : tenant,
    );
    const given = facts({ tenants });
    const route = pick("acme.route.shop");
    const host = (value: string) => found(rule, change(route, "spec.rules[0].host", value), given);
    expect(host("x.globex.aigw.example.com")).to.deep.equal(["spec.rules[0].host"]);
    expect(host("acme.aigw.example.com")).to.deep.equal([]);
  });

  it("accepts the tenant's own hosts in any spelling, and all the forms of one destination", () => {
    for (const host of ["API.acme.example.", "a.b.acme.aigw.example.com", "*.eu.Acme.aigw.example.com"]) {
      expect(found(rule, withHost(host)), host).to.deep.equal([]);
    }
    for (const value of ["acme.dns", "100% acme.dns:80", "http://acme.dns:80\n", "60% acme.dns v1\n40% acme.dns v2"]) {
      expect(found(rule, change(entry, destination, value)), value).to.deep.equal([]);
    }
  });

  it("accepts a host below a wildcard that the tenant owns", () => {
    const tenants = facts().tenants.map((tenant) => ({ ...tenant, hosts: ["*.shops.example"] }));
    const route = change(pick("acme.route.shop"), "spec.rules[0].host", "a.b.shops.example");
    expect(found(rule, route, facts({ tenants }))).to.deep.equal([]);
  });

  it("leaves a missing host to host-required", () => {
    expect(found(rule, change(entry, "spec.rules[1].host", undefined))).to.deep.equal([]);
  });

  it("judges the world's Ingresses and finds nothing, and none of other namespaces", () => {
    const names = judged(rule);
    expect(names).to.have.length(5);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
    expect(found(rule, change(entry, "metadata.namespace", "monitoring"))).to.equal(undefined);
  });

  it("asks a patch that claims hosts where they lead, and no other", () => {
    const patch = { ...entry, type: "kubernetes:networking.k8s.io/v1:IngressPatch" };
    const silent = change(patch, "metadata.annotations", undefined);
    expect(found(rule, change(silent, "spec", undefined))).to.deep.equal([]);
    expect(found(rule, silent)).to.deep.equal([place]);
    expect(found(rule, change(patch, destination, "globex.dns"))).to.include("spec.rules[0].host");
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, withHost(unknown))).to.deep.equal(["spec.rules[1].host"]);
    expect(messages(rule, change(entry, destination, unknown))?.[0]).to.match(/cannot be known/);
    expect(messages(rule, change(entry, "metadata.namespace", unknown))?.[0]).to.match(/cannot be known/);
  });
});
