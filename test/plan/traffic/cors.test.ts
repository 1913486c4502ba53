import { expect } from "chai";
import { annotations, faults, routeOf } from "./annotations.ts";

describe("Cross-origin calls of a route", () => {
  it("are told in full, so that nothing is left to what the controller takes by itself", () => {
    const { cors } = routeOf("cors: { origins: ['*'] }");
    expect(cors === undefined ? {} : annotations({ cors })).to.deep.equal({
      "higress.io/enable-cors": "true",
      "higress.io/cors-allow-origin": "*",
      "higress.io/cors-allow-methods": "GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS",
      "higress.io/cors-allow-headers": "authorization,content-type,x-requested-with",
      "higress.io/cors-allow-credentials": "false",
      "higress.io/cors-max-age": "3600",
    });
  });

  it("have origins as browsers spell them", () => {
    expect(
      routeOf("cors: { origins: ['https://*.Example.com', 'http://localhost:3000'] }").cors?.origins,
    ).to.deep.equal(["https://*.example.com", "http://localhost:3000"]);
  });

  it("may carry credentials from origins that are named", () => {
    expect(faults("cors: { origins: ['https://*.a.org'], credentials: true }")).to.deep.equal([]);
  });

  it("are refused with credentials from everywhere", () => {
    expect(faults("cors: { origins: ['*'], credentials: true }")).to.deep.equal([
      'cors.credentials: with origin "*" every page that a client opens could act in the client\'s name\n' +
        "    Name the origins, or remove the credentials.",
    ]);
  });

  it("are refused beside headers that write the same", () => {
    expect(
      faults("cors: { origins: ['*'] }, headers: { response: { set: { Access-Control-Allow-Origin: b } } }"),
    ).to.deep.equal([
      'cors: "headers" of the route write "access-control-allow-origin" too\n    Leave the header to this setting.',
    ]);
  });

  it("may stand beside the removal of what the backend says, which comes before", () => {
    expect(
      faults("cors: { origins: ['https://a.org'] }, headers: { response: { remove: [access-control-allow-origin] } }"),
    ).to.deep.equal([]);
  });

  for (const origin of [
    "a.org",
    "https://a.org/",
    "https://*",
    "https://a.*.org",
    "*.a.org",
    "ftp://a.org",
    "https://a.org:443",
    "null",
    "",
  ]) {
    it(`are refused from ${JSON.stringify(origin)}`, () => {
      expect(faults(`cors: { origins: ["${origin}"] }`)).to.deep.equal([
        `cors.origins[0]: ${JSON.stringify(origin)} is no origin as browsers send it\n` +
          '    Write scheme and host, with a port where it is not the scheme\'s own, and no path: "https://www.example.com", "https://*.example.com".',
      ]);
    });
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "no origin": ["origins: []", "cors.origins: the list is empty"],
    "all origins and another": [
      "origins: ['*', 'https://a.org']",
      'cors.origins: the list has "*" beside other origins',
    ],
    "an unknown method": ["origins: ['*'], methods: [FETCH]", 'cors.methods[0]: "FETCH" is not one of the choices'],
    "all headers": ["origins: ['*'], headers: ['*']", 'cors.headers[0]: "*" is not one header'],
    "no header": ["origins: ['*'], headers: []", "cors.headers: the list is empty, for which Higress takes"],
    "a header of two words": ["origins: ['*'], exposed: [a b]", 'cors.exposed[0]: "a b" is no name of a header'],
    "more than a day": ["origins: ['*'], maxAge: 25h", 'cors.maxAge: "25h" is longer than 24h'],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`are refused with ${what}`, () => {
      expect(faults(`cors: { ${written} }`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
