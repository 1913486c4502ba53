import { expect } from "chai";
import { clientsOf, count, firstOf, sentencesOf, shortened, typesOf } from "../../../tools/picture/words.ts";
import { benchContents } from "./fleets.ts";

describe("the words of a picture", () => {
  it("count", () => {
    expect([0, 1, 2].map((number) => count(number, "host"))).to.deep.equal(["0 hosts", "1 host", "2 hosts"]);
    expect(count(2, "registry", "registries")).to.equal("2 registries");
  });

  it("shorten a list by two at least", () => {
    expect(shortened(["a", "b", "c"], 3)).to.deep.equal(["a", "b", "c"]);
    expect(shortened(["a", "b", "c", "d"], 3)).to.deep.equal(["a", "b", "and 2 more"]);
    expect([firstOf(["a"]), firstOf(["a", "b", "c"])]).to.deep.equal(["a", "a +2"]);
  });

  it("count registries by type", () => {
    const registries = ["static", "dns", "nacos2", "dns"].map((type) => ({ name: type, type, places: ["x"] }));
    expect(typesOf(registries)).to.equal("2 dns, nacos2, static");
  });

  it("tell from where clients come", () => {
    expect(clientsOf(["0.0.0.0/0", "::/0"])).to.deep.equal(["anywhere"]);
    expect(clientsOf(["0.0.0.0/0"])).to.deep.equal(["anywhere by IPv4"]);
    expect(clientsOf(["10.0.0.0/8", "::/0"])).to.deep.equal(["anywhere by IPv6", "10.0.0.0/8"]);
    expect(clientsOf(["a", "b", "c", "d"])).to.deep.equal(["a", "b", "and 2 more"]);
  });

  it("say nothing of registries and gateways where there are none", () => {
    const contents = benchContents(1);
    const tenants = contents.tenants.map((each) => ({ ...each, registries: [] }));
    expect(sentencesOf({ ...contents, tenants })).to.deep.equal([
      "The entry for bench.example.com sends 1 host to the gateways of 1 tenant.",
    ]);
  });
});
