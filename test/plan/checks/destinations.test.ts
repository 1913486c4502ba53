import { expect } from "chai";
import type { Destination } from "../../../plan/model/backend.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

/** What is said when acme, which has a registry of most types, has one route with these destinations. */
const acme = (...destinations: readonly Destination[]) =>
  told(
    changeTenant(validFleet(), "acme", {
      routes: [{ name: "web", host: "api.acme.org", path: "/", pathType: "Prefix", backend: { destinations } }],
    }),
  );

const place = "tenants[0].routes[0].backend.destinations";

describe("weights of destinations", () => {
  it("add up to 100", () => {
    expect(acme({ host: "billing.static", weight: 60 }, { host: "partner.dns", weight: 30 })).to.deep.equal([
      `${place}: the weights add up to 90 | Change them so that they add up to 100.`,
    ]);
    expect(acme({ host: "billing.static", weight: 1 }, { host: "partner.dns", weight: 99 })).to.deep.equal([]);
  });

  it("need destinations", () => {
    expect(acme()).to.deep.equal([`${place}: the weights add up to 0 | Change them so that they add up to 100.`]);
  });
});

describe("hosts of destinations", () => {
  const forms =
    '"<service>.DEFAULT-GROUP.acme-prod.nacos", "<service>.zookeeper", "<service>.dc1.consul", "<service>.eureka", "billing.static", "partner.dns"';
  for (const host of [
    "orders.DEFAULT_GROUP.acme-prod.nacos",
    "orders.default-group.acme-prod.nacos",
    "orders.DEFAULT-GROUP.public.nacos",
    "DEFAULT-GROUP.acme-prod.nacos",
    "orders.dc2.consul",
    "dc1.consul",
    "eureka",
    "*.eureka",
    "billing.dns",
    "partner.static",
    "x.billing.static",
    "web.acme-gateway.svc.cluster.local",
    "orders.eureka 100% other.eureka",
    "orders\n.eureka",
    "",
  ]) {
    it(`may not be ${JSON.stringify(host)}`, () => {
      expect(acme({ host, weight: 100 })).to.deep.equal([
        `${place}[0].host: no registry of tenant "acme" produces ${JSON.stringify(host)} | Use a host of the form ${forms}; upper and lower case differ.`,
      ]);
    });
  }

  for (const host of [
    "orders.DEFAULT-GROUP.acme-prod.nacos",
    "com.shop.orders.DEFAULT-GROUP.acme-prod.nacos",
    "order_service.DEFAULT-GROUP.acme-prod.nacos",
    "providers:com.shop.Orders:1.0.0:shop.zookeeper",
    "orders.dc1.consul",
    "ORDERS.eureka",
    "billing.static",
    "partner.dns",
  ]) {
    it(`may be ${host}`, () => expect(acme({ host, weight: 100 })).to.deep.equal([]));
  }

  it("need a registry", () => {
    const routes = [
      {
        name: "web",
        host: "app.globex.aigw.example.com",
        path: "/",
        pathType: "Prefix",
        backend: { destinations: [{ host: "billing.static", weight: 100 }] },
      },
    ] as const;
    expect(told(changeTenant(validFleet(), "globex", { routes }))).to.deep.equal([
      'tenants[1].routes[0].backend.destinations[0].host: no registry of tenant "globex" produces "billing.static" | Declare the registry that knows it under registries.',
    ]);
  });

  it("differ, or their ports do", () => {
    expect(acme({ host: "a.eureka", weight: 50 }, { host: "a.eureka", weight: 50 })).to.deep.equal([
      `${place}[1].host: "a.eureka" is a destination twice | Add the weights up in one destination.`,
    ]);
    expect(acme({ host: "a.eureka", weight: 50, port: 1 }, { host: "a.eureka", weight: 50, port: 1 })).to.deep.equal([
      `${place}[1].host: "a.eureka:1" is a destination twice | Add the weights up in one destination.`,
    ]);
    expect(acme({ host: "a.eureka", weight: 50, port: 1 }, { host: "a.eureka", weight: 50, port: 2 })).to.deep.equal(
      [],
    );
  });

  it("have ports", () => {
    expect(acme({ host: "a.eureka", port: 65536, weight: 100 })).to.deep.equal([
      `${place}[0].port: 65536 is no port | Use a whole number from 1 to 65535.`,
    ]);
  });
});
