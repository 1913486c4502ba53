import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parse } from "yaml";
import { readFleet } from "../../../fleets/read.ts";
import { formatFault } from "../../../plan/fault.ts";
import { proofRecords } from "../../../plan/proof.ts";
import { dnsServer, type DnsServer, type Zone } from "../../support/dns.ts";
import { files, fleetFile, head, newSite, type Site } from "../tenant/site.ts";

const tool = join(import.meta.dirname, "../../../tools/domains/main.ts");
const proofsFile = "fleets/prod.proofs.yaml";
const realm = { environment: "test", domain: "aigw.example.com" };
const [wanted = { record: "", value: "" }] = proofRecords("shop.globex.org", "globex", realm);
const there: Zone = { [wanted.record]: { txt: [wanted.value] } };
const today = (): string => new Date().toISOString().slice(0, 10);

describe("npm run domains", function () {
  this.timeout(60_000);
  let site: Site;
  let dns: DnsServer;
  before(async () => {
    dns = await dnsServer();
  });
  after(() => dns.close());
  beforeEach(() => {
    site = newSite({ ...files, [fleetFile]: `${head}domains: { proof: required }\ntenants: prod/*.yaml\n` });
    dns.serve({});
  });
  afterEach(() => site.remove());

  async function run(...words: readonly string[]) {
    const child = spawn(process.execPath, [tool, ...words], { cwd: site.root });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => (text += part));
    }
    const closed = (await once(child, "close")) as readonly unknown[];
    return { code: closed[0], text };
  }
  const verify = (...words: readonly string[]) => run("verify", "--stack", "south", "--server", dns.address, ...words);
  const withheld = (): readonly string[] => {
    const read = readFleet(fleetFile, site.root);
    if ("faults" in read) return read.faults.map(formatFault);
    return read.fleet.tenants.flatMap((tenant) => tenant.withheld.map(({ host, state }) => `${host} ${state}`));
  };
  const proofs = (): unknown => (parse(site.text(proofsFile)) as { readonly proofs: unknown }).proofs;
  const verified = { host: "shop.globex.org", tenant: "globex", ...wanted, state: "verified" };
  const put = (change: Readonly<Record<string, string>>) =>
    site.put(proofsFile, JSON.stringify({ proofs: [{ ...verified, since: "2026-01-01", ...change }] }));

  it("writes what DNS says, and the fleet goes by it", async () => {
    expect(withheld()).to.deep.equal(["shop.globex.org pending"]);
    const pending = await verify();
    expect(pending.code).to.equal(0);
    expect(pending.text).to.include("Not verified: 1 of 1.");
    expect(proofs()).to.deep.equal([]);

    dns.serve(there);
    const found = await verify();
    expect(found.text).to.match(
      /shop\.globex\.org +globex +pending → verified +_higress-fleet\.shop\.globex\.org is there/,
    );
    expect(proofs()).to.deep.equal([{ ...verified, since: today() }]);
    expect(withheld()).to.deep.equal([]);
    expect((await verify()).text).to.include(`Nothing to write: ${proofsFile} says so already.`);
  });

  it("keeps a host whose record is gone for some days, and then does not", async () => {
    put({});
    await verify();
    expect(proofs()).to.deep.equal([{ ...verified, since: "2026-01-01", missing: today() }]);
    expect(withheld()).to.deep.equal([]);
    put({ missing: "2026-02-01" });
    await verify();
    expect(proofs()).to.deep.equal([{ ...verified, state: "expired", since: today() }]);
    expect(withheld()).to.deep.equal(["shop.globex.org expired"]);
  });

  it("changes nothing for a server that fails, and says so by its exit code", async () => {
    put({ missing: "2026-02-01" });
    dns.serve({ [wanted.record]: "SERVFAIL" });
    const { code, text } = await verify();
    expect(code).to.equal(1);
    expect(text).to.include("the server fails (SERVFAIL)");
    expect(text).to.include("DNS could not be asked about 1 of 1: ask again later.");
    expect(proofs()).to.deep.equal([{ ...verified, since: "2026-01-01", missing: "2026-02-01" }]);
  });

  it("writes nothing with --check, and fails unless all is verified and written", async () => {
    const { code, text } = await verify("--check");
    expect(code).to.equal(1);
    expect(text).to.include(`Would be written: ${proofsFile}`);
    expect(site.all()).not.to.include(proofsFile);
    dns.serve(there);
    expect((await verify("--check")).code).to.equal(1);
    await verify();
    expect((await verify("--check")).code).to.equal(0);
  });

  it("takes out a proof that fits nobody any more, which the fleet is refused for", async () => {
    put({ tenant: "acme" });
    expect(withheld().join()).to.include('is proven for tenant "acme" and is a host of tenant "globex"');
    await verify();
    expect(proofs()).to.deep.equal([]);
    expect(withheld()).to.deep.equal(["shop.globex.org pending"]);
  });

  it("lists hosts and records without asking anybody", async () => {
    const before = dns.asked.length;
    const { code, text } = await run("list", "--fleet", fleetFile);
    expect(code).to.equal(0);
    for (const word of ["shop.globex.org", "pending", wanted.record, wanted.value, "_higress-fleet.globex.org"]) {
      expect(text).to.include(word);
    }
    expect(dns.asked.length).to.equal(before);
  });

  it("says what is wrong with what was typed or is written", async () => {
    const cases: readonly (readonly [words: readonly string[], said: string])[] = [
      [[], "No command. There are: list, verify; --help tells more."],
      [["prove"], 'There is no command "prove". There are: list, verify'],
      [["list", "--check"], "list asks nobody: --server and --check are for verify."],
      [["verify", "--stack", "south", "--server", "dns.example"], "--server: dns.example: write an address"],
      [["verify", "--stack", "west"], 'No stack file names the fleet of stack "west". Stacks: north, south.'],
      [["verify", "--servers", "x"], "Unknown option '--servers'"],
    ];
    for (const [words, said] of cases) {
      const { code, text } = await run(...words);
      expect(code, words.join(" ")).to.equal(1);
      expect(text, words.join(" ")).to.include(said);
    }
    site.put(proofsFile, "proofs: [");
    expect((await verify()).text).to.include(`${proofsFile}:1:`);
    expect((await run("--help")).code).to.equal(0);
  });
});
