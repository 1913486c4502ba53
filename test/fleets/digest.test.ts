import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { chartDigest, digestOf } from "../../fleets/digest.ts";

describe("a digest", () => {
  let folder: string;
  const write = (path: string, content: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const here = process.cwd();
  const digestIn = (inside: string): string => {
    process.chdir(join(folder, inside));
    return digestOf(".");
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "digest-"));
    process.chdir(folder);
    write("chart/Chart.yaml", "name: higress-core\n");
    write("chart/templates/service.yaml", "kind: Service\n");
    write("narrow.ts", "keep();\n");
  });
  afterEach(() => {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  });

  it("has twelve hex digits", () => {
    expect(digestOf("chart")).to.match(/^[0-9a-f]{12}$/);
  });

  it("changes with the content of a file at any depth", () => {
    const before = digestOf("chart");
    write("chart/templates/service.yaml", "kind: Servlet\n");
    expect(digestOf("chart")).not.to.equal(before);
  });

  it("changes with a file's name", () => {
    write("a/x", "yz");
    write("b/y", "yz");
    expect(digestIn("a")).not.to.equal(digestIn("b"));
  });

  it("tells names and contents apart, also where they read the same in a row", () => {
    write("a/x", "yz");
    write("b/xy", "z");
    expect(digestIn("a")).not.to.equal(digestIn("b"));
  });

  it("changes when a file comes or goes", () => {
    const before = digestOf("chart");
    write("chart/values.yaml", "");
    expect(digestOf("chart")).not.to.equal(before);
  });

  it("is the same in another place and another order", () => {
    const before = digestOf("chart", "narrow.ts");
    expect(digestOf("narrow.ts", "chart")).to.equal(before);
    write("elsewhere/chart/templates/service.yaml", "kind: Service\n");
    write("elsewhere/chart/Chart.yaml", "name: higress-core\n");
    write("elsewhere/narrow.ts", "keep();\n");
    process.chdir("elsewhere");
    expect(digestOf("chart", "narrow.ts")).to.equal(before);
  });

  it("does not care how the path to a folder is written", () => {
    expect(digestOf("./chart/")).to.equal(digestOf("chart"));
  });

  it("names what cannot be read", () => {
    expect(() => digestOf("nowhere")).to.throw("nowhere");
  });

  it("says which chart is missing, and what a console needs", () => {
    expect(() => chartDigest("charts/higress-console")).to.throw(
      'the chart at "charts/higress-console" cannot be read: there is no such file. A console needs chart higress-console unpacked beside higress.chart.path: put it there, or take console out of the fleet file.',
    );
    expect(() => chartDigest("charts/none.tgz")).to.throw("Correct higress.chart.path, or put the chart there.");
    write("charts/a.tgz", "chart");
    expect(chartDigest("charts/a.tgz")).to.equal(digestOf("charts/a.tgz"));
  });
});
