import { expect } from "chai";
import { annotations, faults } from "./annotations.ts";

describe("The mirror of a route", () => {
  it("is a Service of the tenant's namespace by its bare name, and a share", () => {
    expect(annotations({ mirror: { service: "shadow", port: 8080, percent: 5 } })).to.deep.equal({
      "higress.io/mirror-target-service": "shadow:8080",
      "higress.io/mirror-percentage": "5",
    });
  });

  it("may leave out the share", () => expect(faults("mirror: { service: shadow, port: 80 }")).to.deep.equal([]));

  const share = "is no share\n    Use a whole number from 1 to 100, or remove the mirror.";
  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "the Service that answers": [
      "{ service: api, port: 8081 }",
      'mirror.service: Service "api" answers the route already, and would do everything twice\n    Name another Service, or remove the mirror.',
    ],
    "a Service of a variant": [
      "{ service: next, port: 80 }, variants: [{ name: a, when: { cookie: a, value: b }, backend: { service: next, port: 80 } }]",
      'mirror.service: Service "next" answers the route already, and would do everything twice\n    Name another Service, or remove the mirror.',
    ],
    "Higress itself": [
      "{ service: higress-controller, port: 15014 }",
      'mirror.service: Service "higress-controller" is Higress itself and cannot be a backend\n    Name the Service of the tenant\'s application.',
    ],
    "another namespace": [
      "{ service: globex-gateway/web, port: 80 }",
      'mirror.service: "globex-gateway/web" is not a DNS label\n    Use lower-case letters, digits and hyphens, with a letter or digit at both ends.',
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
