import { expect } from "chai";
import rule from "../../../policy/rules/release-gateway-rbac-off.ts";
import { change, unknown } from "../harness.ts";
import { found, judged } from "../verdict.ts";
import { pick } from "../world.ts";

const release = pick("acme.release");
const path = "values.gateway.rbac.enabled";

describe("release-gateway-rbac-off", () => {
  it("refuses everything but the boolean false, absence included", () => {
    for (const value of [undefined, null, true, "false", 0, ""]) {
      expect(found(rule, change(release, path, value)), String(value)).to.deep.equal([path]);
    }
    expect(found(rule, change(release, "values", undefined))).to.deep.equal([path]);
  });

  it("refuses false at a place where the chart does not look", () => {
    const misplaced = change(change(release, path, undefined), 'values["higress-core"].gateway.rbac.enabled', false);
    expect(found(rule, misplaced)).to.deep.equal([path]);
    expect(found(rule, change(release, "chart", "higress"))).to.deep.equal([
      "values.higress-core.gateway.rbac.enabled",
    ]);
  });

  it("accepts false where the umbrella looks", () => {
    const umbrella = change(release, 'values["higress-core"].gateway.rbac.enabled', false);
    expect(found(rule, change(umbrella, "chart", "./local/chart/higress"))).to.deep.equal([]);
  });

  it("judges entry, gateways and tenants, and finds nothing in the world", () => {
    const names = judged(rule);
    expect(names).to.have.length(4);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
  });

  it("has nothing to say about other charts of the platform", () => {
    expect(found(rule, change(change(release, "chart", "grafana"), "namespace", "monitoring"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(release, path, unknown))).to.deep.equal([path]);
    expect(found(rule, change(release, "values.gateway", unknown))).to.deep.equal(["values.gateway"]);
  });
});
