import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readUnproven } from "../../../fleets/read.ts";
import { claimsOf } from "../../../tools/domains/hosts.ts";
import { dnsServer, type DnsServer } from "../../support/dns.ts";

const project = join(import.meta.dirname, "../../..");
const page = readFileSync(join(project, "docs/domains.md"), "utf8");

/** Every call that the page shows, with what it says is printed. */
const examples = [...page.matchAll(/^```\n\$ npm run --silent (domains|tenant) -- (.+)\n([^]*?)^```$/gm)].map(
  ([, tool = "", words = "", printed = ""]) => ({ tool, words, printed }),
);

/** As the owners of prod's hosts have made them: one record for example.com, one for each host below example.org. */
async function ownersOfProd(): Promise<DnsServer> {
  const read = readUnproven("fleets/prod.yaml", project);
  if ("faults" in read) throw new Error("prod has faults");
  const zone = new Map<string, string[]>();
  for (const { host, records } of claimsOf(read.fleet, [])) {
    const made = records.at(host.endsWith("example.org") ? 0 : -1);
    if (made !== undefined) zone.set(made.record, [...(zone.get(made.record) ?? []), made.value]);
  }
  return dnsServer(Object.fromEntries([...zone].map(([name, txt]) => [name, { txt }])));
}

describe("docs/domains.md", function () {
  this.timeout(120_000);
  let root = "";
  let dns: DnsServer;
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "domains-page-"));
    for (const name of ["fleets", ...readdirSync(project).filter((file) => file.startsWith("Pulumi."))]) {
      cpSync(join(project, name), join(root, name), { recursive: true });
    }
    dns = await ownersOfProd();
  });
  after(async () => {
    await dns.close();
    rmSync(root, { recursive: true });
  });

  /** With the test's DNS in place of the system's. */
  async function printedBy(tool: string, words: string): Promise<string> {
    const server = words.startsWith("verify") ? ` --server ${dns.address}` : "";
    const program = join(project, `tools/${tool}/main.ts`);
    const child = spawn("sh", ["-c", `"${process.execPath}" "${program}" ${words}${server} 2>&1`], { cwd: root });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
    await once(child, "close");
    return text;
  }

  it("has an example of each command", () => {
    expect(examples.map(({ words }) => words.split(" ")[0])).to.include.members(["list", "verify"]);
  });

  // They follow each other: what one writes, the next one finds.
  for (const { tool, words, printed } of examples) {
    it(`shows what is printed by: ${tool} ${words}`, async () => {
      expect(await printedBy(tool, words)).to.equal(printed);
    });
  }
});
