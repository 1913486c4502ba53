import { expect } from "chai";
import owner from "../../../policy/rules/host-owner-matches.ts";
import rule from "../../../policy/rules/host-wildcard-shape.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const shop = pick("acme.route.shop");
const place = "spec.rules[0].host";
const withHost = (host: unknown, sketch: Sketch = shop) => change(sketch, place, host);

const gateway: Sketch = {
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "acme.gateway",
  props: {
    metadata: { name: "gateway", namespace: "acme-gateway" },
    spec: { listeners: [{ name: "web", protocol: "HTTP", port: 80, hostname: "*.acme.aigw.example.com" }] },
  },
};

describe("host-wildcard-shape", () => {
  for (const host of [
    "a.*.acme.example",
    "*a.acme.example",
    "a*.acme.example",
    "*.*.acme.example",
    "**.acme.example",
  ]) {
    it(`refuses ${host}, whose wildcard is not the whole first label`, () => {
      expect(found(rule, withHost(host))).to.deep.equal([place]);
    });
  }

  for (const host of ["*.org", "*.co.uk", "*.github.io", "*.example", "*.CO.UK.", "*.中国", "*.s3.amazonaws.com"]) {
    it(`refuses ${host}, below which anybody may have a name`, () => {
      expect(found(rule, withHost(host))).to.deep.equal([place]);
      expect(messages(rule, withHost(host))?.[0]).to.match(/right below a public suffix/);
    });
  }

  for (const host of ["*.aigw.example.com", "*.AIGW.example.com", "*.example.com"]) {
    it(`refuses ${host}, which takes the hosts of all tenants`, () => {
      expect(messages(rule, withHost(host))).to.deep.equal([
        `${JSON.stringify(host.toLowerCase())} takes the hosts of all tenants`,
      ]);
    });
  }

  it("leaves the fleet's domain to no gateway of the platform either, as host-owner-matches does", () => {
    const shared = change(shop, "metadata.namespace", "higress-shared");
    for (const host of ["*.aigw.example.com", "*.example.com"]) {
      expect(messages(rule, withHost(host, shared))).to.deep.equal([
        `${JSON.stringify(host)} takes the hosts of all tenants`,
      ]);
      expect(found(owner, withHost(host, shared))).to.deep.equal([place]);
    }
    expect(found(rule, withHost("*.com", shared))).to.deep.equal([place]);
    expect(found(rule, withHost("*.corp.example", shared))).to.deep.equal([]);
  });

  it("looks where such a gateway serves from afar, and at nothing that the fleet does not serve", () => {
    const afar = change(shop, "metadata.namespace", "middleware");
    const ofClass = (name: string) => withHost("*.aigw.example.com", change(afar, "spec.ingressClassName", name));
    const all = facts({ gateways: facts().gateways.map((each) => ({ ...each, watch: "all" as const })) });
    const [gateway] = all.gateways;
    expect(judge(rule, resource(ofClass(gateway?.ingressClass ?? "")), all, { privateSuffixes: true })).to.have.length(
      1,
    );
    expect(judge(rule, resource(ofClass("another")), all, { privateSuffixes: true })).to.deep.equal([]);
  });

  it("looks at certificates, listeners and routes as well", () => {
    expect(found(rule, change(shop, "spec.tls", [{ hosts: ["a.example", "*.com"] }]))).to.deep.equal([
      "spec.tls[0].hosts[1]",
    ]);
    expect(found(rule, gateway)).to.deep.equal([]);
    expect(found(rule, change(gateway, "spec.listeners[0].hostname", "*.com"))).to.deep.equal([
      "spec.listeners[0].hostname",
    ]);
    for (const kind of ["HTTPRoute", "GRPCRoute"]) {
      const route = { ...gateway, type: `kubernetes:gateway.networking.k8s.io/v1alpha2:${kind}` };
      expect(found(rule, change(route, "spec", { hostnames: ["a.example", "*.net"] }))).to.deep.equal([
        "spec.hostnames[1]",
      ]);
    }
  });

  it("accepts hosts without wildcard, whatever they lie below, and wildcards of a name", () => {
    for (const host of ["com", "acme.github.io", "aigw.example.com", "*.acme.aigw.example.com", "*.acme.example"]) {
      expect(found(rule, withHost(host)), host).to.deep.equal([]);
    }
  });

  it("takes a company's suffix for a name when told so", () => {
    const given = (privateSuffixes: boolean) =>
      judge(rule, resource(withHost("*.github.io")), facts(), { privateSuffixes });
    expect(given(false)).to.deep.equal([]);
    expect(given(true)).to.have.length(1);
  });

  it("leaves a missing host to host-required", () => {
    for (const host of [undefined, "", "*"]) expect(found(rule, withHost(host))).to.deep.equal([]);
  });

  it("judges the world's Ingresses and finds nothing, and says nothing of other kinds", () => {
    expect(judged(rule)).to.have.length(5);
    expect(found(rule, pick("acme.release"))).to.equal(undefined);
    const istio = { ...gateway, type: "kubernetes:networking.istio.io/v1:Gateway" };
    expect(found(rule, istio)).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, withHost(unknown), place)).to.equal(true);
  });
});
