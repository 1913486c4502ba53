import { expect } from "chai";
import { parseQuantity } from "../../../plan/quantity.ts";
import { amountOf, census, nameOf } from "../../../tools/capacity/words.ts";

const said = (quantity: string, unit: Parameters<typeof amountOf>[1]) => amountOf(parseQuantity(quantity) ?? -1n, unit);

describe("an amount", () => {
  it("of CPU or pods is said in whole ones and parts", () => {
    expect(["2500m", "3", "1m", "0"].map((each) => said(each, "cpu"))).to.deep.equal(["2.5", "3", "0.001", "0"]);
    expect(said("1600", "pods")).to.equal("1600");
  });

  it("of memory is said in Gi, below one in Mi, and never as less than it is", () => {
    const given = ["512Mi", "1Gi", "23040Mi", "1Ti", "1025Mi", "1", "0"];
    const expected = ["512Mi", "1Gi", "22.5Gi", "1024Gi", "1.01Gi", "1Mi", "0Mi"];
    expect(given.map((each) => said(each, "memory"))).to.deep.equal(expected);
  });
});

describe("who asks", () => {
  it("is called by role and id", () => {
    expect(nameOf({ role: "entry", id: "entry" })).to.equal("the entry");
    expect(nameOf({ role: "gateway", id: "internal" })).to.equal("gateway internal");
    expect(nameOf({ role: "tenant", id: "acme" })).to.equal("tenant acme");
  });

  it("is counted by role", () => {
    const [entry, gateway, tenant] = (["entry", "gateway", "tenant"] as const).map((role) => ({ role }));
    if (entry === undefined || gateway === undefined || tenant === undefined) throw new Error("three were made");
    expect(census([entry])).to.equal("the entry");
    expect(census([entry, gateway, tenant, tenant])).to.equal("the entry, 1 gateway, 2 tenants");
  });
});
