import { expect } from "chai";
import { basicAuth } from "../../../../plan/plugins/builtin/basic-auth.ts";
import { faults, told } from "../told.ts";

const alice = "{ name: alice, user: a.smith, password: { secret: people, key: alice } }";
const consumers = (...each: readonly string[]): string => `consumers: [${each.join(", ")}]`;

describe("Plugin basic-auth", () => {
  it("is told consumers by user and reference, hashes alone, and always whom it asks", () => {
    expect(told(basicAuth, `{ ${consumers(alice)} }`)).to.deep.equal({
      global_auth: true,
      encrypted: true,
      consumers: [{ name: "alice", credential: "a.smith:${secret.acme-gateway/people.alice}" }],
    });
    expect(told(basicAuth, `{ everywhere: false, realm: Our shop, ${consumers(alice)} }`)).to.deep.equal({
      global_auth: false,
      encrypted: true,
      consumers: [{ name: "alice", credential: "a.smith:${secret.acme-gateway/people.alice}" }],
      realm: '"Our shop"',
    });
  });

  it("is told of a rule whom it lets in", () => {
    expect(told(basicAuth, "{ allow: [alice] }", "rule")).to.deep.equal({ allow: ["alice"] });
  });

  it("takes rules that name its consumers", () => {
    const rules = "rules: [{ routes: [orders], config: { allow: [alice] } }]";
    expect(faults(basicAuth, `{ config: { everywhere: false, ${consumers(alice)} }, ${rules} }`)).to.deep.equal([]);
  });

  it("is refused with rules alone, for it would then let everybody in", () => {
    expect(faults(basicAuth, "{ rules: [{ routes: [orders], config: { allow: [alice] } }] }")).to.deep.equal([
      "config: names no consumers, and with rules alone the plugin lets everybody in\n" +
        "    Name them in config; everywhere: false there asks the requests of rules alone.",
    ]);
  });

  it("is refused where it would ask nobody", () => {
    expect(faults(basicAuth, `{ config: { everywhere: false, ${consumers(alice)} } }`)).to.deep.equal([
      "config.everywhere: is false, and no rule asks anybody either\n    Add rules, or leave it out.",
    ]);
  });

  it("is refused with a rule for somebody whom it does not know", () => {
    expect(
      faults(
        basicAuth,
        `{ config: { ${consumers(alice)} }, rules: [{ routes: [orders], config: { allow: [alice, bob] } }] }`,
      ),
    ).to.deep.equal([
      'rules[0].config.allow[1]: "bob" is none of the plugin\'s consumers: alice\n' +
        "    Name one of them, or add it to config.consumers.",
    ]);
  });

  it("is refused with two consumers of one name or one user", () => {
    const bob = "{ name: bob, user: a.smith, password: { secret: people, key: bob } }";
    const twin = "{ name: alice, user: other, password: { secret: people, key: bob } }";
    expect(faults(basicAuth, `{ config: { ${consumers(alice, bob)} } }`)).to.deep.equal([
      'config.consumers[1].user: "a.smith" is the user of two consumers\n    Give each its own.',
    ]);
    expect(faults(basicAuth, `{ config: { ${consumers(alice, twin)} } }`)).to.deep.equal([
      'config.consumers[1].name: "alice" is the name of two consumers\n    Give each its own.',
    ]);
  });

  it("is refused with a user that would be read up to its colon", () => {
    expect(
      faults(basicAuth, "{ config: { consumers: [{ name: a, user: 'a:b', password: { secret: p, key: a } }] } }"),
    ).to.deep.equal([
      'config.consumers[0].user: "a:b" is no name of a user\n' +
        '    Use letters, digits and signs without spaces, and no ":".',
    ]);
  });

  it("never shows a password that somebody wrote where its Secret belongs", () => {
    const found = faults(basicAuth, "{ config: { consumers: [{ name: a, user: a, password: hunter2 }] } }");
    expect(found).to.have.lengthOf(1);
    expect(found.join()).not.to.include("hunter2");
  });
});
