import { expect } from "chai";
import rule from "../../../policy/rules/release-chart-pinned-source.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");

describe("release-chart-pinned-source", () => {
  it("refuses another chart, repository or version", () => {
    const wrong: readonly (readonly [path: string, value: unknown])[] = [
      ["chart", "higress"],
      ["chart", "./local/chart/higress-core"],
      ["chart", "higress-core-2.2.4.tgz"],
      ["version", "2.2.3"],
      ["version", "^2.2.4"],
      ["version", undefined],
      ["repositoryOpts.repo", "https://mirror.example.com"],
      ["repositoryOpts.repo", "https://higress.io/helm-charts/"],
      ["repositoryOpts.repo", undefined],
    ];
    for (const [path, value] of wrong) expect(found(rule, change(release, path, value))).to.deep.equal([path]);
  });

  it("does not quote a repository's URL, which may hold a password", () => {
    const secret = change(release, "repositoryOpts.repo", "https://robot:hunter2@example.com");
    expect(messages(rule, secret)?.join()).to.not.include("hunter2");
  });

  it("says what the fleet's is", () => {
    expect(messages(rule, change(release, "version", "2.2.3"))).to.deep.equal(['is not the fleet\'s, "2.2.4"']);
  });

  it("refuses a repository where the fleet's chart is a path", () => {
    const local = facts({ chart: { name: "./local/chart/higress-core" } });
    const stray = change(release, "chart", "./local/chart/higress-core");
    expect(found(rule, stray, local)).to.deep.equal(["repositoryOpts.repo"]);
  });

  it("refuses the options that take another version or force their way", () => {
    for (const option of ["devel", "reuseValues", "forceUpdate", "replace"]) {
      expect(found(rule, change(release, option, true))).to.deep.equal([option]);
      expect(found(rule, change(release, option, undefined))).to.deep.equal([]);
    }
    expect(found(rule, change(release, "skipCrds", undefined))).to.deep.equal(["skipCrds"]);
    expect(found(rule, change(release, "skipCrds", false))).to.deep.equal(["skipCrds"]);
  });

  it("wants the signature looked at where keys are named", () => {
    expect(found(rule, change(release, "keyring", "keys.gpg"))).to.deep.equal(["verify"]);
    expect(found(rule, change(change(release, "keyring", "keys.gpg"), "verify", true))).to.deep.equal([]);
    expect(found(rule, change(release, "keyring", ""))).to.deep.equal([]);
  });

  it("accepts what its settings allow: a version more, and the namespace that brings the CRDs", () => {
    const settings = { alsoVersions: ["2.2.3"], crdOwners: ["acme-gateway"] };
    const judged = (path: string, value: unknown) =>
      judge(rule, resource(change(release, path, value)), facts(), settings)?.map((finding) => finding.path);
    expect(judged("version", "2.2.3")).to.deep.equal([]);
    expect(judged("version", "2.2.2")).to.deep.equal(["version"]);
    expect(judged("skipCrds", false)).to.deep.equal([]);
    const globex = change(pick("globex.release"), "skipCrds", false);
    expect(judge(rule, resource(globex), facts(), settings)?.map((finding) => finding.path)).to.deep.equal([
      "skipCrds",
    ]);
  });

  it("accepts a local chart in whatever version the provider found, and a chart of a registry", () => {
    const path = "./local/chart/higress-core";
    const local = change(change(release, "chart", path), "repositoryOpts", undefined);
    expect(found(rule, local, facts({ chart: { name: path } }))).to.deep.equal([]);
    const name = "oci://registry.example.com/charts/higress-core";
    const oci = change(change(release, "chart", name), "repositoryOpts", {});
    expect(found(rule, oci, facts({ chart: { name, version: "2.2.4" } }))).to.deep.equal([]);
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
  });

  it("wants another chart where an installation has one of its own, and there alone", () => {
    const own = { name: "higress-core", repository: "https://higress.io/helm-charts", version: "2.2.5" };
    const world = facts();
    const canary = facts({
      tenants: world.tenants.map((each) => (each.id === "acme" ? { ...each, chart: own } : each)),
    });
    expect(messages(rule, release, canary)).to.deep.equal(['is not that of tenant acme, "2.2.5"']);
    expect(found(rule, change(release, "version", "2.2.5"), canary)).to.deep.equal([]);
    expect(messages(rule, change(pick("globex.release"), "version", "2.2.5"), canary)).to.deep.equal([
      'is not the fleet\'s, "2.2.4"',
    ]);
    expect(found(rule, change(pick("entry.release"), "version", "2.2.5"), canary)).to.deep.equal(["version"]);
  });

  it("has nothing to say about other charts of the platform, but about Higress anywhere", () => {
    const elsewhere = change(release, "namespace", "monitoring");
    expect(found(rule, change(elsewhere, "chart", "grafana"))).to.equal(undefined);
    expect(found(rule, change(elsewhere, "version", "2.2.3"))).to.deep.equal(["version"]);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(release, "version", unknown))).to.deep.equal(["version"]);
    expect(messages(rule, change(release, "skipCrds", unknown))?.[0]).to.match(/cannot be known/);
  });
});
