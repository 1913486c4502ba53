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
    expect(
      faults('headers: { request: { set: { x-a: "%REQ(:path?x-a)% %RESP(a_b):12% 100%% %START_TIME%" } } }'),
    ).to.deep.equal([]);
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
    "the host": [
      "{ request: { set: { Host: a } } }",
      'headers.request.set.Host: "Host" belongs to the message itself and cannot be changed\n    Change path and host under rewrite.',
    ],
    "the length": ["{ request: { remove: [Content-Length] } }", 'headers.request.remove[0]: "Content-Length" belongs'],
    "the path": [
      "{ request: { remove: [':path'] } }",
      'headers.request.remove[0]: ":path" belongs to the message itself and cannot be changed\n    Change path and host under rewrite.',
    ],
    "a space in a name": ["{ response: { add: { a b: c } } }", 'headers.response.add["a b"]: "a b" is no name'],
    "a line break": ['{ request: { set: { x-a: "a\\nb" } } }', 'headers.request.set.x-a: "a\\nb" is no value'],
    "an open variable": ["{ request: { set: { x-a: 100% } } }", 'headers.request.set.x-a: "100%" has a "%"'],
    "an unknown variable": [
      "{ request: { set: { x-a: '%SECRET%' } } }",
      'headers.request.set.x-a: "%SECRET%" has a "%"',
    ],
    "a name in a variable that is none": [
      "{ response: { set: { x-a: '%REQ(a:b)%' } } }",
      'headers.response.set.x-a: "%REQ(a:b)%" has a "%"',
    ],
    "no name in a variable": [
      "{ request: { set: { x-a: '%REQ(:)%' } } }",
      'headers.request.set.x-a: "%REQ(:)%" has a "%"',
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

  const credentials = [
    ["Authorization", "cookie", "X-Api-Key", "x-auth-token", "client_secret"],
    [
      "x-auth-key",
      "X-Access-Key",
      "private-key",
      "x-credential",
      "x-credentials",
      "x-jwt",
      "x-passwd",
      "x-pwd",
      "x-auth",
    ],
    [
      "x-goog-api-keys",
      "ocp-apim-subscription-key",
      "x-amz-security-token",
      "x-forwarded-authorization",
      "x-passphrase",
    ],
  ];
  for (const name of credentials.flat()) {
    it(`are refused where they carry credentials, without their value: ${name}`, () => {
      const [told = "", ...more] = faults(`headers: { request: { set: { ${name}: hunter2 } } }`);
      expect(more).to.deep.equal([]);
      expect(told).to.contain("carries credentials").and.not.contain("hunter2");
    });
  }

  for (const name of credentials.flat()) {
    it(`are refused without their value where that is wrong as well: ${name}`, () => {
      const told = faults(`headers: { request: { set: { ${name}: "hunter2 100%" } } }`);
      expect(told.join()).to.contain("carries credentials").and.not.contain("hunter2");
    });
  }

  for (const value of [
    "Bearer hunter2",
    "basic aHVudGVyMg==",
    "Basic %REQ(x-a)%",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJodW50ZXIyIn0.",
  ]) {
    it(`are refused with a value that carries credentials under any name, and without it: ${value}`, () => {
      expect(faults(`headers: { request: { add: { x-a: "${value}" } } }`)).to.deep.equal([
        "headers.request.add.x-a: the value (not shown) carries credentials, and this file is no place for them\n" +
          "    Have the backend know it, or a plugin set it with a reference to a Secret.",
      ]);
    });
  }

  it("may have names that only sound like credentials", () => {
    const names = [
      "idempotency-key",
      "x-cache-key",
      "x-auth-user",
      "www-authenticate",
      "x-tokenizer",
      "x-secretary",
      "keyboard",
    ];
    const set = names.map((name) => `${name}: basics`).join(", ");
    expect(faults(`headers: { response: { set: { ${set} } } }`)).to.deep.equal([]);
  });

  it("do not tell the address of the entry's pod for that of the client", () => {
    expect(faults("headers: { request: { set: { x-a: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%' } } }")).to.deep.equal([
      'headers.request.set.x-a: "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%" has the address of whom the gateway is asked by, which at a tenant\'s is a pod of the entry\n' +
        "    Have the backend read x-forwarded-for, to which the client's address is added.",
    ]);
  });
});
