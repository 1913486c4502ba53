import { expect } from "chai";
import { leavable, retireIn } from "../../../tools/tenant/retire.ts";
import { readFleet } from "../../../fleets/read.ts";
import { fleetFile, newSite, type Site } from "./site.ts";

describe("retiring from the command line", () => {
  let site: Site;
  beforeEach(() => {
    site = newSite();
    site.put(fleetFile, site.text(fleetFile).replace("tenants:", "protect: true\ntenants:"));
    site.put("fleets/prod/globex.yaml", site.text("fleets/prod/globex.yaml").replace("[south]", "[south, north]"));
  });
  afterEach(() => site.remove());

  function retire(id: string, stack?: string): readonly string[] {
    const read = readFleet(fleetFile, site.root);
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    const leaving = leavable(read.fleet).find((each) => each.id === id);
    if (leaving === undefined) throw new Error(`no ${id}`);
    const own = site.stacks().filter(({ region }) => leaving.regions.includes(region));
    return retireIn(read.fleet, leaving, own, stack, site.root);
  }

  it("writes one line into the file of every stack it is in, and leads on", () => {
    const before = site.text("Pulumi.south.yaml");
    expect(retire("globex")).to.deep.equal([
      "Written: Pulumi.north.yaml: higress-fleet:retire: [globex]",
      "Written: Pulumi.south.yaml: higress-fleet:retire: [globex]",
      "",
      "Nothing is lost yet. Next:",
      '  1. Review and commit it, and run `up` while the settings of "globex" are still there. It takes the protection from globex-gateway',
      "     and the release in it, and all keeps running:",
      "       pulumi up -s north",
      "       pulumi up -s south",
      "  2. npm run tenant -- remove globex --fleet fleets/prod.yaml",
      "     says what would be lost, and how it goes with the next `up`.",
    ]);
    expect(site.text("Pulumi.south.yaml")).to.equal(`${before}  higress-fleet:retire: [globex]\n`);
    expect(site.stacks().map(({ retire }) => retire)).to.deep.equal([["globex"], ["globex"]]);
  });

  it("keeps to the stack that is named, and tells of the others", () => {
    const north = site.text("Pulumi.north.yaml");
    expect(retire("globex", "south").at(-1)).to.equal("It runs in more stacks, and there it is protected still: north");
    expect(site.text("Pulumi.north.yaml")).to.equal(north);
  });

  it("writes nobody twice", () => {
    retire("globex");
    const before = site.all().map((path) => site.text(path));
    expect(retire("globex").slice(0, 2)).to.deep.equal([
      "Written already: Pulumi.north.yaml",
      "Written already: Pulumi.south.yaml",
    ]);
    expect(site.all().map((path) => site.text(path))).to.deep.equal(before);
  });

  it("knows gateways, too", () => {
    site.put(
      fleetFile,
      `${site.text(fleetFile)}gateways: [{ id: internal, regions: [south], sourceCidrs: [10.0.0.0/8] }]\n`,
    );
    expect(retire("internal")[0]).to.equal("Written: Pulumi.south.yaml: higress-fleet:retire: [internal]");
    expect(retire("internal").join("\n")).to.contain("higress-internal");
  });

  it("needs nothing where nothing is protected", () => {
    site.put(fleetFile, site.text(fleetFile).replace("protect: true", "protect: false"));
    const before = site.all().map((path) => site.text(path));
    expect(retire("globex")[0]).to.equal(
      'Environment "test" is not protected, so nothing needs to be retired: `remove` says how "globex" is let go.',
    );
    expect(site.all().map((path) => site.text(path))).to.deep.equal(before);
  });

  it("is refused in a stack that it is not in, and in a file that it cannot change", () => {
    expect(() => retire("globex", "west")).to.throw(
      'Stack "west" is of a region in which "globex" does not run; nothing was written.',
    );
    site.put("Pulumi.north.yaml", `config: { "higress-fleet:fleet": ${fleetFile}, "higress-fleet:region": north }\n`);
    expect(() => retire("globex")).to.throw(
      "Pulumi.north.yaml is not written with one setting a line. Add this under config by hand: higress-fleet:retire: [globex]",
    );
  });
});
