import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { judgeJump, releases } from "../../../plan/versions/jumps.ts";
import { jumpsTable } from "../../../tools/upgrade/jumps-table.ts";
import { compareVersions, isVersion } from "../../../plan/versions/version.ts";

const todos = (from: string, to: string): readonly string[] =>
  judgeJump(from, to).crossed.flatMap(({ version, changes }) =>
    changes.flatMap(({ todo }) => (todo === undefined ? [] : [`${version}: ${todo}`])),
  );

const fault = (from: string, to: string): string => judgeJump(from, to).faults.join("\n");

describe("a jump from one version of the chart to another", () => {
  it("tells what lies between the two, the target's own included and the current one's not", () => {
    const crossed = (from: string, to: string): readonly string[] =>
      judgeJump(from, to).crossed.map(({ version }) => version);
    expect(crossed("2.1.9", "2.2.4")).to.deep.equal(["2.1.10", "2.2.0", "2.2.1", "2.2.3", "2.2.4"]);
    expect(crossed("2.1.10", "2.2.3")).to.deep.equal(["2.2.0", "2.2.1", "2.2.3"]);
    expect(crossed("2.2.3", "2.2.4")).to.deep.equal(["2.2.4"]);
    expect(crossed("2.2.4", "2.2.4")).to.deep.equal([]);
  });

  it("across 2.2.1 moves the images, and nobody is told so who is past it", () => {
    expect(todos("2.2.0", "2.2.3").join()).to.include("{hub}/higress/");
    expect(todos("2.2.1", "2.2.3").join()).not.to.include("{hub}/higress/");
  });

  it("across 2.2.0 loses thirteen keys of pilot", () => {
    const [change] = judgeJump("2.1.10", "2.2.3").crossed.flatMap(({ changes }) =>
      changes.filter(({ what }) => what.startsWith("13 keys")),
    );
    expect(/: (.*); the program/.exec(change?.what ?? "")?.[1]?.split(", ")).to.have.lengthOf(13);
  });

  it("wants CRDs of the Gateway API of v1.4 from 2.2.0 on and v1.6 from 2.2.4 on", () => {
    expect(todos("2.1.9", "2.2.3").join()).to.include("those of v1.4").and.not.to.include("v1.6");
    expect(todos("2.1.9", "2.2.4").join()).to.include("those of v1.6").and.not.to.include("v1.4");
    expect(todos("2.2.3", "2.2.4")).to.deep.equal([
      "2.2.4: Where gateways have `gatewayApi`: name those of v1.6 in `higress.gatewayApi.crds`, together with the chart.",
    ]);
  });

  it("back is refused, be it by a preview only", () => {
    expect(fault("2.2.4", "2.2.3")).to.match(
      /^From 2\.2\.4 to 2\.2\.3 is a downgrade: .* Name a version after 2\.2\.4\./,
    );
    expect(fault("2.2.5", "2.2.5-rc.1")).to.include("downgrade");
    expect(fault("2.2.10", "2.2.9")).to.include("downgrade");
  });

  it("in a direction that nobody can tell is refused", () => {
    expect(fault("latest", "2.2.5")).to.match(/^"latest" cannot be compared, .* CRDs never go back/);
    expect(fault("2.2.4", "2.2")).to.include('"2.2" cannot be compared');
    expect(fault("main", "next")).to.include('"main" and "next"');
  });

  it("to a version without the values that the program sets, or from one before all that is known, is refused", () => {
    expect(fault("2.1.9", "2.2.2")).to.include("Name 2.2.3 or later");
    expect(fault("2.1.8", "2.2.4")).to.include("Upgrade from 2.1.8 to 2.1.9");
  });

  it("past everything that is known is warned of, and shows what is known", () => {
    const { faults, warnings, crossed } = judgeJump("2.2.3", "2.3.0");
    expect(faults).to.deep.equal([]);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^Nothing is known here of what changed after 2\.2\.4: .* up to 2\.3\.0/);
    expect(crossed.map(({ version }) => version)).to.deep.equal(["2.2.4"]);
    expect(judgeJump("2.2.3", "2.2.4").warnings).to.deep.equal([]);
  });

  it("goes by releases that are in order", () => {
    const versions = releases.map(({ version }) => version);
    expect(versions.toSorted(compareVersions)).to.deep.equal(versions);
  });

  it("is in the docs, row by row", () => {
    const squeezed = (text: string): string => text.replace(/ +/g, " ").replace(/-+/g, "-");
    const page = squeezed(readFileSync(new URL("../../../docs/upgrades.md", import.meta.url), "utf8"));
    for (const row of jumpsTable()) expect(page).to.include(squeezed(row));
  });
});

describe("versions", () => {
  it("come in the order of semver.org", () => {
    const ordered = [
      "1.0.0-1",
      "1.0.0--x",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
    ];
    const all = [...ordered, "1.0.0-rc.1", "1.0.0", "1.0.9", "1.0.10", "1.2.0", "2.0.0"];
    for (const [index, one] of all.entries())
      for (const [other, two] of all.entries())
        expect(Math.sign(compareVersions(one, two)), `${one} ${two}`).to.equal(Math.sign(index - other));
  });

  it("are equal whatever their build, and with a v before them", () => {
    expect(compareVersions("2.2.4+a", "v2.2.4+b")).to.equal(0);
  });

  it("have three numbers", () => {
    for (const text of ["2.2", "2", "latest", "", "2.2.x", "^2.2.4", "2.2.4 ", ">=2.2.4"])
      expect(isVersion(text), text).to.equal(false);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (a, b, c) => {
        expect(isVersion(`${a}.${b}.${c}`)).to.equal(true);
      }),
    );
  });
});
