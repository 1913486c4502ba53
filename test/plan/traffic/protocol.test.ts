import { expect } from "chai";
import { annotations, faults, faultsOfRoutes } from "./annotations.ts";

/** A route to the one static registry. */
const toBilling = (rest: string) =>
  `{ name: a, host: api.acme.org, path: /a, backend: { destinations: [{ registry: billing, port: 443 }] }, ${rest} }`;

const byRegistry = (field: string) => [
  `tenants[0].routes[0].${field}: registry "billing" says it of its hosts, and its word counts\n` +
    "    Remove it here, and give the registry `protocol` and, with TLS, `sni`.",
];

describe("The protocol of a route's backend", () => {
  it("is told in capitals", () => {
    for (const protocol of ["http", "http2", "https", "grpc", "grpcs"] as const) {
      expect(annotations({ protocol })).to.deep.equal({ "higress.io/backend-protocol": protocol.toUpperCase() });
    }
  });

  for (const protocol of ["HTTPS", "h2", "tcp", "dubbo", "http3"]) {
    it(`is refused as ${protocol}, which Higress would take for HTTP`, () => {
      const [told = "", ...more] = faults(`protocol: ${protocol}`);
      expect(more).to.deep.equal([]);
      expect(told).to.match(/^protocol: ".*" is not one of the choices\n/);
    });
  }

  it("is refused where the registry says it", () => {
    expect(faultsOfRoutes(toBilling("protocol: grpc"))).to.deep.equal(byRegistry("protocol"));
    expect(faultsOfRoutes(toBilling("timeout: 1s"))).to.deep.equal([]);
  });
});

describe("TLS to a route's backend", () => {
  it("names a Secret of the own namespace, and everything by on", () => {
    expect(annotations({ protocol: "https", backendTls: { secret: "to-a", serverName: "a.org" } })).to.deep.equal({
      "higress.io/backend-protocol": "HTTPS",
      "higress.io/proxy-ssl-secret": "to-a",
      "higress.io/proxy-ssl-verify": "on",
      "higress.io/proxy-ssl-name": "a.org",
      "higress.io/proxy-ssl-server-name": "on",
    });
    expect(annotations({ protocol: "grpcs", backendTls: { serverName: "a.org" } })).to.deep.equal({
      "higress.io/backend-protocol": "GRPCS",
      "higress.io/proxy-ssl-name": "a.org",
      "higress.io/proxy-ssl-server-name": "on",
    });
  });

  for (const protocol of ["http", "http2", "grpc"]) {
    it(`is refused beside ${protocol}`, () => {
      expect(faults(`protocol: ${protocol}, backendTls: { secret: a }`)).to.deep.equal([
        `backendTls: is only for a backend with TLS, and protocol is "${protocol}"\n` +
          '    Write "protocol: https" or "grpcs", or remove it: Higress would ignore it in silence.',
      ]);
    });
  }

  it("is refused without a protocol, and where the registry says it", () => {
    expect(faults("backendTls: { secret: a }")[0]).to.match(/^backendTls: is only for .* protocol is "http"/);
    expect(faultsOfRoutes(toBilling("backendTls: { secret: a }"))).to.deep.equal(byRegistry("backendTls"));
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    nothing: ["{}", "backendTls: the map changes nothing"],
    "a Secret of another namespace": ["{ secret: globex-gateway/tls }", "backendTls.secret: "],
    "a wildcard": ["{ serverName: '*.a.org' }", 'backendTls.serverName: "*.a.org" has a wildcard'],
    "a switch for trust": ["{ secret: a, verify: false }", "backendTls.verify: there is no such setting"],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(
        faults(`protocol: https, backendTls: ${written}`).map((fault) => fault.slice(0, begin.length)),
      ).to.deep.equal([begin]);
    });
  }
});
