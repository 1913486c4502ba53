import { expect } from "chai";
import fc from "fast-check";
import { violation } from "../../policy/message.ts";
import { rules } from "../../policy/rules.ts";
import { resource } from "./harness.ts";
import { facts, pick } from "./world.ts";

const rule = { remedy: "Do that." };
const said = (message: string, path = "spec.type") =>
  violation(rule, { path, message }, resource(pick("acme.quota")), facts());

describe("a violation", () => {
  it("has the place, what was seen, whose it is, and what to do", () => {
    expect(said("is open")).to.equal("spec.type: is open (tenant acme)\nDo that.");
    expect(violation(rule, { path: "", message: "is open" }, undefined, facts())).to.equal("is open\nDo that.");
  });

  it("is three lines with the rule's description, whatever is quoted in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (message, path) => {
        expect(said(`${message}\n\r\u2028x`, path).split(/[\n\r\u2028\u2029]/)).to.have.length(2);
      }),
    );
    for (const { title, why, remedy } of rules) expect(`${title}${why}${remedy}`).to.not.match(/\s{2}|[\n\r]/);
  });

  it("quotes no end of a text", () => {
    const [seen = ""] = said("x".repeat(5000)).split("\n");
    expect(seen).to.have.length(400);
    expect(seen).to.match(/^spec\.type: x+…$/);
  });

  it("quotes no credential", () => {
    const canaries = [
      "redis://user:hunter2-hunter2@cache.example",
      "sk-hunter2hunter2hunter2",
      "Bearer hunter2hunter2hunter2",
      "-----BEGIN RSA PRIVATE KEY-----\nhunter2hunter2\n-----END RSA PRIVATE KEY-----",
    ];
    for (const canary of canaries) {
      expect(said(`${JSON.stringify(canary)} is no host`), canary).to.match(
        /^spec\.type: "\[an? [a-zA-Z ]+\]\nDo that\.$/,
      );
    }
    expect(said('"https://example.com/a:b@c" is a URL')).to.include(
      '"https://example.com/a:b@c" is a URL (tenant acme)',
    );
  });
});
