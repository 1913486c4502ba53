import { expect } from "chai";
import { faults, faultsOfPath } from "./annotations.ts";

const times = (count: number, item: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => item(at)).join(", ");

const spread = "Keep those that are needed, or spread them over several routes.";

/** Something of so many entries, how many it may have, and what is said of one more. */
const lists: Readonly<Record<string, readonly [most: number, written: (count: number) => string, told: string]>> = {
  "headers to compare": [
    50,
    (count) => `match: { headers: [${times(count, (at) => `{ name: x-${at}, exact: a }`)}] }`,
    "match.headers: the list has more than 50 conditions",
  ],
  "parameters to compare": [
    50,
    (count) => `match: { query: [${times(count, (at) => `{ name: x-${at}, exact: a }`)}] }`,
    "match.query: the list has more than 50 conditions",
  ],
  origins: [
    100,
    (count) => `cors: { origins: [${times(count, (at) => `https://a${at}.org`)}] }`,
    "cors.origins: the list has more than 100 origins",
  ],
  "headers that pages may send": [
    100,
    (count) => `cors: { origins: ["*"], headers: [${times(count, (at) => `x-${at}`)}] }`,
    "cors.headers: the list has more than 100 headers",
  ],
  "headers that pages may read": [
    100,
    (count) => `cors: { origins: ["*"], exposed: [${times(count, (at) => `x-${at}`)}] }`,
    "cors.exposed: the list has more than 100 headers",
  ],
  "methods that pages may use": [
    7,
    (count) => `cors: { origins: ["*"], methods: [${times(count, () => "GET")}] }`,
    "cors.methods: the list has more than 7 methods",
  ],
  "methods to compare": [
    8,
    (count) => `match: { methods: [${times(count, () => "GET")}] }`,
    "match.methods: the list has more than 8 methods",
  ],
  variants: [
    100,
    (count) =>
      `variants: [${times(count, (at) => `{ name: v${at}, when: { cookie: a, value: "${at}" }, backend: { service: b, port: 80 } }`)}]`,
    "variants: the list has more than 100 variants",
  ],
  "headers to set": [
    100,
    (count) => `headers: { request: { set: { ${times(count, (at) => `x-${at}: a`)} } } }`,
    "headers.request: the map has more than 100 headers to change",
  ],
  "headers to add and remove": [
    100,
    (count) =>
      `headers: { response: { add: { ${times(count - 40, (at) => `x-${at}: a`)} }, remove: [${times(40, (at) => `y-${at}`)}] } }`,
    "headers.response: the map has more than 100 headers to change",
  ],
};

describe("A route", () => {
  for (const [what, [most, written, told]] of Object.entries(lists)) {
    it(`has at most ${most} ${what}`, () => {
      expect(faults(written(most))).to.deep.equal([]);
      expect(faults(written(most + 1))).to.deep.equal([`${told}\n    ${spread}`]);
    });
  }

  it("has at most 100 destinations, each of a whole percent", () => {
    const backend = (count: number) =>
      faults(
        `appRoot: /a }\n      - { name: b, host: api.acme.org, path: /b, backend: { destinations: [${times(count, (at) => `{ service: s${at}, port: 80, weight: 1 }`)}] }`,
      );
    expect(backend(100)).to.deep.equal([]);
    expect(backend(101)).to.have.length(1);
    expect(backend(101)[0]).to.contain("backend.destinations: the list has more than 100 destinations");
  });

  it("has a path of at most 500 characters", () => {
    const told = " is longer than 500 characters\n    Compare its beginning: a prefix fits all that follows.";
    for (const pathType of ["Prefix", "Exact", "ImplementationSpecific"]) {
      expect(faultsOfPath(`/${"a".repeat(499)}`, "timeout: 1s", pathType)).to.deep.equal([]);
      const [fault = "", ...more] = faultsOfPath(`/${"a".repeat(500)}`, "timeout: 1s", pathType);
      expect(more).to.deep.equal([]);
      expect(fault.slice(-told.length)).to.equal(told);
    }
  });

  it("loses no header twice", () => {
    expect(faults("headers: { request: { remove: [x-a, X-B, x-b] } }")).to.deep.equal([
      'headers.request.remove[2]: "x-b" is there twice\n    Keep one of the two.',
    ]);
  });
});
