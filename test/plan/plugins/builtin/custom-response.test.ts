import { expect } from "chai";
import { customResponse } from "../../../../plan/plugins/builtin/custom-response.ts";
import { faults, told } from "../told.ts";

describe("Plugin custom-response", () => {
  it("answers by itself, or in place of some answers", () => {
    expect(told(customResponse, "{ body: closed }")).to.deep.equal({ status_code: 200, headers: [], body: "closed" });
    const all = "{ status: 302, headers: { X-Why: busy, Location: 'https://www.example.com/a' }, after: [429, 503] }";
    expect(told(customResponse, all, "rule")).to.deep.equal({
      status_code: 302,
      headers: ["location=https://www.example.com/a", "x-why=busy"],
      enable_on_status: [429, 503],
    });
  });

  it("is refused where it answers nothing", () => {
    const nothing = "config: the map answers nothing\n    Write a body, headers or another status.";
    expect(faults(customResponse, "{ config: {} }")).to.deep.equal([nothing]);
    expect(faults(customResponse, "{ config: { status: 200, after: [404] } }")).to.deep.equal([nothing]);
    expect(faults(customResponse, "{ config: { body: '' } }")).to.deep.equal([
      'config.body: "" is empty\n    Write something, or leave it out.',
    ]);
  });

  it("is refused with a place to go that nobody is sent to", () => {
    expect(faults(customResponse, "{ config: { headers: { location: 'https://a.org' } } }")).to.deep.equal([
      "config: the map has a location that no status sends anybody to\n    Write status 301, 302, 303, 307 or 308.",
    ]);
  });

  it("is refused with what is no status, name or value", () => {
    expect(faults(customResponse, "{ config: { status: 99, headers: { content-length: '1' } } }")).to.deep.equal([
      "config.status: 99 is no status of an answer\n    Write a number from 200 to 599.",
      'config.headers.content-length: "content-length" belongs to the message itself and cannot be changed\n    Remove it.',
    ]);
    expect(faults(customResponse, "{ config: { body: a, after: [200] } }")).to.deep.equal([
      "config.after[0]: 200 is no status of an answer\n    Write a number from 300 to 599.",
    ]);
    expect(faults(customResponse, '{ config: { headers: { x-a: "a\\nb" } } }')).to.deep.equal([
      'config.headers.x-a: "a\\nb" is no value of a header\n' +
        "    Write one line of printable ASCII, at most 2000 characters, without spaces at the ends.",
    ]);
  });

  it('is refused with a "=" in a value, of which only what stands before would be sent', () => {
    for (const [name, value] of [
      ["strict-transport-security", "max-age=60"],
      ["x-a", "="],
    ]) {
      expect(faults(customResponse, `{ config: { body: a, headers: { ${name}: "${value}" } } }`)).to.deep.equal([
        `config.headers.${name}: "${value}" has a "=", and the plugin drops what follows it\n` +
          "    Write the value without, a redirect to an address without parameters, or have a backend answer.",
      ]);
    }
  });

  it("is refused with one header in two spellings", () => {
    expect(faults(customResponse, "{ config: { body: a, headers: { X-A: b, x-b: c, x-a: d } } }")).to.deep.equal([
      'config.headers.x-a: "d" is there twice, in other letters\n' +
        "    Keep one: upper and lower case are the same in names of headers.",
    ]);
  });

  it("is refused with a body of an answer that has none, and with a status twice", () => {
    for (const status of [204, 205, 304]) {
      expect(faults(customResponse, `{ config: { status: ${status} } }`)).to.deep.equal([]);
      expect(faults(customResponse, `{ config: { status: ${status}, body: a } }`)).to.deep.equal([
        "config: the map has a body, and an answer of this status has none\n    Remove the body, or write another status.",
      ]);
    }
    expect(faults(customResponse, "{ config: { body: a, after: [503, 404, 503] } }")).to.deep.equal([
      "config.after[2]: 503 is there twice\n    Keep one of the two.",
    ]);
  });
});
