import { expect } from "chai";
import rule from "../../../policy/rules/gw-route-binding.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { gateway, route } from "../world-routes.ts";

const entry = gateway("higress-system", "*.acme.aigw.example.com");
const parent = "spec.parentRefs[0]";
const backend = "spec.rules[0].backendRefs[0]";
const toEntry = { name: "gateway", namespace: "higress-system", sectionName: "https" };
const bound = (sketch: Sketch, to: object = toEntry) => change(sketch, "spec.parentRefs", [to]);
const web = bound(route("HTTPRoute", "acme-gateway", ["web.acme.aigw.example.com"]));
const among = (sketch: Sketch, ...others: readonly Sketch[]) => found(rule, [entry, sketch, ...others]);

const group = "gateway.networking.k8s.io";
const grant = (from: object = {}, to: object = {}): Sketch => ({
  type: `kubernetes:${group}/v1beta1:ReferenceGrant`,
  name: "grant",
  props: {
    metadata: { name: "grant", namespace: "monitoring" },
    spec: {
      from: [{ group, kind: "HTTPRoute", namespace: "acme-gateway", ...from }],
      to: [{ group: "", kind: "Service", name: "errors", ...to }],
    },
  },
});

describe("gw-route-binding", () => {
  it("accepts routes for hosts within the listener that lead to Services beside them", () => {
    for (const kind of ["HTTPRoute", "GRPCRoute", "TLSRoute"] as const) {
      for (const host of ["web.acme.aigw.example.com", "*.eu.acme.aigw.example.com", "*.acme.aigw.example.com"]) {
        expect(among(bound(route(kind, "acme-gateway", [host]))), host).to.deep.equal([]);
      }
    }
    expect(among(change(web, `${backend}.namespace`, "acme-gateway"))).to.deep.equal([]);
  });

  it("refuses a route without hostnames, which takes over its listener's", () => {
    for (const hostnames of [undefined, null, []]) {
      expect(among(change(web, "spec.hostnames", hostnames))).to.deep.equal(["spec.hostnames"]);
    }
    const tcp = { ...change(web, "spec.hostnames", undefined), type: `kubernetes:${group}/v1alpha2:TCPRoute` };
    expect(among(tcp), "it knows no hosts").to.deep.equal([]);
  });

  it("refuses hosts outside the listener, each of them", () => {
    const spoiled = change(web, "spec.hostnames", ["web.acme.aigw.example.com", "api.acme.example"]);
    expect(among(spoiled)).to.deep.equal(["spec.hostnames[1]"]);
    expect(messages(rule, [entry, spoiled])).to.deep.equal([
      '"api.acme.example" is not within "*.acme.aigw.example.com"',
    ]);
    const second = change(change(entry, "spec.listeners[0].hostname", "api.acme.example"), "metadata.name", "second");
    const both = change(spoiled, "spec.parentRefs[1]", { ...toEntry, name: "second" });
    expect(among(both, { ...second, name: "second" }), "one of two listeners has it").to.deep.equal([]);
  });

  it("refuses a route that binds to nothing, to anything, or to what is no Gateway", () => {
    for (const parents of [undefined, []]) {
      expect(among(change(web, "spec.parentRefs", parents))).to.deep.equal(["spec.parentRefs"]);
    }
    expect(among(change(web, `${parent}.sectionName`, undefined))).to.deep.equal([`${parent}.sectionName`]);
    expect(among(change(web, `${parent}.sectionName`, "other"))).to.deep.equal([`${parent}.sectionName`]);
    expect(among(change(web, `${parent}.kind`, "Service"))).to.deep.equal([`${parent}.kind`]);
    expect(among(change(web, `${parent}.group`, ""))).to.deep.equal([`${parent}.kind`]);
    expect(among(change(web, `${parent}.name`, "other"))).to.deep.equal([`${parent}.name`]);
  });

  it("refuses a Gateway of another tenant or gateway, unless the platform lists it", () => {
    for (const namespace of ["globex-gateway", "higress-shared", "sandbox"]) {
      expect(among(change(web, `${parent}.namespace`, namespace)), namespace).to.deep.equal([`${parent}.namespace`]);
    }
    const shared = gateway("higress-shared", "*.acme.aigw.example.com");
    const listed = { gateways: ["higress-shared/gateway"] };
    const subjects = [shared, change(web, `${parent}.namespace`, "higress-shared")].map(resource);
    expect(judge(rule, subjects, facts(), listed)).to.deep.equal([]);
  });

  it("accepts a listener that the fleet file opens to the route's namespace, and no other of that gateway", () => {
    const given = (listeners: readonly { readonly hosts: readonly string[]; readonly namespace?: string }[]) =>
      facts({ gateways: facts().gateways.map((one) => ({ ...one, watch: "all", listeners })) });
    const wiki = gateway("higress-shared", "*.corp.example");
    const lent = bound(route("HTTPRoute", "monitoring", ["wiki.corp.example"]), {
      ...toEntry,
      namespace: "higress-shared",
    });
    const said = (...listeners: Parameters<typeof given>[0]) => messages(rule, [wiki, lent], given(listeners));
    expect(said({ hosts: ["*.corp.example"], namespace: "monitoring" })).to.deep.equal([]);
    const nowhere = "\"higress-shared\" is neither the route's nor the entry's";
    expect(said({ hosts: ["*.corp.example"] })).to.deep.equal([nowhere]);
    expect(said({ hosts: ["*.corp.example"], namespace: "sandbox" })).to.deep.equal([nowhere]);
    expect(said({ hosts: ["*.corp.example"] }, { hosts: ["a.example"], namespace: "monitoring" })).to.deep.equal([
      '"https" is no listener that the fleet file opens to namespace "monitoring"',
    ]);
    const beyond = change(lent, "spec.hostnames", ["api.acme.example"]);
    expect(
      messages(rule, [wiki, beyond], given([{ hosts: ["*.corp.example"], namespace: "monitoring" }])),
    ).to.deep.equal(['"api.acme.example" is not within "*.corp.example"']);
  });

  it("accepts a Gateway of its own namespace, registered here or not", () => {
    const own = { name: "gateway", sectionName: "https" };
    expect(among(bound(web, own))).to.deep.equal([]);
    const elsewhere = gateway("acme-gateway", "api.acme.example");
    expect(among(bound(web, own), elsewhere)).to.deep.equal(["spec.hostnames[0]"]);
  });

  it("refuses backends and mirrors of other namespaces that nobody granted", () => {
    expect(among(change(web, `${backend}.namespace`, "globex-gateway"))).to.deep.equal([`${backend}.namespace`]);
    const copy = (path: string) =>
      change(web, path, [
        { type: "RequestMirror", requestMirror: { backendRef: { name: "x", namespace: "monitoring" } } },
      ]);
    for (const place of ["spec.rules[0].filters", `${backend}.filters`]) {
      expect(among(copy(place))).to.deep.equal([`${place}[0].requestMirror.backendRef.namespace`]);
    }
  });

  it("refuses backends and mirrors that are no Services, which lead past every grant", () => {
    for (const named of [
      { group: "networking.istio.io", kind: "Hostname", name: "higress-gateway.globex-gateway.svc.cluster.local" },
      { group: "networking.istio.io", kind: "Service" },
      { group: "networking.higress.io", name: "orders.dns" },
      { kind: "ServiceImport", group: "multicluster.x-k8s.io" },
      { kind: "Secret" },
    ].map((given) => ({ name: "x", port: 80, ...given }))) {
      const asBackend = change(web, backend, named);
      expect(among(asBackend), JSON.stringify(named)).to.deep.equal([`${backend}.kind`]);
      expect(messages(rule, [entry, asBackend])).to.deep.equal(["is no Service"]);
      const mirror = [{ type: "RequestMirror", requestMirror: { backendRef: named } }];
      expect(among(change(web, "spec.rules[0].filters", mirror))).to.deep.equal([
        "spec.rules[0].filters[0].requestMirror.backendRef.kind",
      ]);
    }
    const plain = { name: "x", port: 80, group: "", kind: "Service" };
    expect(among(change(web, backend, plain)), "what a reference is by default").to.deep.equal([]);
  });

  it("accepts a backend that a grant names, for this kind from this namespace alone", () => {
    const errors = change(web, backend, { name: "errors", namespace: "monitoring", port: 80 });
    expect(among(errors, grant())).to.deep.equal([]);
    expect(among(errors, grant({}, { name: undefined })), "a wide one, which another rule refuses").to.deep.equal([]);
    for (const [from, to] of [
      [{ kind: "GRPCRoute" }, {}],
      [{ namespace: "globex-gateway" }, {}],
      [{ group: "example.com" }, {}],
      [{}, { name: "other" }],
      [{}, { kind: "Secret" }],
      [{}, { group: "networking.higress.io" }],
    ]) {
      expect(among(errors, grant(from, to)), JSON.stringify([from, to])).to.deep.equal([`${backend}.namespace`]);
    }
    const moved = change(grant(), "metadata.namespace", "acme-gateway");
    expect(among(errors, moved), "given by who asks").to.deep.equal([`${backend}.namespace`]);
  });

  it("refuses one request routed from two namespaces, in both, and no other", () => {
    const match = "spec.rules[0].matches";
    const other = { ...bound(route("HTTPRoute", "higress-system", ["WEB.acme.aigw.example.com."])), name: "other" };
    const whole = `"higress-system" too`;
    expect(messages(rule, [entry, web, other])?.[0]).to.equal(
      `web.acme.aigw.example.com PathPrefix / is routed from namespace ${whole}`,
    );
    expect(among(web, other)).to.deep.equal(["spec.rules[0]", "spec.rules[0]"]);
    const spelled = change(other, match, [{ path: { value: "/v1" } }, { path: { type: "PathPrefix", value: "/" } }]);
    expect(among(web, spelled)).to.deep.equal(["spec.rules[0]", `${match}[1]`]);
    for (const one of [{ path: { type: "Exact", value: "/" } }, { path: { value: "/v1" } }, { method: "POST" }]) {
      expect(among(web, change(other, match, [one])), JSON.stringify(one)).to.deep.equal([]);
    }
    const elsewhere = change(other, "spec.hostnames", ["api.acme.aigw.example.com"]);
    expect(among(web, elsewhere), "another host").to.deep.equal([]);
    const own = { ...change(web, "metadata.name", "again"), name: "again" };
    expect(among(web, own), "one namespace may").to.deep.equal([]);
  });

  it("has nothing to say without routes, nor about Ingresses and routes of another group", () => {
    expect(found(rule, [entry, pick("acme.route.shop")])).to.equal(undefined);
    expect(found(rule, { ...web, type: "kubernetes:example.com/v1:HTTPRoute" })).to.equal(undefined);
  });

  it("does not pass what cannot be known, and judges the others", () => {
    expect(cannotKnow(rule, [entry, change(web, `${parent}.namespace`, unknown)], `${parent}.namespace`)).to.equal(
      true,
    );
    expect(cannotKnow(rule, [entry, change(web, `${backend}.namespace`, unknown)], `${backend}.namespace`)).to.equal(
      true,
    );
    const spoiled = { ...change(web, `${parent}.sectionName`, undefined), name: "spoiled" };
    expect(among(change(web, "spec.hostnames[0]", unknown), spoiled)).to.deep.equal([
      "spec.hostnames[0]",
      `${parent}.sectionName`,
    ]);
  });
});
