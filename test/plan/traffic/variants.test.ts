import { expect } from "chai";
import { faults, faultsOfRoutes } from "./annotations.ts";

const backend = (written: string): readonly string[] =>
  faultsOfRoutes(`{ name: api, host: api.acme.org, backend: ${written} }`).map((fault) =>
    fault.replace("tenants[0].routes[0].", ""),
  );
const next = "backend: { service: next, port: 80 }";
const target =
  "Give either a Service and its port, or a service of a registry (service: orders@nacos), or a registry that is one service.";
const sign = "Give either header and value, or cookie and value.";
const kind = "Give either a service, or a registry that is one, or destinations, or active with blue and green.";

describe("A backend, as it is written,", () => {
  for (const written of [
    "{ destinations: [{ service: a, port: 80 }] }",
    "{ destinations: [{ service: a, port: 80, weight: 99 }, { registry: billing, weight: 1 }] }",
    "{ active: green, blue: { registry: billing }, green: { service: a, port: 80 } }",
    "{ active: blue, blue: { service: a, port: 80 }, green: { service: a, port: 81 }, preview: { cookie: p, value: '1' } }",
  ]) {
    it(`may be ${written}`, () => expect(backend(written)).to.deep.equal([]));
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "a Service and a registry in one": [
      "{ destinations: [{ service: a, registry: billing }] }",
      `backend.destinations[0]: the map does not name exactly one target\n    ${target}`,
    ],
    "a Service without its port": [
      "{ destinations: [{ service: a, weight: 100 }] }",
      "backend.destinations[0].port: is missing\n    Add it. Port of the Service. A service of a registry (`orders@nacos`) needs none: the registry knows one.",
    ],
    "a Service of another namespace": [
      "{ destinations: [{ service: web.globex-gateway, port: 80 }] }",
      'backend.destinations[0].service: "web.globex-gateway" is no bare name of a Service\n    Write "service: web" if it stands beside the gateway. One of another namespace is a dns registry with its full name under domains, and the route names that: "registry: <name>".',
    ],
    "a Service with its namespace before it": [
      "{ service: globex-gateway/web, port: 80 }",
      'backend.service: "globex-gateway/web" is no bare name of a Service\n    Write "service: web" if it stands beside the gateway. One of another namespace is a dns registry with its full name under domains, and the route names that: "registry: <name>".',
    ],
    "a Service in capitals": [
      "{ service: Web, port: 80 }",
      'backend.service: "Web" is not a DNS label\n    Use lower-case letters, digits and hyphens, with a letter or digit at both ends.',
    ],
    "the full name of a Service for a host": [
      "{ destinations: [{ host: web.globex-gateway.svc.cluster.local, port: 80 }] }",
      'backend.destinations[0].host: "web.globex-gateway.svc.cluster.local" is a host, and hosts of registries are computed\n    Write "service: web" if it stands beside the gateway. One of another namespace is a dns registry with its full name under domains, and the route names that: "registry: <name>".',
    ],
    "two versions of which none is said to answer": [
      "{ blue: { service: a, port: 80 }, green: { service: b, port: 80 } }",
      "backend.active: is missing\n    Add it. Which of the two answers.",
    ],
    "a third colour": [
      "{ active: red, blue: { service: a, port: 80 }, green: { service: b, port: 80 } }",
      'backend.active: "red" is not one of the choices\n    Write "blue" or "green".',
    ],
    "destinations beside colours": [
      "{ active: blue, blue: { service: a, port: 80 }, green: { service: b, port: 80 }, destinations: [] }",
      `backend: the map does not name exactly one kind of backend\n    ${kind}`,
    ],
  };
  for (const [what, [written, told]] of Object.entries(refused)) {
    it(`is refused as ${what}`, () => expect(backend(written)).to.deep.equal([told]));
  }
});

describe("Variants, as they are written,", () => {
  const noCookie =
    'is no value that a cookie can have\n    Write it as browsers send it, without spaces, commas, semicolons, quotes and backslashes: "a%20b".';
  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "an empty list": ["[]", "variants: the list is empty\n    Name a variant, or leave the list out."],
    "a header and a cookie at once": [
      `[{ name: a, when: { header: x-a, cookie: a, value: b }, ${next} }]`,
      `variants[0].when: the map does not name exactly one sign\n    ${sign}`,
    ],
    "no sign": [
      `[{ name: a, when: {}, ${next} }]`,
      `variants[0].when: the map does not name exactly one sign\n    ${sign}`,
    ],
    "a header of credentials": [
      `[{ name: a, when: { header: Cookie, value: a }, ${next} }]`,
      'variants[0].when.header: "Cookie" carries credentials or cookies, and this file is no place for their values\n    Compare a cookie in a variant\'s `when`; have credentials judged by a plugin.',
    ],
    "a cookie with a space": [
      `[{ name: a, when: { cookie: "a b", value: c }, ${next} }]`,
      'variants[0].when.cookie: "a b" is no name of a cookie\n    Use at most 100 letters, digits, "_", "." and "-", the first no "." or "-".',
    ],
    "a value with a semicolon": [
      `[{ name: a, when: { cookie: a, value: "b;c" }, ${next} }]`,
      `variants[0].when.value: "b;c" ${noCookie}`,
    ],
    "a cookie's value with a space": [
      `[{ name: a, when: { cookie: a, value: "b c" }, ${next} }]`,
      `variants[0].when.value: "b c" ${noCookie}`,
    ],
    "a cookie's value with a quote inside": [
      `[{ name: a, when: { cookie: a, value: 'b"c' }, ${next} }]`,
      `variants[0].when.value: "b\\"c" ${noCookie}`,
    ],
    "a header's value that carries credentials": [
      `[{ name: a, when: { header: x-a, value: Basic hunter2 }, ${next} }]`,
      "variants[0].when.value: the value (not shown) carries credentials, and this file is no place for them\n    Have credentials judged by a plugin.",
    ],
    "two colours": [
      "[{ name: a, when: { cookie: a, value: b }, backend: { active: blue } }]",
      "variants[0].backend: the map does not name exactly one kind of backend\n    Give either a service, or a registry that is one, or destinations.",
    ],
  };
  for (const [what, [written, told]] of Object.entries(refused)) {
    it(`are refused as ${what}`, () => expect(faults(`variants: ${written}`)).to.deep.equal([told]));
  }

  for (const value of ["b%20c", "b=c&d", '\\"b c\\"'.replace(" ", "+"), "a".repeat(200)]) {
    it(`may be those of cookie ${value.slice(0, 9)}`, () => {
      expect(faults(`variants: [{ name: a, when: { cookie: a, value: "${value}" }, ${next} }]`)).to.deep.equal([]);
    });
  }

  it("are what a canary is told to be", () => {
    expect(faults("canary: { weight: 10 }")).to.deep.equal([
      "canary: a canary is a weight, or a variant of the route\n    Give the new version a share under backend.destinations, or write variants: [{ name: canary, when: …, backend: … }].",
    ]);
  });

  it("are refused where a redirect answers", () => {
    const [told = "", ...more] = faults(
      `redirect: { to: "https://www.example.net" }, variants: [{ name: a, when: { cookie: a, value: b }, ${next} }]`,
    );
    expect(more).to.deep.equal([]);
    expect(told).to.contain('a redirect asks no backend, so "variants" would do nothing');
  });
});
