import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { builtInSizes } from "../../../plan/sizes.ts";
import { candidates, script } from "../../../tools/tenant/completion.ts";
import { knownIn } from "../../../tools/tenant/known.ts";
import { newSite, type Site } from "./site.ts";

const tool = join(import.meta.dirname, "../../../tools/tenant/main.ts");

describe("what completes a word", () => {
  let site: Site;
  before(() => {
    site = newSite();
    site.put("fleets/other.yaml", site.text("fleets/prod.yaml").replace("prod/*.yaml", "other/*.yaml"));
    site.put("fleets/other/hooli.yaml", "id: hooli\nowner: hooli@example.com\n");
    site.put("fleets/prod.yaml", `${site.text("fleets/prod.yaml")}sizes: { huge: { base: xl } }\n`);
    site.put("Pulumi.other.yaml", site.text("Pulumi.north.yaml").replace("prod", "other"));
    site.put("Pulumi.foreign.yaml", "config: {}\n");
  });
  after(() => site.remove());

  const next = (...words: readonly string[]): readonly string[] => candidates(words, knownIn(site.root, words));

  it("is a command at first", () => {
    expect(next("")).to.deep.equal(["add", "list", "show", "remove", "suspend", "resume", "retire", "completion"]);
    expect(next("s")).to.deep.equal(["show", "suspend"]);
    expect(next()).to.deep.equal(["add", "list", "show", "remove", "suspend", "resume", "retire", "completion"]);
    expect(next("nonsense", "")).to.deep.equal([]);
  });

  it("is a tenant, of the fleet that is named", () => {
    expect(next("show", "")).to.deep.equal(["globex", "hooli"]);
    expect(next("remove", "--stack", "other", "")).to.deep.equal(["hooli"]);
    expect(next("retire", "--stack", "other", "")).to.deep.equal(["hooli"]);
    expect(next("show", "--fleet", "fleets/prod.yaml", "g")).to.deep.equal(["globex"]);
    expect(next("show", "globex", "--stack", "other", "h")).to.deep.equal([]);
  });

  it("is a flag of the command that may still come", () => {
    expect(next("show", "-")).to.deep.equal(["--stack", "--fleet"]);
    expect(next("show", "globex", "")).to.deep.equal(["--stack", "--fleet"]);
    expect(next("add", "acme", "--host", "a.org", "--size", "m", "--")).to.deep.equal(
      ["owner", "host", "region", "secret", "stack", "fleet"].map((name) => `--${name}`),
    );
  });

  it("is a value of the flag before", () => {
    expect(next("add", "acme", "--size", "")).to.deep.equal([...builtInSizes, "huge"]);
    expect(next("add", "acme", "--region", "s")).to.deep.equal(["south"]);
    expect(next("list", "--stack", "")).to.deep.equal(["north", "other", "south"]);
    expect(next("list", "--fleet", "")).to.deep.equal(["fleets/other.yaml", "fleets/prod.yaml"]);
    expect(next("add", "acme", "--owner", "")).to.deep.equal([]);
    expect(next("completion", "")).to.deep.equal(["bash", "zsh"]);
  });

  describe("in bash", function () {
    this.timeout(60_000);

    const bash = spawnSync("bash", ["-c", "true"]).status === 0;
    before(function () {
      if (!bash) this.skip();
    });

    /** What bash's own function for programmable completion puts into COMPREPLY. */
    const complete = (line: string, { folder = site.root, prior = "" } = {}): readonly string[] => {
      const text = script("bash", { root: site.root, node: process.execPath, tool });
      const commands = `${prior}
${text}
function=$(complete -p npm) && [[ $function == 'complete -o default -F _higress_fleet npm' ]] || exit 9
COMP_LINE=${JSON.stringify(line)} COMP_POINT=\${#COMP_LINE}
read -ra COMP_WORDS <<< "$COMP_LINE"
[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=("")
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_higress_fleet npm "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", commands], {
        cwd: folder,
        encoding: "utf8",
      });
      expect([status, stderr]).to.deep.equal([0, ""]);
      return stdout.split("\n").filter((word) => word !== "");
    };

    it("is the same, whatever stands between run and tenant", () => {
      expect(complete("npm run tenant -- sh")).to.deep.equal(["show"]);
      expect(complete("npm run --silent tenant -- show --stack other ")).to.deep.equal(["hooli"]);
      expect(complete("npm run -s tenant -- add x --size ")).to.deep.equal([...builtInSizes, "huge"]);
    });

    it("works below the checkout and not elsewhere", () => {
      expect(complete("npm run tenant -- sh", { folder: join(site.root, "fleets") })).to.deep.equal(["show"]);
      expect(complete("npm run tenant -- sh", { folder: "/" })).to.deep.equal([]);
    });

    it("leaves all else to what completed npm before, also when it is loaded twice", () => {
      const earlier = "_earlier() { COMPREPLY=(install); }; complete -F _earlier npm";
      const text = script("bash", { root: site.root, node: process.execPath, tool });
      for (const prior of [earlier, `${earlier}\n${text}`]) {
        expect(complete("npm ins", { prior })).to.deep.equal(["install"]);
        expect(complete("npm run tenant ", { prior })).to.deep.equal(["install"]);
        expect(complete("npm run tenant -- sh", { prior })).to.deep.equal(["show"]);
      }
      expect(complete("npm ins")).to.deep.equal([]);
    });

    it("takes a checkout with any name", () => {
      const odd = newSite();
      try {
        odd.put("it's $HOME/Pulumi.south.yaml", odd.text("Pulumi.south.yaml"));
        const root = join(odd.root, "it's $HOME");
        const text = script("bash", { root, node: process.execPath, tool });
        const commands = `${text}\nCOMP_WORDS=(npm run tenant -- list --stack ""); COMP_CWORD=6; _higress_fleet; echo "\${COMPREPLY[@]}"`;
        expect(spawnSync("bash", ["-c", commands], { cwd: root, encoding: "utf8" }).stdout).to.equal("south\n");
      } finally {
        odd.remove();
      }
    });
  });
});
