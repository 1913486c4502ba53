import { expect } from "chai";
import { keyAuth } from "../../../../plan/plugins/builtin/key-auth.ts";
import { faults, told } from "../told.ts";

const partner = "{ name: partner, apiKey: { secret: keys, key: partner } }";

describe("Plugin key-auth", () => {
  it("looks for keys in headers, or else in parameters, and says both", () => {
    const consumers = [{ name: "partner", credential: "${secret.acme-gateway/keys.partner}" }];
    expect(told(keyAuth, `{ headers: [X-API-Key], consumers: [${partner}] }`)).to.deep.equal({
      global_auth: true,
      keys: ["x-api-key"],
      in_header: true,
      in_query: false,
      consumers,
    });
    expect(told(keyAuth, `{ everywhere: false, query: [apikey], consumers: [${partner}] }`)).to.deep.equal({
      global_auth: false,
      keys: ["apikey"],
      in_header: false,
      in_query: true,
      consumers,
    });
  });

  it("is told of a rule whom it lets in", () => {
    expect(told(keyAuth, "{ allow: [partner] }", "rule")).to.deep.equal({ allow: ["partner"] });
  });

  for (const where of ["", "headers: [x-api-key], query: [apikey], "]) {
    it(`is refused with ${where === "" ? "no place of keys, for it would then let everybody in" : "two places of keys"}`, () => {
      expect(faults(keyAuth, `{ config: { ${where}consumers: [${partner}] } }`)).to.deep.equal([
        "config: the map does not name exactly one place of keys\n    Give either headers or query.",
      ]);
    });
  }

  for (const name of ["x-mse-consumer", "X-Higress-Fleet-Client", "x-forwarded-for"]) {
    it(`is refused with keys in ${name}, where the entry says who a client is`, () => {
      expect(faults(keyAuth, `{ config: { headers: [${name}], consumers: [${partner}] } }`)).to.deep.equal([
        `config.headers[0]: "${name}" is a header of the entry's and the gateway's\n    Take one of the clients' own: "x-api-key".`,
      ]);
    });
  }

  it("is refused with one key for two consumers, for it would then let everybody in", () => {
    const other = "{ name: other, apiKey: { secret: keys, key: partner } }";
    expect(faults(keyAuth, `{ config: { headers: [x-api-key], consumers: [${partner}, ${other}] } }`)).to.deep.equal([
      'config.consumers[1].apiKey: "keys/partner" is the key of two consumers\n    Give each its own.',
    ]);
  });

  it("is refused without consumers, and with an empty list of those whom a rule lets in", () => {
    expect(faults(keyAuth, "{ config: { headers: [x-api-key], consumers: [] } }")).to.deep.equal([
      "config.consumers: the list is empty\n    Name at least one consumer.",
    ]);
    expect(
      faults(
        keyAuth,
        `{ config: { headers: [x-api-key], consumers: [${partner}] }, rules: [{ routes: [a], config: { allow: [] } }] }`,
      ),
    ).to.deep.equal(["rules[0].config.allow: the list is empty\n    Name at least one consumer."]);
  });

  it("never shows a key that somebody wrote where its Secret belongs", () => {
    const found = faults(keyAuth, "{ config: { headers: [x-api-key], consumers: [{ name: a, apiKey: 0815-4711 }] } }");
    expect(found).to.have.lengthOf(1);
    expect(found.join()).not.to.include("4711");
  });
});
