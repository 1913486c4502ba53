import { expect } from "chai";
import { annotations, faults, faultsOfRoutes } from "./annotations.ts";

const statuses = (count: number): string => Array.from({ length: count }, (_, at) => 400 + at).join(", ");

describe("The fallback of a route", () => {
  it("is a Service of the own namespace, with statuses where it is to answer for those too", () => {
    expect(annotations({ fallback: { service: "sorry" } })).to.deep.equal({ "higress.io/default-backend": "sorry" });
    expect(annotations({ fallback: { service: "sorry", after: [503, 502] } })).to.deep.equal({
      "higress.io/default-backend": "sorry",
      "higress.io/custom-http-errors": "503,502",
    });
  });

  it("answers for as many statuses as Envoy takes", () => {
    expect(faults(`fallback: { service: a, after: [${statuses(50)}] }`)).to.deep.equal([]);
  });

  it("is refused as the backend itself", () => {
    expect(faults("fallback: { service: api }")).to.deep.equal([
      'fallback.service: Service "api" is the backend of route "api" itself\n    Name a Service that answers when that one does not.',
    ]);
  });

  it("may be the one of blue and green that is not active, since that one is no backend then", () => {
    const fallback = (service: string) =>
      faultsOfRoutes(
        `{ name: api, host: api.acme.org, fallback: { service: ${service} }, backend: { active: blue, blue: { service: api-blue, port: 80 }, green: { service: api-green, port: 80 } } }`,
      );
    expect(fallback("api-green")).to.deep.equal([]);
    expect(fallback("api-blue")).to.deep.equal([
      'tenants[0].routes[0].fallback.service: Service "api-blue" is the backend of route "api" itself\n    Name a Service that answers when that one does not.',
    ]);
  });

  for (const service of ["higress-gateway", "higress-controller", "higress-plugin-server", "redis-stack-server"]) {
    it(`is refused as Higress itself: ${service}`, () => {
      expect(faults(`fallback: { service: ${service} }`)).to.deep.equal([
        `fallback.service: Service "${service}" is Higress itself and cannot be a backend\n` +
          "    Name the application's own Service.",
      ]);
    });
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "a Service of another namespace": [
      "{ service: globex-gateway/shop }",
      'fallback.service: "globex-gateway/shop" is no bare name of a Service',
    ],
    "a Service by its full name": [
      "{ service: shop.globex-gateway.svc }",
      'fallback.service: "shop.globex-gateway.svc" is no bare name of a Service\n    Write "shop" if it stands beside the gateway: none of another namespace can be named here.',
    ],
    "a name in capitals": ["{ service: Sorry }", 'fallback.service: "Sorry" is not a DNS label'],
    "statuses alone": ["{ after: [502] }", "fallback.service: is missing"],
    "no status": ["{ service: a, after: [] }", "fallback.after: the list is empty"],
    "a good status": ["{ service: a, after: [200] }", "fallback.after[0]: 200 is no status of an error"],
    "a status twice": ["{ service: a, after: [502, 503, 502] }", "fallback.after[2]: 502 is there twice"],
    "more statuses than Envoy takes": [
      `{ service: a, after: [${statuses(51)}] }`,
      "fallback.after: the list has more than 50 statuses",
    ],
    "a range of statuses": ["{ service: a, after: [5xx] }", 'fallback.after[0]: "5xx" '],
    "a redirect beside it": ["{ service: a }, redirect: { to: https://b.org }", "redirect: a redirect asks no backend"],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(faults(`fallback: ${written}`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
