import { expect } from "chai";
import { ipRestriction } from "../../../../plan/plugins/builtin/ip-restriction.ts";
import { faults, told } from "../told.ts";

describe("Plugin ip-restriction", () => {
  it("compares the address that the entry wrote down, and neither its own peer's nor what the client says", () => {
    expect(told(ipRestriction, "{ allow: [192.0.2.0/24, '2001:db8::/32'] }")).to.deep.equal({
      ip_source_type: "header",
      ip_header_name: "x-higress-fleet-client",
      allow: ["192.0.2.0/24", "2001:db8::/32"],
      status: 403,
      message: "Your IP address is blocked.",
    });
    expect(
      told(ipRestriction, "{ deny: [198.51.100.7/32], status: 404, message: Nothing here }", "rule"),
    ).to.deep.equal({
      ip_source_type: "header",
      ip_header_name: "x-higress-fleet-client",
      deny: ["198.51.100.7/32"],
      status: 404,
      message: "Nothing here",
    });
  });

  for (const lists of ["{}", "{ allow: [192.0.2.0/24], deny: [192.0.2.7/32] }"]) {
    it(`is refused with ${lists}`, () => {
      expect(faults(ipRestriction, `{ config: ${lists} }`)).to.deep.equal([
        "config: the map does not name exactly one list of networks\n    Give either allow or deny.",
      ]);
    });
  }

  it("is refused with an empty list, with what is no network, and with a status that lets in", () => {
    expect(faults(ipRestriction, "{ config: { allow: [] } }")).to.deep.equal([
      "config.allow: the list is empty\n    Name at least one network.",
    ]);
    expect(faults(ipRestriction, "{ config: { allow: [192.0.2.7] } }")).to.deep.equal([
      'config.allow[0]: "192.0.2.7" has no prefix length\n    Write "192.0.2.7/32" for this one address.',
    ]);
    expect(faults(ipRestriction, "{ config: { deny: [192.0.2.0/24], status: 200 } }")).to.deep.equal([
      "config.status: 200 is no status of a refusal\n    Write a number from 400 to 599.",
    ]);
  });
});
