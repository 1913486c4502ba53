import { expect } from "chai";
import { faultsOfRoutes } from "../traffic/annotations.ts";

const route = (name: string, rest = "", port = 80) =>
  `{ name: ${name}, host: api.acme.org, path: /${name}, backend: { service: orders, port: ${port} }${rest} }`;
const to = (name: string, destination: string, rest = "") =>
  `{ name: ${name}, host: api.acme.org, path: /${name}, backend: { destinations: [${destination}] }${rest} }`;

const remedy = "Say the same on both routes, or lead one of them to another Service or port.";

describe("A backend of two routes", () => {
  it("is told the same by both, whatever else they say", () => {
    expect(faultsOfRoutes(route("a", ", balance: random"), route("b", ", balance: random, timeout: 1s"))).to.deep.equal(
      [],
    );
    expect(faultsOfRoutes(route("a", ", protocol: http"), route("b"))).to.deep.equal([]);
    expect(faultsOfRoutes(route("a"), route("b", ", timeout: 1s"))).to.deep.equal([]);
  });

  it("may be told otherwise on another port", () => {
    expect(faultsOfRoutes(route("a", ", protocol: grpc"), route("b", "", 81))).to.deep.equal([]);
  });

  it("is told nothing by a redirect, which does not ask it", () => {
    const redirect = route("a", ", redirect: { to: https://b.org }");
    expect(faultsOfRoutes(redirect, route("b", ", protocol: grpc"))).to.deep.equal([]);
    expect(faultsOfRoutes(route("b", ", protocol: grpc"), redirect)).to.deep.equal([]);
  });

  it("is refused with two protocols", () => {
    expect(faultsOfRoutes(route("a", ", protocol: grpc"), route("b", ", protocol: http2"))).to.deep.equal([
      `tenants[0].routes[1].protocol: route "a" leads to "orders" on the same port and says otherwise, and Higress keeps one of the two for both\n    ${remedy}`,
    ]);
  });

  it("is refused where one says something and the other nothing", () => {
    const told = 'route "a" leads to "orders" on the same port';
    expect(faultsOfRoutes(route("a", ", balance: random"), route("b"))).to.deep.equal([
      `tenants[0].routes[1].backend: ${told} and has "balance", which Higress keeps for the backend and not for a route\n    ${remedy}`,
    ]);
    expect(faultsOfRoutes(route("a"), route("b", ", balance: random"))).to.deep.equal([
      `tenants[0].routes[1].balance: ${told} and says otherwise, and Higress keeps one of the two for both\n    ${remedy}`,
    ]);
  });

  it("is told once where one route says otherwise than several", () => {
    const told = "says otherwise, and Higress keeps one of the two for both";
    expect(
      faultsOfRoutes(route("a"), route("b", ", balance: random"), route("c"), route("d")).map(
        (each) => each.split("\n")[0],
      ),
    ).to.deep.equal([`tenants[0].routes[1].balance: route "a" leads to "orders" on the same port and ${told}`]);
    expect(
      faultsOfRoutes(route("a", ", balance: random"), route("b"), route("c")).map((each) => each.split("\n")[0]),
    ).to.deep.equal([`tenants[0].routes[0].balance: route "b" leads to "orders" on the same port and ${told}`]);
  });

  it("is told nothing by a version that is not active, unless it answers a preview", () => {
    const blueGreen = (preview: string) =>
      `{ name: a, host: api.acme.org, protocol: grpc, backend: { active: blue, blue: { service: web, port: 80 }, green: { service: orders, port: 80 }${preview} } }`;
    expect(faultsOfRoutes(blueGreen(""), route("b"))).to.deep.equal([]);
    expect(faultsOfRoutes(blueGreen(", preview: { header: x-preview, value: next }"), route("b"))).to.deep.equal([
      `tenants[0].routes[1].backend: route "a" leads to "orders" on the same port and has "protocol", which Higress keeps for the backend and not for a route\n    ${remedy}`,
    ]);
  });

  it("is refused behind a registry too, where one of two destinations names no port", () => {
    const faults = faultsOfRoutes(
      to("a", "{ registry: billing, port: 443 }", ", balance: random"),
      to("b", "{ registry: billing }", ", balance: path"),
    );
    expect(faults).to.deep.equal([
      `tenants[0].routes[1].balance: route "a" leads to "billing.static" on the same port and says otherwise, and Higress keeps one of the two for both\n    ${remedy}`,
    ]);
  });
});
