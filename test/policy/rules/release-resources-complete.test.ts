import { expect } from "chai";
import rule from "../../../policy/rules/release-resources-complete.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));
const pilotLimits = ["values.pilot.resources.limits.cpu", "values.pilot.resources.limits.memory"];

describe("release-resources-complete", () => {
  it("refuses the chart's own numbers, since pilot has no limits there", () => {
    expect(found(rule, change(release, "values", undefined))).to.deep.equal(pilotLimits);
    expect(withValue("pilot.resources", {})).to.deep.equal(pilotLimits);
    expect(withValue("pilot.resources.limits.cpu", undefined)).to.deep.equal(["values.pilot.resources.limits.cpu"]);
  });

  it("refuses numbers that were taken away with null", () => {
    expect(withValue("controller.resources", null)).to.have.length(4);
    expect(withValue("gateway.resources.requests", null)).to.deep.equal([
      "values.gateway.resources.requests.cpu",
      "values.gateway.resources.requests.memory",
    ]);
  });

  it("refuses limits below the requests, in whatever units, and what is no quantity", () => {
    expect(withValue("gateway.resources.limits.cpu", "999m")).to.deep.equal(["values.gateway.resources.limits.cpu"]);
    expect(withValue("gateway.resources.limits.memory", "1G")).to.deep.equal([
      "values.gateway.resources.limits.memory",
    ]);
    expect(withValue("gateway.resources.limits.memory", "1 Gi")).to.deep.equal([
      "values.gateway.resources.limits.memory",
    ]);
    expect(withValue("gateway.resources.requests.cpu", "-1")).to.deep.equal(["values.gateway.resources.requests.cpu"]);
  });

  it("refuses settings under which the chart drops all numbers", () => {
    for (const path of ["global.local", "global.kind", "global.o11y.enabled"]) {
      expect(withValue(path, true)).to.deep.equal([`values.${path}`]);
    }
  });

  it("judges optional containers only when they are there", () => {
    expect(withValue("global.enableRedis", true)).to.deep.equal([
      "values.redis.redis.resources.requests.cpu",
      "values.redis.redis.resources.limits.cpu",
      "values.redis.redis.resources.requests.memory",
      "values.redis.redis.resources.limits.memory",
    ]);
    for (const path of ["global.enableRedis", "global.o11y", "global.local"]) {
      expect(withValue(path, null)).to.deep.equal([]);
    }
    expect(withValue("global.enablePluginServer", true)).to.deep.equal([]);
    const bare = change(
      change(release, "values.global.enablePluginServer", true),
      "values.pluginServer.resources",
      null,
    );
    expect(found(rule, bare)).to.have.length(4);
  });

  it("judges the umbrella's console while it runs, which the chart gives no limits", () => {
    const { values } = release.props as { readonly values: unknown };
    const umbrella = change(change(release, "chart", "higress"), "values", { "higress-core": values });
    expect(found(rule, umbrella)).to.deep.equal([
      "values.higress-console.resources.limits.cpu",
      "values.higress-console.resources.limits.memory",
    ]);
    expect(found(rule, change(umbrella, 'values["higress-console"].replicaCount', 0))).to.deep.equal([]);
  });

  it("accepts numbers, partly the chart's own, in every spelling of Kubernetes", () => {
    const limits = { cpu: 1, memory: 2147483648 };
    expect(withValue("pilot.resources", { limits })).to.deep.equal([]);
    expect(
      withValue("gateway.resources", { requests: { cpu: "0.5", memory: "1e9" }, limits: { cpu: 2, memory: "1Gi" } }),
    ).to.deep.equal([]);
  });

  it("judges the releases of the world and finds nothing", () => {
    const names = judged(rule);
    expect(names).to.have.length(4);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(withValue("pilot.resources.limits", unknown)).to.deep.equal(["values.pilot.resources.limits"]);
    expect(messages(rule, change(release, "values.global", unknown))?.[0]).to.match(/cannot be known/);
  });
});
