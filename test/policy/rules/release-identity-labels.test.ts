import { expect } from "chai";
import rule from "../../../policy/rules/release-identity-labels.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, judged } from "../verdict.ts";
import { pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));

describe("release-identity-labels", () => {
  it("refuses labels by which pods are found, of templates and of pods", () => {
    for (const path of ["gateway.labels", "gateway.podLabels", "controller.labels", "controller.podLabels"]) {
      expect(withValue(`${path}.app`, "other")).to.deep.equal([`values.${path}.app`]);
      expect(withValue(`${path}.higress`, "globex-gateway-higress-gateway")).to.deep.equal([`values.${path}.higress`]);
      expect(withValue(`${path}.higress`, "")).to.deep.equal([`values.${path}.higress`]);
    }
  });

  it("refuses other names, since NetworkPolicies and permissions have the chart's", () => {
    expect(withValue("gateway.name", "edge")).to.deep.equal(["values.gateway.name"]);
    expect(withValue("controller.name", null)).to.deep.equal(["values.controller.name"]);
  });

  it("refuses accounts that are not the component's own, the namespace's default among them", () => {
    for (const component of ["gateway", "controller"]) {
      const path = `${component}.serviceAccount`;
      for (const account of [{ name: "default" }, { create: false }, { create: false, name: "default" }]) {
        expect(withValue(path, account), JSON.stringify(account)).to.deep.equal([`values.${path}.name`]);
      }
    }
    // The text is a name to the chart, and so is the other component's account.
    expect(withValue("gateway.serviceAccount.name", "higress-controller")).to.have.length(1);
  });

  it("judges the plugin server when there is one", () => {
    const server = change(release, "values.global.enablePluginServer", true);
    expect(found(rule, server)).to.deep.equal([]);
    expect(found(rule, change(server, "values.pluginServer.labels.app", "higress-gateway"))).to.deep.equal([
      "values.pluginServer.labels.app",
    ]);
    expect(found(rule, change(server, "values.pluginServer.name", "higress-controller"))).to.deep.equal([
      "values.pluginServer.name",
    ]);
    expect(withValue("pluginServer.labels.app", "higress-gateway")).to.deep.equal([]);
  });

  it("accepts labels that say what is so anyway, and others that nobody selects by", () => {
    const same = { app: "higress-gateway", higress: "acme-gateway-higress-gateway", team: "acme" };
    for (const path of ["gateway.labels", "gateway.podLabels"]) expect(withValue(path, same)).to.deep.equal([]);
    expect(withValue("controller.podLabels", { higress: "higress-controller" })).to.deep.equal([]);
  });

  it("accepts the component's own account, whoever makes it", () => {
    for (const account of [
      { create: true },
      { create: false, name: "higress-gateway" },
      { create: true, name: "higress-gateway" },
      undefined,
    ]) {
      expect(withValue("gateway.serviceAccount", account)).to.deep.equal([]);
    }
  });

  it("looks below the name of the inner chart in the umbrella", () => {
    const umbrella = change(change(release, "chart", "higress"), "values", {
      gateway: { name: "edge" },
      "higress-core": { controller: { name: "pilot" } },
    });
    expect(found(rule, umbrella)).to.deep.equal(["values.higress-core.controller.name"]);
  });

  it("judges the releases of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    for (const name of judged(rule)) expect(found(rule, pick(name ?? ""))).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(release, "values.gateway.labels", unknown), "values.gateway.labels")).to.equal(true);
    expect(found(rule, change(release, "version", "9.9.9"))).to.deep.equal(["values.gateway.name"]);
  });
});
