import { expect } from "chai";
import { Resolver } from "node:dns/promises";
import { proofRecords } from "../../../plan/proof.ts";
import { ask, type Answer } from "../../../tools/domains/ask.ts";
import { dnsServer, type DnsServer, type Zone } from "../../support/dns.ts";

const realm = { environment: "prod", domain: "aigw.example.net" };
const records = proofRecords("api.acme.org", "acme", realm);
const [own = { record: "", value: "" }, above = { record: "", value: "" }] = records;
const foreign = proofRecords("api.acme.org", "globex", realm)[0]?.value ?? "";

describe("DNS, asked for the records that prove a host", function () {
  this.timeout(60_000);
  let dns: DnsServer;
  before(async () => {
    dns = await dnsServer();
  });
  after(() => dns.close());

  function answerOf(zone: Zone): Promise<Answer> {
    dns.serve(zone);
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([dns.address]);
    return ask(records, resolver);
  }
  const words = async (zone: Zone): Promise<readonly string[]> => {
    const answer = await answerOf(zone);
    return answer.is === "there" ? [] : [answer.is, ...answer.seen];
  };

  it("knows the record at the host's own name, and at one above it", async () => {
    expect(await answerOf({ [own.record]: { txt: [own.value] } })).to.deep.equal({ is: "there", proof: own });
    expect(await answerOf({ [above.record]: { txt: [above.value] } })).to.deep.equal({ is: "there", proof: above });
  });

  it("asks for nothing above the registered domain", async () => {
    const before = dns.asked.length;
    await answerOf({});
    expect(new Set(dns.asked.slice(before))).to.deep.equal(
      new Set(records.flatMap(({ record }) => [`CNAME ${record}`, `TXT ${record}`])),
    );
  });

  it("finds it among other texts, and in pieces", async () => {
    const pieces = [own.value.slice(0, 7), own.value.slice(7)];
    const txt = ["v=spf1 -all", foreign, pieces];
    expect(await answerOf({ [own.record]: { txt } })).to.have.property("is", "there");
    expect(await answerOf({ [own.record]: { txt: pieces } })).to.have.property("is", "absent");
  });

  it("says that there is no such name, or no text, as an answer", async () => {
    const none = ["absent", `${own.record} has no such text`, `${above.record} has no such text`];
    expect(await words({})).to.deep.equal(none);
    expect(await words({ [own.record]: "empty", [above.record]: { txt: ["v=spf1 -all"] } })).to.deep.equal(none);
  });

  it("tells another tenant's token from none, and takes neither", async () => {
    expect((await words({ [own.record]: { txt: [foreign] } }))[1]).to.equal(`${own.record} has another token`);
    // That of another name of the same tenant proves that name's hosts, not this one's.
    expect((await words({ [own.record]: { txt: [above.value] } }))[0]).to.equal("absent");
    expect((await words({ [own.record]: { txt: [`${own.value} `, own.value.toUpperCase()] } }))[0]).to.equal("absent");
  });

  it("does not follow a CNAME: its target's owner is not the name's", async () => {
    const target = "parked.example.com";
    expect(await words({ [own.record]: { cname: target }, [target]: { txt: [own.value] } })).to.deep.equal([
      "absent",
      `${own.record} is a CNAME to ${target}, which proves nothing: make it a TXT record`,
      `${above.record} has no such text`,
    ]);
    const wildcard = { "*.acme.org": { cname: target }, [target]: { txt: [own.value, above.value] } };
    expect((await words(wildcard))[0]).to.equal("absent");
    expect(await answerOf({ ...wildcard, [above.record]: { txt: [above.value] } })).to.have.property("is", "there");
  });

  it("is no answer when a server fails, refuses or is silent", async () => {
    for (const [failure, said] of [
      ["SERVFAIL", "the server fails (SERVFAIL)"],
      ["REFUSED", "the server refuses to answer (REFUSED)"],
      ["silence", "no server answers"],
    ] as const) {
      expect((await words({ [own.record]: failure })).slice(0, 2)).to.deep.equal(["unclear", `${own.record}: ${said}`]);
    }
  });

  it("is answer enough with one record, whatever fails beside it", async () => {
    const zone: Zone = { [own.record]: "SERVFAIL", [above.record]: { txt: [above.value] } };
    expect(await answerOf(zone)).to.deep.equal({ is: "there", proof: above });
  });

  it("is no answer when nobody listens", async () => {
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers(["127.0.0.1:1"]);
    expect(await ask(records, resolver)).to.have.property("is", "unclear");
  });
});
