import { expect } from "chai";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { files, globex, newSite, type Site } from "./site.ts";

const tool = join(import.meta.dirname, "../../../tools/tenant/main.ts");

describe("npm run tenant", function () {
  this.timeout(60_000);
  let site: Site;
  beforeEach(() => {
    site = newSite();
  });
  afterEach(() => site.remove());

  /** Exit code and what is printed, without a terminal. */
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...words], {
      cwd: site.root,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("adds a tenant without a terminal, taking the only fleet there is", () => {
    const { status, stdout, stderr } = run(
      "add",
      "acme",
      "--owner",
      "o@acme.org",
      "--size",
      "s",
      "--host",
      "api.acme.org",
    );
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout.split("\n")[0]).to.equal("Written: fleets/prod/acme.yaml");
    expect(site.text("fleets/prod/acme.yaml")).to.include(
      "id: acme\nowner: o@acme.org\nsize: s\nhosts:\n  - api.acme.org\n",
    );
  });

  it("ends with 1 and a message when something is missing, wrong or not written", () => {
    expect(run("add", "acme", "--size", "s")).to.deep.equal({
      status: 1,
      stdout: "",
      stderr: "add needs --owner; there is no terminal to ask on.\n",
    });
    const wrong = run("add", "../acme", "--size", "s", "--owner", "o");
    expect([wrong.status, wrong.stdout, wrong.stderr.split("\n")[0]]).to.deep.equal([
      1,
      "",
      "1 fault; nothing was written.",
    ]);
    site.put("fleets/inline.yaml", site.text("fleets/prod.yaml").replace(/tenants:.*/, "tenants: []"));
    const inline = run("add", "acme", "--size", "s", "--owner", "o", "--fleet", "fleets/inline.yaml");
    expect([inline.status, inline.stdout.split(":")[0], inline.stderr]).to.deep.equal([1, "Nothing is written", ""]);
    expect(site.text("fleets/inline.yaml")).to.match(/tenants: \[\]\n$/);
  });

  it("names the fleets' flags when there are several, and refuses both at once or a stack that is none", () => {
    site.put("Pulumi.other.yaml", site.text("Pulumi.south.yaml").replace("prod", "other"));
    expect(run("list").stderr).to.equal("list needs --stack or --fleet; there is no terminal to ask on.\n");
    expect(run("list", "--stack", "south", "--fleet", "x").stderr).to.equal(
      "--stack and --fleet both say which fleet file is meant: give one of them.\n",
    );
    expect(run("list", "--stack", "suth").stderr).to.equal(
      'No stack file names the fleet of stack "suth". Stacks: north, other, south.\n',
    );
    expect(run("list", "--stack", "north").status).to.equal(0);
  });

  it("knows a fleet file by any path that leads to it", () => {
    for (const path of ["./fleets/../fleets/prod.yaml", join(site.root, "fleets/prod.yaml")]) {
      expect(run("remove", "globex", "--fleet", path).stdout).to.include("pulumi up -s south\n");
    }
  });

  it("prints nothing that steers a terminal", () => {
    site.put("fleets/prod/globex.yaml", globex.replace("globex@example.com", '"evil\\e[2J"'));
    expect(run("list").stdout).to.include("evil\\u001b[2J").and.not.include("\x1b");
    expect(run("sh\x1b[2J").stderr).to.include("sh\\u001b[2J").and.not.include("\x1b");
  });

  it("says so where no stack file names a fleet", () => {
    for (const path of ["Pulumi.north.yaml", "Pulumi.south.yaml"]) site.put(path, "config: {}\n");
    expect(run("list").stderr).to.equal(
      "No stack file (Pulumi.<stack>.yaml) names a fleet here: name its file with --fleet.\n",
    );
    expect(run("list", "--stack", "nowhere").stderr).to.equal(
      'No stack file names the fleet of stack "nowhere". No stack file names a fleet here.\n',
    );
    expect(run("list", "--fleet", "fleets/prod.yaml").status).to.equal(0);
  });

  it("says why the stack file that is meant names no fleet", () => {
    site.put("Pulumi.north.yaml", "config: {}\n");
    expect(run("list", "--stack", "north").stderr).to.equal(
      "Pulumi.north.yaml has no higress-fleet:fleet; add it under config:\n",
    );
    site.put("Pulumi.north.yaml", "config: [\n");
    expect(run("list", "--stack", "north").stderr).to.match(/^Pulumi\.north\.yaml cannot be read: Flow sequence .+\n$/);
    expect(run("list", "--stack", "south").status).to.equal(0);
  });

  it("takes no stack file for a fleet file", () => {
    expect(run("list", "--fleet", "Pulumi.north.yaml")).to.deep.equal({
      status: 1,
      stdout: "",
      stderr: "Pulumi.north.yaml is a stack file: take --stack north\n",
    });
  });

  it("shows and takes leave of a tenant, or says which one was meant", () => {
    expect(run("show", "globex").stdout.split("\n")[0]).to.equal("tenant      globex");
    expect(run("remove", "globex").stdout.split("\n")[0]).to.equal(
      'Nothing is deleted by this command. Without tenant "globex":',
    );
    expect(run("show", "globxe")).to.deep.equal({
      status: 1,
      stdout: "",
      stderr: 'fleets/prod.yaml has no tenant "globxe". Did you mean "globex"?\n',
    });
    expect(run("remove", "x").stderr).to.equal('fleets/prod.yaml has no tenant "x". Its tenants: globex.\n');
    expect(site.text("fleets/prod/globex.yaml")).to.equal(globex);
    expect(site.all()).to.deep.equal(Object.keys(files).toSorted());
  });

  it("tells the faults of a fleet before it tells of tenants", () => {
    site.put("fleets/prod/globex.yaml", "id: globex\n");
    const { status, stderr } = run("list");
    expect(status).to.equal(1);
    expect(stderr).to.include("fleets/prod/globex.yaml:1:1 owner: is missing\n");
  });

  it("says that a fleet without a file has no tenant yet", () => {
    site.put("fleets/prod.yaml", site.text("fleets/prod.yaml").replace("prod/*.yaml", "none/*.yaml"));
    const none = "fleets/prod.yaml has no tenant yet; `add` makes the first.\n";
    expect(run("list").stderr).to.equal(none);
    site.put("fleets/prod.yaml", site.text("fleets/prod.yaml").replace(/tenants:.*/, "tenants: []"));
    for (const command of ["show", "remove"]) expect(run(command, "acme").stderr).to.equal(none);
  });

  it("prints help, and scripts for shells it knows", () => {
    expect(run("--help").stdout).to.match(/^npm run tenant -- COMMAND/);
    expect(run("completion", "zsh").stdout).to.include("compdef _higress_fleet npm\n");
    expect(run("completion", "fish").stderr).to.equal("completion needs a shell: bash or zsh.\n");
  });

  it("never complains while a word is completed", () => {
    expect(run("complete", "list", "--stack", "")).to.deep.equal({ status: 0, stdout: "north\nsouth\n", stderr: "" });
    expect(run("complete", "show", "--stack", "nowhere", "")).to.deep.equal({ status: 0, stdout: "", stderr: "" });
  });

  describe("on a terminal", () => {
    before(function () {
      if (spawnSync("script", ["-qec", "true", "/dev/null"]).status !== 0) this.skip();
    });

    /** Types the next answer whenever a question has come; resolves with all that the terminal showed. */
    const talk = (command: string, turns: readonly (readonly [question: string, answer: string])[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: site.root, stdio: "pipe" });
        let shown = "";
        let seen = 0;
        const left = [...turns];
        child.stdout.on("data", (chunk: Buffer) => {
          shown += chunk.toString();
          for (const [question, answer] of left.slice(0, 1)) {
            const at = shown.indexOf(question, seen);
            if (at < 0) continue;
            seen = at + question.length;
            left.shift();
            child.stdin.write(answer);
          }
        });
        child.on("error", reject);
        child.on("close", () => resolve(shown));
      });
    const program = `'${process.execPath}' '${tool}'`;

    it("asks for what is missing", async () => {
      const shown = await talk(`${program} add; echo ended with $?`, [
        ["id of the tenant: ", "acme\r"],
        ["owner, a mail address or a chat channel: ", "#team-acme\r"],
        ["): ", "s\r"],
        ["none: Enter: ", "api.acme.org www.acme.org\r"],
      ]);
      expect(shown).to.include("ended with 0");
      expect(site.text("fleets/prod/acme.yaml")).to.include(
        'id: acme\nowner: "#team-acme"\nsize: s\nhosts:\n  - api.acme.org\n  - www.acme.org\n',
      );
    });

    it("asks again for a fleet file that there is not, and knows one by any path", async () => {
      site.put("Pulumi.other.yaml", site.text("Pulumi.south.yaml").replace("prod", "other"));
      const question = "fleet file (fleets/other.yaml, fleets/prod.yaml): ";
      const shown = await talk(`${program} remove globex; echo ended with $?`, [
        [question, "fleets/nope.yaml\r"],
        [question, "fleets\r"],
        [question, "./Pulumi.south.yaml\r"],
        [question, `${site.root}/fleets/../fleets/prod.yaml\r`],
      ]);
      expect(shown).to.include("There is no file fleets/nope.yaml.").and.include("There is no file fleets.");
      expect(shown).to.include("./Pulumi.south.yaml is a stack file.");
      expect(shown).to.include("pulumi up -s south").and.include("ended with 0");
    });

    it("takes answers that are pasted at once", async () => {
      await talk(`${program} add --size s`, [["id of the tenant: ", "acme\r#team-acme\r\r"]]);
      expect(site.text("fleets/prod/acme.yaml")).to.include('id: acme\nowner: "#team-acme"\nsize: s\n');
    });

    for (const [name, key] of [
      ["Ctrl-C", "\x03"],
      ["Ctrl-D", "\x04"],
    ] as const) {
      it(`writes nothing after ${name}`, async () => {
        const shown = await talk(`${program} add acme --size s; echo ended with $?`, [["channel: ", key]]);
        expect(shown).to.include("No answer; nothing was written.");
        expect(shown).to.include("ended with 1");
        expect(site.all()).to.deep.equal(Object.keys(files).toSorted());
      });
    }

    it("completes words in bash itself", async () => {
      site.put("rc", `PS1='ready> '\nnpm() { echo "called with $*"; }\nsource <(${program} completion bash)\n`);
      const shown = await talk("bash --noprofile --rcfile rc -i", [
        ["ready> ", "npm run tenant -- show --st\tsou\tglo\t\r"],
        ["ready> ", "exit\r"],
      ]);
      expect(shown).to.include("called with run tenant -- show --stack south globex");
    });
  });
});
