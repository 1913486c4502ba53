import { expect } from "chai";
import { help, readCall } from "../../../tools/tenant/arguments.ts";

describe("arguments of the tenant command", () => {
  it("are a command, what it is about, and flags in any order", () => {
    const call = readCall(["add", "--host", "a.org", "acme", "--size", "m", "--host=b.org"]);
    expect(call.command).to.equal("add");
    expect(call.subject).to.equal("acme");
    expect({ ...call.flags }).to.deep.equal({ host: ["a.org", "b.org"], size: ["m"] });
  });

  it("leave out what is not given", () => {
    const call = readCall(["list"]);
    expect(call).to.not.have.property("subject");
    expect({ ...call.flags }).to.deep.equal({});
  });

  const usage = (of: string): string => `\nUsage: npm run tenant -- ${of} [--stack STACK] [--fleet FILE]`;
  const wrong: Readonly<Record<string, string>> = {
    "": "No command. There are: add, list, show, remove, suspend, resume, retire, completion; --help tells more.",
    "shwo acme":
      'There is no command "shwo". There are: add, list, show, remove, suspend, resume, retire, completion; --help tells more.',
    toString:
      'There is no command "toString". There are: add, list, show, remove, suspend, resume, retire, completion; --help tells more.',
    "list acme": `list has no use for "acme".${usage("list")}`,
    "show acme globex": `show has no use for "globex".${usage("show ID")}`,
    "show --size m": `Unknown option '--size'.${usage("show ID")}`,
    "show acme --stack": `Option '--stack <value>' argument missing.${usage("show ID")}`,
    "show acme --stack a --stack b": "--stack is given twice; give it once.",
    "completion bash --stack a": "Unknown option '--stack'.\nUsage: npm run tenant -- completion SHELL",
  };
  for (const [words, message] of Object.entries(wrong)) {
    it(`"${words}" is told what is wrong`, () => {
      expect(() => readCall(words.split(" ").filter((word) => word !== ""))).to.throw(message);
    });
  }

  it("are all in the help", () => {
    for (const word of [
      "add ID",
      "list",
      "show ID",
      "remove ID",
      "suspend ID",
      "resume ID",
      "retire ID",
      "completion SHELL",
      "--host HOST",
      "--fleet FILE",
    ]) {
      expect(
        help()
          .split("\n")
          .filter((line) => line.startsWith(`  ${word} `)),
        word,
      ).to.have.length(1);
    }
  });
});
