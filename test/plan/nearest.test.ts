import { expect } from "chai";
import { nearest } from "../../plan/schema/nearest.ts";

describe("the known word somebody most likely meant", () => {
  const known = ["owner", "hosts", "sourceCidrs", "id", "TCP", "regions", "routes"];

  it("is one slip away, or two in a long word", () => {
    expect(nearest("onwer", known)).to.equal("owner");
    expect(nearest("owne", known)).to.equal("owner");
    expect(nearest("hostss", known)).to.equal("hosts");
    expect(nearest("regoins", known)).to.equal("regions");
    expect(nearest("ruotes", known)).to.equal("routes");
    expect(nearest("sorceCidr", known)).to.equal("sourceCidrs");
  });

  it("may be written with other case and separators", () => {
    expect(nearest("source_cidrs", known)).to.equal("sourceCidrs");
    expect(nearest("Source-CIDRs", known)).to.equal("sourceCidrs");
    expect(nearest("tcp", known)).to.equal("TCP");
    expect(nearest("ID", known)).to.equal("id");
  });

  it("is not guessed from afar", () => {
    for (const word of ["", "x", "od", "rules", "replicas", "h", "ownership"])
      expect(nearest(word, known)).to.equal(undefined);
    expect(nearest("x".repeat(1e6), known)).to.equal(undefined);
  });

  it("is the nearer of two, and of equals the first", () => {
    expect(nearest("rote", ["rate", "rotes"])).to.equal("rate");
    expect(nearest("routes", ["route", "routes"])).to.equal("routes");
  });
});
