import { expect } from "chai";
import { requestOf, usage } from "../../../tools/upgrade/request.ts";

const refusal = (...args: readonly string[]): string => {
  try {
    requestOf(args);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("what is asked of the upgrade", () => {
  it("is a version or a chart, and everything else may be left out", () => {
    expect(requestOf(["--to", "2.2.5"])).to.deep.equal({ to: "2.2.5", plan: false, only: [] });
    expect(requestOf(["--chart", "new.tgz", "--plan"])).to.deep.equal({ chart: "new.tgz", plan: true, only: [] });
  });

  it("is everything at once", () => {
    const args = "--to=v2.2.5 --plan --chart a --from-chart b --crds c --tenant acme --tenant entry".split(" ");
    expect(requestOf(args)).to.deep.equal({
      ...{ to: "2.2.5", plan: true, chart: "a", fromChart: "b", crds: "c" },
      only: ["acme", "entry"],
    });
  });

  it("is refused with the way out", () => {
    expect(refusal("--plan")).to.equal(`Where to? Name a version or a chart.\n${usage}`);
    expect(refusal("--to", "2.2")).to.equal('--to "2.2" is no exact version: write all three numbers, --to 2.2.5.');
    expect(refusal("--to", "2.2.5", "--tennant", "a")).to.equal(`Unknown option '--tennant'.\n${usage}`);
    expect(refusal("--to", "2.2.5", "acme")).to.equal(`Unexpected argument 'acme'.\n${usage}`);
    expect(refusal("--to")).to.equal(`Option '--to <value>' argument missing.\n${usage}`);
  });
});
