import { expect } from "chai";
import { recordFixture } from "./recorded.ts";
import { secretMark } from "./recorder.ts";
import { written } from "./written.ts";

describe("a generated Secret", function () {
  this.timeout(60_000);

  it("has one invented value per key, which leaves the program as a secret only", async () => {
    const { registered, named } = await recordFixture(["acme"]);
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "nacos", namespace: "acme-gateway", labels: { "higress-fleet.io/fleet": "test" } },
      stringData: { ...secretMark, value: { nacosPassword: "invented", nacosUsername: "invented" } },
    };
    expect(named("acme.secret.nacos").inputs).to.deep.equal(written(secret));
    const elsewhere = registered.filter(
      ({ name, inputs }) => name !== "acme.secret.nacos" && JSON.stringify(inputs).includes("invented"),
    );
    expect(elsewhere).to.deep.equal([]);
  });

  it("invents each value by itself, and so that it needs no quoting", async () => {
    const { registered } = await recordFixture(["acme"]);
    const passwords = registered.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
    expect(passwords.map(({ name, parent, inputs }) => [name, parent, inputs])).to.have.deep.members(
      ["nacosUsername", "nacosPassword"].map((key) => [
        `acme.secret.nacos.${key}`,
        "acme",
        { length: 32, special: false },
      ]),
    );
  });
});
