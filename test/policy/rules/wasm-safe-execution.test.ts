import { expect } from "chai";
import rule from "../../../policy/rules/wasm-safe-execution.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const plugin = pick("acme.plugin");
const set = (path: string, value: unknown) => found(rule, change(plugin, path, value));

describe("wasm-safe-execution", () => {
  it("refuses phases and strategies that do not exist", () => {
    for (const phase of ["DEFAULT", "authn", "", 0, 10])
      expect(set("spec.phase", phase), String(phase)).to.deep.equal(["spec.phase"]);
    expect(set("spec.failStrategy", "FAIL_CLOSED")).to.deep.equal(["spec.failStrategy"]);
    for (const phase of ["UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS", undefined]) {
      expect(set("spec.phase", phase), phase).to.deep.equal([]);
    }
  });

  it("refuses a guard that fails open, and no other plugin that does", () => {
    const failing = change(plugin, "spec.failStrategy", "FAIL_OPEN");
    for (const phase of ["AUTHN", "AUTHZ"]) {
      expect(found(rule, change(failing, "spec.phase", phase)), phase).to.deep.equal(["spec.failStrategy"]);
    }
    for (const phase of ["STATS", "UNSPECIFIED_PHASE", undefined]) {
      expect(found(rule, change(failing, "spec.phase", phase)), phase).to.deep.equal([]);
    }
    const given = { authPhases: ["STATS"] };
    expect(judge(rule, resource(change(failing, "spec.phase", "STATS")), facts(), given)).to.have.length(1);
    expect(set("spec.failStrategy", undefined), "closed is the default").to.deep.equal([]);
  });

  it("refuses a guard that guards nothing", () => {
    const path = ["spec.defaultConfigDisable"];
    expect(set("spec.matchRules", [])).to.deep.equal(path);
    expect(set("spec.matchRules", undefined)).to.deep.equal(path);
    expect(set("spec.matchRules", [{ domain: ["api.acme.example"], configDisable: true }])).to.deep.equal(path);
    const everywhere = change(plugin, "spec.defaultConfigDisable", undefined);
    expect(found(rule, change(everywhere, "spec.matchRules", undefined))).to.deep.equal([]);
    expect(found(rule, change(change(plugin, "spec.phase", "STATS"), "spec.matchRules", []))).to.deep.equal([]);
  });

  it("refuses a rule that selects nothing, for which the whole plugin is dropped", () => {
    for (const aimless of [{ config: {} }, { domain: [], ingress: [] }, { routeType: "HTTP" }]) {
      expect(set("spec.matchRules[2]", aimless)).to.deep.equal(["spec.matchRules[2]"]);
    }
    expect(set("spec.matchRules[2]", { service: ["orders.static"] })).to.deep.equal([]);
  });

  it("refuses the gateway's environment, and accepts variables of the plugin's own", () => {
    expect(
      set("spec.vmConfig", {
        env: [
          { name: "A", value: "1" },
          { name: "HOME", valueFrom: "HOST" },
        ],
      }),
    ).to.deep.equal(["spec.vmConfig.env[1].valueFrom"]);
    expect(set("spec.vmConfig", { env: [{ name: "A", value: "HOST", valueFrom: "INLINE" }] })).to.deep.equal([]);
  });

  it("has nothing to say about other kinds", () => {
    expect(found(rule, pick("acme.bridge"))).to.equal(undefined);
    expect(found(rule, plugin)).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(set("spec.failStrategy", unknown)).to.deep.equal(["spec.failStrategy"]);
  });
});
