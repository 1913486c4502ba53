import { expect } from "chai";
import { producedHosts as planned } from "../../../plan/produced.ts";
import { producedHosts, produces, serverOf } from "../../../policy/model/registries.ts";
import { parseDestinations } from "../../../policy/model/registries-destination.ts";
import { installation } from "../../plan/planned.ts";
import { fleetOf } from "../../support/plan.ts";
import { planBridge } from "../../../plan/registries.ts";
import { facts } from "../world.ts";

describe("hosts that a registry produces", () => {
  const cases: readonly (readonly [registry: Readonly<Record<string, unknown>>, hosts: readonly string[]])[] = [
    [{ type: "nacos", nacosNamespaceId: "a_b", nacosGroups: ["G_1", "g"] }, ["*.G-1.a-b.nacos", "*.g.a-b.nacos"]],
    [{ type: "nacos2" }, ["*.DEFAULT-GROUP.public.nacos"]],
    [{ type: "nacos3", nacosNamespaceId: "", nacosGroups: [] }, ["*.DEFAULT-GROUP.public.nacos"]],
    [{ type: "consul", consulDatacenter: "dc_1" }, ["*.dc-1.consul"]],
    [{ type: "consul" }, ["*.consul"]],
    [{ type: "eureka", name: "x" }, ["*.eureka"]],
    [{ type: "zookeeper" }, ["*.zookeeper"]],
    [{ type: "static", name: "radar" }, ["radar.static"]],
    [{ type: "dns", name: "vendor" }, ["vendor.dns"]],
    [{ type: "edas", name: "x" }, []],
    [{}, []],
  ];
  for (const [registry, hosts] of cases) {
    it(`are ${hosts.join(", ") || "none"} for ${JSON.stringify(registry)}`, () => {
      expect(producedHosts(registry)).to.deep.equal(hosts);
    });
  }

  it("are those that the program counts on, for every registry of the example fleets", () => {
    const tenants = ["fleets/test.yaml", "fleets/prod.yaml"].flatMap((file) => fleetOf(file).tenants);
    const registries = tenants.flatMap((tenant) => tenant.registries);
    expect(registries).to.not.be.empty;
    for (const registry of registries) {
      const [written] = planBridge(installation(), [registry])?.spec.registries ?? [];
      expect(producedHosts(written ?? {}), registry.name).to.deep.equal(planned(registry));
    }
  });

  it("are compared letter by letter, a pattern standing for a service with a name", () => {
    expect(produces("*.g.a.nacos", "x.g.a.nacos")).to.equal(true);
    expect(produces("*.g.a.nacos", "x.y.g.a.nacos")).to.equal(true);
    for (const host of ["x.G.a.nacos", ".g.a.nacos", "g.a.nacos", "x.g.a.nacos.evil", "xg.a.nacos"]) {
      expect(produces("*.g.a.nacos", host), host).to.equal(false);
    }
    expect(produces("vendor.dns", "vendor.dns")).to.equal(true);
    expect(produces("vendor.dns", "x.vendor.dns")).to.equal(false);
  });
});

describe("a registry's server", () => {
  it("has one spelling, whatever a pod may call it", () => {
    const full = "nacos.monitoring.svc.cluster.local";
    for (const name of ["nacos.monitoring", "NACOS.monitoring.svc", `${full}.`]) {
      expect(serverOf(name, "acme-gateway", facts()), name).to.equal(full);
    }
    expect(serverOf("nacos", "acme-gateway", facts())).to.equal("nacos.acme-gateway.svc.cluster.local");
    expect(serverOf("Nacos.Acme.example", "acme-gateway", facts())).to.equal("nacos.acme.example");
    expect(serverOf(undefined, "acme-gateway", facts())).to.not.equal(serverOf("nacos", "acme-gateway", facts()));
  });
});

describe("a destination annotation", () => {
  it("is lines of weight, host, port and subset", () => {
    expect(parseDestinations("60% http://a.b.nacos:8080 v1\n 40%  [x].dns \n")).to.deep.equal([
      { host: "a.b.nacos", weight: 60 },
      { host: "[x].dns", weight: 40 },
    ]);
    expect(parseDestinations("a.dns")).to.deep.equal([{ host: "a.dns", weight: 100 }]);
  });

  for (const [value, problem] of [
    ["", "line 1 names no host"],
    ["a.dns\n\n", "line 2 names no host"],
    ["100%", "line 1 names no host"],
    ["x% a.dns", 'line 1 begins with "x%", which is no weight'],
    ["-1% a.dns", 'line 1 begins with "-1%", which is no weight'],
    ["a.dns:http", 'line 1 has "http" as port'],
    ["a.dns:0", 'line 1 has "0" as port'],
    ["a.dns:65536", 'line 1 has "65536" as port'],
    [":80", "line 1 names no host"],
    ["50% a.dns v1 v2", "line 1 has more than weight, host and subset"],
  ] as const) {
    it(`cannot be read as ${JSON.stringify(value)}`, () => {
      expect(parseDestinations(value)).to.include(problem);
    });
  }
});
