import { expect } from "chai";
import { parse } from "yaml";
import { withoutSetting, withSetting, withWord } from "../../../tools/tenant/edit.ts";

const acme = `# Ours since May.
id: acme   # as in the contract
owner: "#team-acme"

size: l # for now
hosts: [api.acme.com]
`;

describe("one setting of people's text", () => {
  it("is added on a line of its own after those that come before it, and everything else stays", () => {
    expect(withSetting(acme, [], "suspend", "true", ["id", "owner"])).to.equal(
      acme.replace('"#team-acme"\n', '"#team-acme"\nsuspend: true\n'),
    );
    expect(withSetting("id: acme", [], "suspend", "true", ["id"])).to.equal("id: acme\nsuspend: true\n");
    expect(withSetting("id: acme\r\nsize: s\r\n", [], "suspend", "true", ["id"])).to.equal(
      "id: acme\r\nsuspend: true\r\nsize: s\r\n",
    );
  });

  it("is replaced where it stands, with the comment behind it kept", () => {
    expect(withSetting(acme, [], "size", "xl", ["id"])).to.equal(acme.replace("size: l #", "size: xl #"));
    expect(withSetting("id: a\nsuspend:\n", [], "suspend", "true", ["id"])).to.equal("id: a\nsuspend: true\n");
  });

  it("is taken away with its line, which is what adding it undoes", () => {
    const suspended = withSetting(acme, [], "suspend", "true", ["id", "owner"]) ?? "";
    expect(withoutSetting(suspended, [], "suspend")).to.equal(acme);
    expect(withoutSetting("id: a\nsuspend: true", [], "suspend")).to.equal("id: a\n");
    expect(withoutSetting(acme, [], "suspend")).to.equal(undefined);
  });

  it("is found in an item of a list, whichever it is", () => {
    const fleet = "tenants:\n  - id: a\n    owner: o\n  # The second.\n  - id: b\n    owner: p\nentry: {}\n";
    const changed = withSetting(fleet, ["tenants", 1], "suspend", "true", ["id", "owner"]);
    expect(changed).to.equal(fleet.replace("owner: p\n", "owner: p\n    suspend: true\n"));
    expect(withoutSetting(changed ?? "", ["tenants", 1], "suspend")).to.equal(fleet);
  });

  it("is left to people where it has no line of its own", () => {
    expect(withSetting("{ id: a }", [], "suspend", "true", ["id"])).to.equal(undefined);
    expect(withSetting("- id: a\n", [], "suspend", "true", ["id"])).to.equal(undefined);
    expect(withSetting("size:\n  s\nid: a\n", [], "size", "m", ["id"])).to.equal(undefined);
    expect(withoutSetting("- suspend: true\n  id: a\n", [0], "suspend")).to.equal(undefined);
    expect(withSetting("id: [\n", [], "suspend", "true", ["id"])).to.equal(undefined);
  });

  describe("that is a list", () => {
    const stack = "config:\n  # Where.\n  x:region: south\n  x:context: c\n";
    const add = (text: string, word: string) => withWord(text, ["config"], "x:retire", word, ["x:region"]);

    it("is begun with its first word", () => {
      const one = add(stack, "acme") ?? "";
      expect(one).to.equal(stack.replace("south\n", "south\n  x:retire: [acme]\n"));
      expect(add(one, "globex")).to.equal(one.replace("[acme]", "[acme, globex]"));
      expect(add(stack.replace("south\n", "south\n  x:retire: []\n"), "acme")).to.equal(one);
    });

    it("gets one item more in the manner it is written", () => {
      const listed = stack.replace("south\n", "south\n  x:retire:\n    - acme # until Friday\n");
      const more = add(listed, "globex") ?? "";
      expect(more).to.equal(listed.replace("Friday\n", "Friday\n    - globex\n"));
      expect((parse(more) as { config: Record<string, unknown> }).config["x:retire"]).to.deep.equal(["acme", "globex"]);
    });
  });
});
