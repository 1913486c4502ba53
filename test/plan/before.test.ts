import { expect } from "chai";
import { beforeOutputs, parseBefore } from "../../plan/index.ts";

const acme = { namespace: "acme-gateway", hosts: ["*.acme.example.com", "api.acme.com"], protected: true };

describe("what the last up left", () => {
  it("is nothing before the first up", () => {
    expect(parseBefore({})).to.deep.equal({ higress: {}, gateways: {}, tenants: {} });
    expect(parseBefore({ gateways: undefined, tenants: undefined })).to.deep.equal({
      higress: {},
      gateways: {},
      tenants: {},
    });
  });

  it("is every installation with its namespace, its hosts and whether it was protected", () => {
    const internal = { namespace: "higress-internal", protected: false };
    const higress = { chart: "2.2.4", crds: "2.2.5" };
    expect(parseBefore({ higress, gateways: { internal }, tenants: { acme } })).to.deep.equal({
      higress,
      gateways: { internal },
      tenants: { acme },
    });
  });

  it("is read from outputs of older versions, which say less, and of newer ones, which say more", () => {
    const { namespace } = acme;
    expect(parseBefore({ tenants: { acme: { namespace } } }).tenants).to.deep.equal({ acme: { namespace, hosts: [] } });
    expect(parseBefore({ tenants: { acme: { ...acme, colour: "red" } } }).tenants).to.deep.equal({ acme });
  });

  for (const [output, read, said] of [
    ["tenants", { tenants: "acme" }, "expected record"],
    ["tenants.acme.namespace", { tenants: { acme: { hosts: [] } } }, "expected string"],
    ["gateways.internal.protected", { gateways: { internal: { namespace: "a", protected: 1 } } }, "expected boolean"],
  ] as const) {
    it(`is refused where ${output} is what no version writes`, () => {
      expect(() => parseBefore(read))
        .to.throw(`The stack's output "${output}" is not as any version of this program writes it`)
        .with.property("message")
        .that.contains(said)
        .and.contains("`pulumi stack output`");
    });
  }

  it("names the outputs to be read", () => {
    expect(beforeOutputs).to.have.members(["place", ...Object.keys(parseBefore({}))]);
  });
});
