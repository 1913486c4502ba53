import { expect } from "chai";
import rule from "../../../policy/rules/release-versions-few.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const of = (versions: Readonly<Record<string, unknown>>): readonly Sketch[] =>
  Object.entries(versions).map(([id, version]) => change(pick(`${id}.release`), "version", version));

describe("release-versions-few", () => {
  it("refuses a third version, at the releases that have the least used ones", () => {
    const three = of({ entry: "2.2.4", shared: "2.2.4", acme: "2.2.5", globex: "2.2.3" });
    const verdict = judge(rule, three.map(resource), facts());
    expect(verdict?.map(({ path, urn }) => [path, urn?.split("::").at(-1)])).to.deep.equal([
      ["version", "acme.release"],
    ]);
    expect(messages(rule, three)).to.deep.equal(["is one of 3 in this stack: 2.2.3, 2.2.4, 2.2.5"]);
  });

  it("counts builds of one version as several", () => {
    expect(found(rule, of({ entry: "2.2.4", acme: "2.2.4+a", globex: "2.2.4+b" }))).to.deep.equal(["version"]);
  });

  it("counts a chart whose version nobody names as one more", () => {
    expect(found(rule, of({ entry: "2.2.4", acme: undefined, globex: "2.2.3" }))).to.have.length(1);
  });

  it("accepts one version, and two while one is being replaced", () => {
    expect(found(rule, of({ entry: "2.2.4", acme: "2.2.4", globex: "2.2.4" }))).to.deep.equal([]);
    expect(found(rule, of({ entry: "2.2.4", acme: "2.2.5", globex: "2.2.5" }))).to.deep.equal([]);
  });

  it("takes its number from the settings", () => {
    const two = of({ entry: "2.2.4", acme: "2.2.5" }).map(resource);
    expect(judge(rule, two, facts(), { most: 1 })).to.have.length(1);
    expect(
      judge(rule, of({ entry: "1.0.0", acme: "2.0.0", globex: "3.0.0" }).map(resource), facts(), { most: 3 }),
    ).to.deep.equal([]);
  });

  it("counts Higress wherever it is, and leaves other charts of the platform out", () => {
    const away = of({ entry: "2.2.4", acme: "2.2.5", globex: "2.2.6" }).map((sketch) =>
      change(sketch, "namespace", "monitoring"),
    );
    expect(found(rule, away)).to.have.length(1);
    expect(
      found(
        rule,
        away.map((sketch) => change(sketch, "chart", "grafana")),
      ),
    ).to.equal(undefined);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, of({ entry: "2.2.4", acme: unknown }))).to.deep.equal(["version"]);
  });
});
