import { expect } from "chai";
import { annotations, faults } from "./annotations.ts";

describe("Headers of a route", () => {
  it("are told one per line, sorted, each change by its own annotation", () => {
    expect(
      annotations({
        headers: {
          request: { set: { "x-tenant": "acme", "x-env": "a prod" }, add: { via: "1.1 acme" }, remove: ["x-b", "x-a"] },
          response: { remove: ["server"] },
        },
      }),
    ).to.deep.equal({
      "higress.io/request-header-control-update": "x-env a prod\nx-tenant acme",
      "higress.io/request-header-control-add": "via 1.1 acme",
      "higress.io/request-header-control-remove": "x-a,x-b",
      "higress.io/response-header-control-remove": "server",
    });
  });

  it("have values with variables that Envoy knows, and a percent sign that is one", () => {
    expect(faults('headers: { request: { set: { x-a: "%REQ(:path)% 100%% %START_TIME%" } } }')).to.deep.equal([]);
  });

  it("may have names that every object of JavaScript has", () => {
    expect(
      faults("headers: { request: { set: { x-a: b }, add: { constructor: c }, remove: [tostring, valueof] } }"),
    ).to.deep.equal([]);
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "no change": ["{}", "headers: the map changes nothing"],
    "no change of requests": ["{ request: {} }", "headers.request: the map changes nothing"],
    "an empty change": ["{ response: { set: {} } }", "headers.response: the map changes nothing"],
    "the host": ["{ request: { set: { Host: a } } }", 'headers.request.set.Host: "Host" belongs to the message itself'],
    "the length": ["{ request: { remove: [Content-Length] } }", 'headers.request.remove[0]: "Content-Length" belongs'],
    "the path": ["{ request: { remove: [':path'] } }", 'headers.request.remove[0]: ":path" is no name of a header'],
    "a space in a name": ["{ response: { add: { a b: c } } }", 'headers.response.add["a b"]: "a b" is no name'],
    "a line break": ['{ request: { set: { x-a: "a\\nb" } } }', 'headers.request.set.x-a: "a\\nb" is no value'],
    "an open variable": ["{ request: { set: { x-a: 100% } } }", 'headers.request.set.x-a: "100%" has a "%"'],
    "an unknown variable": [
      "{ request: { set: { x-a: '%SECRET%' } } }",
      'headers.request.set.x-a: "%SECRET%" has a "%"',
    ],
    "a template": [
      "{ request: { set: { x-a: '${secret.a.b}' } } }",
      'headers.request.set.x-a: "${secret.a.b}" has "${"',
    ],
    "one in two spellings": ["{ request: { set: { x-a: b, X-A: c } } }", 'headers.request.set.X-A: "c" is there twice'],
    "one set and added": [
      "{ request: { set: { x-a: b }, add: { X-A: c } } }",
      'headers.request.add.x-a: header "x-a" is under "set" too',
    ],
    "one set and removed": [
      "{ request: { set: { x-a: b }, remove: [X-A] } }",
      'headers.request.remove[0]: header "x-a" is under "set" too',
    ],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`are refused with ${what}`, () => {
      const told = faults(`headers: ${written}`);
      expect(told).to.have.length(1);
      expect(told[0]?.slice(0, begin.length)).to.equal(begin);
    });
  }

  for (const name of ["Authorization", "cookie", "X-Api-Key", "x-auth-token", "client_secret"]) {
    it(`are refused where they carry credentials, without their value: ${name}`, () => {
      const [told = "", ...more] = faults(`headers: { request: { set: { ${name}: hunter2 } } }`);
      expect(more).to.deep.equal([]);
      expect(told).to.contain("carries credentials").and.not.contain("hunter2");
    });
  }
});
