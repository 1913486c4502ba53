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

describe("destinations", () => {
  it("differ, and of Services their ports may, since a service of a registry has one for routes", () => {
    expect(acme({ host: "a.eureka", weight: 50 }, { host: "a.eureka", weight: 50 })).to.deep.equal([
      `${place}[1].host: "a.eureka" is a destination twice | Add the weights up in one destination.`,
    ]);
    expect(acme({ host: "a.eureka", weight: 50, port: 1 }, { host: "a.eureka", weight: 50, port: 1 })).to.deep.equal([
      `${place}[1].host: "a.eureka" is a destination twice | Add the weights up in one destination.`,
    ]);
    for (const port of [1, 2]) {
      const twice = acme(
        { host: "a.eureka", weight: 50, ...(port > 1 && { port: 1 }) },
        { host: "a.eureka", weight: 50, port },
      );
      expect(twice).to.deep.equal([
        `${place}[1].host: "a.eureka" is a destination twice | Add the weights up in one destination.`,
      ]);
    }
    expect(acme({ service: "a", weight: 50, port: 1 }, { service: "a", weight: 50, port: 2 })).to.deep.equal([]);
  });

  it("have ports", () => {
    expect(acme({ host: "a.eureka", port: 65536, weight: 100 })).to.deep.equal([
      `${place}[0].port: 65536 is no port | Use a whole number from 1 to 65535.`,
    ]);
  });
});
