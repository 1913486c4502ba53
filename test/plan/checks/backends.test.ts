import { expect } from "chai";
import { acme, next, place, variant } from "./one-route.ts";

const higress = "is Higress itself and cannot be a backend | Name the application's own Service.";

describe("Services that answer a route", () => {
  for (const service of ["higress-gateway", "higress-controller", "higress-plugin-server", "redis-stack-server"]) {
    it(`are never ${service}, wherever it is named`, () => {
      const target = { service, port: 80 };
      const destinations = [{ ...target, weight: 100 }];
      expect(acme({ backend: target })).to.deep.equal([`${place}.backend.service: Service "${service}" ${higress}`]);
      expect(acme({ backend: { destinations } })).to.deep.equal([
        `${place}.backend.destinations[0].service: Service "${service}" ${higress}`,
      ]);
      expect(acme({ backend: { active: "blue", blue: next, green: target } })).to.deep.equal([
        `${place}.backend.green.service: Service "${service}" ${higress}`,
      ]);
      expect(acme({ variants: [variant({ backend: target })] })).to.deep.equal([
        `${place}.variants[0].backend.service: Service "${service}" ${higress}`,
      ]);
      expect(acme({ mirror: { ...target, percent: 1 } })).to.deep.equal([
        `${place}.mirror.service: Service "${service}" ${higress}`,
      ]);
    });
  }
});

describe("Backends of variants, and blue and green", () => {
  it("have weights that make a whole, and each destination once", () => {
    const destinations = [
      { ...next, weight: 50 },
      { ...next, weight: 40 },
    ];
    expect(acme({ variants: [variant({ backend: { destinations } })] })).to.deep.equal([
      `${place}.variants[0].backend.destinations: the weights add up to 90 | Change them so that they add up to 100.`,
      `${place}.variants[0].backend.destinations[1].service: "service next:80" is a destination twice | Add the weights up in one destination.`,
    ]);
  });

  it("may be Services and registries' hosts together", () => {
    const destinations = [
      { ...next, weight: 50 },
      { host: "billing.static", port: 443, weight: 50 },
    ];
    expect(
      acme({
        backend: { destinations },
        variants: [variant({ backend: { destinations: [{ ...next, weight: 100 }] } })],
      }),
    ).to.deep.equal([]);
    expect(acme({ backend: { active: "green", blue: next, green: { host: "billing.static" } } })).to.deep.equal([]);
  });
});
