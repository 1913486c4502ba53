import { expect } from "chai";
import type { EurekaRegistry, NacosRegistry, Registry } from "../../../plan/model/registry.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const server = { domain: "10.70.0.1", port: 8848, cidrs: [] };
const nacos = (change: Partial<NacosRegistry> = {}): NacosRegistry => ({
  ...server,
  type: "nacos2",
  name: "nacos",
  namespaceId: "globex",
  groups: ["A", "B"],
  ...change,
});
const eureka: EurekaRegistry = {
  ...server,
  type: "eureka",
  name: "eureka",
  vport: { default: 80, services: [{ service: "ORDERS", port: 81 }] },
};

const globex = (...registries: readonly Registry[]) => told(changeTenant(validFleet(), "globex", { registries }));
const place = "tenants[1].registries[0]";

describe("A login", () => {
  const credentials = { secret: "login", generate: false };
  it("is for a Nacos to which the controller logs in", () => {
    expect(globex(nacos({ type: "nacos", credentials }))).to.deep.equal([
      `${place}.credentials: registry "nacos" is a Nacos 1, to which the controller does not log in | Use type "nacos2", which a Nacos 2 needs anyway, or remove the credentials.`,
    ]);
    for (const type of ["nacos2", "nacos3"] as const) expect(globex(nacos({ type, credentials }))).to.deep.equal([]);
  });
});

describe("A timeout", () => {
  const chart = { from: "repository", repository: "https://charts.example.com", name: "higress-core" } as const;
  const withChart = (version: string) => {
    const fleet = changeTenant(validFleet(), "globex", { registries: [nacos({ timeout: 5 })] });
    return told({ ...fleet, higress: { ...fleet.higress, chart: { ...chart, version } } });
  };
  it("needs a chart that reads it", () => {
    expect(withChart("2.2.3").filter((finding) => finding.includes("timeout"))).to.deep.equal([
      `${place}.timeout: chart "2.2.3" does not read it | Use chart "2.2.4" or later, or remove it.`,
    ]);
    expect(withChart("2.2.4").filter((finding) => finding.includes("timeout"))).to.deep.equal([]);
  });
});

describe("The port of a registry that is one service", () => {
  const direct = { name: "own", port: 443, protocol: "https", cidrs: [] } as const;
  const registries: readonly Registry[] = [
    { ...direct, type: "dns", domains: ["a.monitoring.svc.cluster.local"] },
    { ...direct, name: "fixed", type: "static", endpoints: ["192.0.2.10:8443"] },
  ];
  for (const host of ["own.dns", "fixed.static"]) {
    it(`is the one of routes that lead to ${host}`, () => {
      const route = { name: "web", host: "app.globex.aigw.example.com", path: "/", pathType: "Prefix" } as const;
      const found = (port?: number) => {
        const backend = { destinations: [{ host, weight: 100, ...(port !== undefined && { port }) }] };
        return told(changeTenant(validFleet(), "globex", { registries, routes: [{ ...route, backend }] }));
      };
      expect(found(80)).to.deep.equal([
        "tenants[1].routes[0].backend.destinations[0].port: port 80 is not the one that the registry's port gives the service, which is 443 | Remove it, write 443, or change port.",
      ]);
      expect([found(), found(443)]).to.deep.equal([[], []]);
    });
  }
});

describe("A port that a registry gives its services", () => {
  it("is of a group that is fetched, and one for each service", () => {
    const services = [
      { service: "a", group: "C", port: 1 },
      { service: "a", port: 2 },
      { service: "a", group: "B", port: 3 },
      { service: "a", group: "B", port: 4 },
    ];
    expect(globex(nacos({ vport: { default: 80, services } }))).to.deep.equal([
      `${place}.vport.services[0].group: registry "nacos" does not fetch group "C" | Name one of "A", "B".`,
      `${place}.vport.services[1].group: registry "nacos" fetches several groups, and none is named | Name one of "A", "B".`,
      `${place}.vport.services[3].service: service "a" has a port already | Keep one of the two.`,
    ]);
  });

  for (const [host, port, wanted] of [
    ["ORDERS.eureka", 80, 81],
    ["OTHER.eureka", 81, 80],
    ["a.A.globex.nacos", 1, 8080],
    ["a.B.globex.nacos", 1, 8081],
  ] as const) {
    const found = (number?: number) => {
      const registries = [
        nacos({ vport: { default: 8080, services: [{ service: "a", group: "B", port: 8081 }] } }),
        eureka,
      ];
      const destination = { host, weight: 100, ...(number !== undefined && { port: number }) };
      const route = { name: "web", host: "app.globex.aigw.example.com", path: "/", pathType: "Prefix" } as const;
      const routes = [{ ...route, backend: { destinations: [destination] } }];
      return told(changeTenant(validFleet(), "globex", { registries, routes }));
    };
    it(`is the only one of ${host}`, () => {
      expect(found(port)).to.deep.equal([
        `tenants[1].routes[0].backend.destinations[0].port: port ${port} is not the one that the registry's vport gives the service, which is ${wanted} | Remove it, write ${wanted}, or change vport.`,
      ]);
      expect([found(wanted), found()]).to.deep.equal([[], []]);
    });
  }
});

describe("What is looked for in a registry and has no effect", () => {
  const registry = '{ type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }';
  const consul = "{ type: consul, name: c, domain: 192.0.2.1, datacenter: a";
  const said = (text: string) => faultsOf(spoil(registry, text)).map((fault) => fault.replace(/^\S+ /, "").split("\n"));
  const settings = {
    healthCheck: "nothing checks the health",
    region: "the controller knows no places",
    consulNamespace: "the controller does not pass a namespace on",
    nacosAddressServer: "it would say at run time where Nacos is",
    proxyName: "nothing sends a gateway through a proxy",
    metadata: "the controller has the field and reads it nowhere",
    enableMCPServer: "tools that a Nacos lists would become routes on any host",
    nacosSecretKey: "the fleet file holds no credentials",
  };
  for (const [key, reason] of Object.entries(settings)) {
    it(`is refused with the reason: ${key}`, () => {
      const [[first = "", second = ""] = [], ...others] = said(`${consul}, ${key}: "true" }`);
      expect(first.startsWith(`tenants[0].registries[0].${key}: ${reason}`), first).to.equal(true);
      expect(second).to.not.equal("");
      expect(others).to.deep.equal([]);
    });
  }

  it("is a proxy of the tenant's", () => {
    const [first = ""] = faultsOf(spoil("    registries:\n", "    proxies: []\n    registries:\n"));
    expect(first).to.include("tenants[0].proxies: nothing sends a gateway through a proxy");
  });

  it("is a type too", () => {
    expect(said(registry.replace("static", "edas"))).to.deep.equal([
      [
        'tenants[0].registries[0].type: "edas" is not one of the choices',
        '    Write type "nacos2" and the address of the Nacos that it offers.',
      ],
    ]);
    expect(said(registry.replace("static", "fixed"))[0]?.[1]).to.equal(
      '    Write type "static", with endpoints: ["10.0.0.1:8080"].',
    );
  });
});
