import { expect } from "chai";
import { annotations, faults, faultsOfRoutes } from "./annotations.ts";

describe("The mirror of a route", () => {
  it("is a Service of the tenant's namespace by its bare name, and a share", () => {
    expect(annotations({ mirror: { service: "shadow", port: 8080, percent: 5 } })).to.deep.equal({
      "higress.io/mirror-target-service": "shadow:8080",
      "higress.io/mirror-percentage": "5",
    });
  });

  it("may leave out the share", () => expect(faults("mirror: { service: shadow, port: 80 }")).to.deep.equal([]));

  const blueGreen = (preview: string): readonly string[] =>
    faultsOfRoutes(
      `{ name: api, host: api.acme.org, mirror: { service: api-green, port: 80 }, backend: { active: blue, blue: { service: api-blue, port: 80 }, green: { service: api-green, port: 80 }${preview} } }`,
    );

  it("may be the one of blue and green that nobody is answered by", () => expect(blueGreen("")).to.deep.equal([]));

  it("is refused as the one that answers a preview", () => {
    expect(blueGreen(", preview: { header: x-preview, value: next }")).to.deep.equal([
      'tenants[0].routes[0].mirror.service: Service "api-green" answers variant "api.preview" already, and would do everything twice\n    Name another Service, or remove the mirror.',
    ]);
  });

  const share = "is no share\n    Use a whole number from 1 to 100, or remove the mirror.";
  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "the Service that answers": [
      "{ service: api, port: 8081 }",
      'mirror.service: Service "api" answers route "api" already, and would do everything twice\n    Name another Service, or remove the mirror.',
    ],
    "a Service of a variant": [
      "{ service: next, port: 80 }, variants: [{ name: a, when: { cookie: a, value: b }, backend: { service: next, port: 80 } }]",
      'mirror.service: Service "next" answers variant "api.a" already, and would do everything twice\n    Name another Service, or remove the mirror.',
    ],
    "Higress itself": [
      "{ service: higress-controller, port: 15014 }",
      'mirror.service: Service "higress-controller" is Higress itself and cannot be a backend\n    Name the application\'s own Service.',
    ],
    "another namespace": [
      "{ service: globex-gateway/web, port: 80 }",
      'mirror.service: "globex-gateway/web" is no bare name of a Service\n    Write "web" if it stands beside the gateway: none of another namespace can be named here.',
    ],
    "copies in a protocol that only the backend is spoken to in": [
      "{ service: shadow, port: 80 }, protocol: grpc",
      'mirror: gets its copies by plain HTTP, since "grpc" is spoken with the backend alone\n    Remove the mirror, or the protocol.',
    ],
    "no share": ["{ service: shadow, port: 80, percent: 0 }", `mirror.percent: 0 ${share}`],
    "more than all": ["{ service: shadow, port: 80, percent: 101 }", `mirror.percent: 101 ${share}`],
  };
  for (const [what, [mirror, told]] of Object.entries(refused)) {
    it(`is refused as ${what}`, () => expect(faults(`mirror: ${mirror}`)).to.deep.equal([told]));
  }
});
