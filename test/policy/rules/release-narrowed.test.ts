import { expect } from "chai";
import rule from "../../../policy/rules/release-narrowed.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, judged } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");

describe("release-narrowed", () => {
  it("refuses a release whose hooks could run, on installation or on an upgrade", () => {
    for (const option of ["disableWebhooks", "disableCRDHooks"]) {
      for (const value of [undefined, false, "true"]) {
        expect(found(rule, change(release, option, value)), option).to.deep.equal([option]);
      }
    }
  });

  it("refuses a release without the post-renderer, or with another one", () => {
    for (const program of [undefined, "", "/bin/cat", "./components/narrow.ts --all", "../components/narrow.ts"]) {
      expect(found(rule, change(release, "postrender", program)), program).to.deep.equal(["postrender"]);
    }
  });

  it("takes the post-renderer of another program from its setting", () => {
    const theirs = change(release, "postrender", "./strip");
    const given = { postRenderer: "./strip" };
    expect(judge(rule, resource(theirs), facts(), given)).to.deep.equal([]);
    expect(judge(rule, resource(release), facts(), given)?.map(({ message }) => message)).to.deep.equal([
      "is not ./strip",
    ]);
  });

  it("refuses a description without the post-renderer's digest", () => {
    for (const text of [
      undefined,
      "",
      "higress-core 2.2.4, chart sha256:0123456789ab",
      "narrowed sha256:0123",
      "unnarrowed sha256:0123456789ab",
      "narrowed sha256:zzzzzzzzzzzz",
    ]) {
      expect(found(rule, change(release, "description", text)), text).to.deep.equal(["description"]);
    }
  });

  it("judges a chart that is not Higress in a tenant's namespace: it may hold cluster-wide objects too", () => {
    const other = change(change(release, "chart", "nginx"), "postrender", undefined);
    expect(found(rule, other)).to.deep.equal(["postrender"]);
  });

  it("accepts a full digest, and a description without the chart's", () => {
    for (const text of [`narrowed sha256:${"0a".repeat(32)}`, "higress-core 2.2.4, narrowed sha256:ba9876543210"]) {
      expect(found(rule, change(release, "description", text))).to.deep.equal([]);
    }
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
    const grafana = change(change(release, "chart", "grafana"), "namespace", "monitoring");
    expect(found(rule, change(grafana, "postrender", undefined))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(release, "postrender", unknown))).to.deep.equal(["postrender"]);
    expect(found(rule, change(release, "chart", unknown))).to.deep.equal(["chart"]);
  });
});
