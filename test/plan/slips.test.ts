import { expect } from "chai";
import { joined } from "../../plan/checks/joined.ts";
import { mistyped } from "../../plan/schema/mistyped.ts";
import { otherType } from "../../plan/schema/refused.ts";
import { faultsOf, spoil } from "./written.ts";

const remedyOf = (value: string) =>
  mistyped("int", value, ["weight"], { plainText: () => undefined, swallowed: () => false })[1];

describe("slips that people often make", () => {
  it("in numbers are told with the number that is meant", () => {
    expect(remedyOf("90%")).to.equal("Write 90.");
    expect(remedyOf("5xx")).to.equal("Write each status by its number: 500, 503.");
    expect(remedyOf("80")).to.equal("Remove the quotes.");
    expect(remedyOf("many")).to.equal("Write a whole number.");
  });

  it("with a registry where only a Service can stand say so", () => {
    const text = spoil(
      "backend: { service: api, port: 8080 }",
      "mirror: { service: a@billing, port: 80 }, backend: { service: api, port: 8080 }",
    );
    expect(faultsOf(text)).to.deep.equal([
      'fleets/test.yaml:27:61 tenants[0].routes[0].mirror.service: "a@billing" is a service of a registry, where a Service beside the gateway is wanted\n    Name such a Service: Higress looks for nothing else here.',
    ]);
  });

  it("with a symmetric key lead to a pair of keys", () => {
    expect(otherType("oct", ["keys", 0, "kty"])).to.equal(
      "Have the issuer sign with a key pair, and write its public half: a symmetric key is a secret, by which every reader could make tokens.",
    );
    expect(otherType("oct", ["keys", 0, "crv"])).to.equal(undefined);
  });
});

describe("findings of several regions", () => {
  const finding = (region: string, path = "domain") => ({
    path: [path],
    message: `is out of region "${region}"`,
    remedy: "Go.",
  });

  it("are told once where nothing but the region differs", () => {
    expect(
      joined([
        { name: "a", findings: [finding("a")] },
        { name: "b", findings: [finding("b"), finding("b", "cidrs")] },
        { name: "c", findings: [finding("c"), finding("c", "cidrs")] },
      ]),
    ).to.deep.equal([
      { path: ["domain"], message: 'is out of regions "a" and "b" and "c"', remedy: "Go." },
      { path: ["cidrs"], message: 'is out of regions "b" and "c"', remedy: "Go." },
    ]);
  });

  it("stay apart where another way out is told", () => {
    const other = { ...finding("b"), remedy: "Stay." };
    expect(
      joined([
        { name: "a", findings: [finding("a")] },
        { name: "b", findings: [other] },
      ]),
    ).to.deep.equal([finding("a"), other]);
  });
});
