import { expect } from "chai";
import { answerDigest, answersConfig } from "../../../plan/answers.ts";
import type { Answer } from "../../../plan/model.ts";
import rule from "../../../policy/rules/host-owner-matches.ts";
import { validTenant } from "../../plan/fleet.ts";
import { messages } from "../verdict.ts";
import { facts } from "../world.ts";

const own: Readonly<Record<string, Answer>> = {
  acme: { body: "Back at noon.", type: "html", retryAfter: 600 },
  globex: { body: "Closed.", type: "text" },
};
/** Both are away, one of acme's hosts is not proven. */
const away = facts({
  tenants: facts().tenants.map((one) => {
    const answer = own[one.id];
    return {
      ...one,
      hosts: one.id === "acme" ? [...one.hosts, "new.example.net"] : one.hosts,
      ...(one.id === "acme" && { withheld: ["new.example.net"] }),
      ...(answer && { answered: answerDigest(answer) }),
    };
  }),
});
const hostsOf = (id: string) => away.tenants.find((one) => one.id === id)?.hosts.slice(1) ?? [];
const written = answersConfig(
  Object.entries(own).map(([id, answer]) =>
    validTenant(id, {
      suspend: true,
      maintenance: { active: false, shown: { answer } },
      hosts: hostsOf(id),
      withheld: id === "acme" ? [{ host: "new.example.net", state: "pending" }] : [],
    }),
  ),
  away.domain,
  "0.0.0.0",
);

const said = (json: unknown) => {
  const metadata = { name: "higress-fleet-pages", namespace: "higress-system" };
  return { type: "kubernetes:core/v1:ConfigMap", props: { metadata, data: { "envoy.json": json } } };
};
const messagesOf = (json: unknown, given = away) => messages(rule, said(json), given);

/** The file with another text at every place of this one, and read anew. */
function edited(find: string, replacement: string): string {
  const compact = JSON.stringify(JSON.parse(written));
  if (!compact.includes(find)) throw new Error(`no ${find} in ${compact}`);
  return compact.replace(find, replacement);
}

const unlike = ["is not what the page server reads"];
const acmes = '"domains":["*.acme.aigw.example.com"';

describe("what the page server reads", () => {
  it("is each tenant's words on that tenant's hosts", () => {
    expect(messagesOf(written)).to.deep.equal([]);
    expect(messagesOf(edited('"0.0.0.0"', '"::"'))).to.deep.equal([]);
  });

  it("has nobody's words swapped with another's, and none that the fleet has not", () => {
    const swapped = edited("Back at noon.", "\0").replace("Closed.", "Back at noon.").replace("\0", "Closed.");
    expect(messagesOf(swapped)).to.deep.equal([
      "has other words for tenant acme than the fleet",
      "has other words for tenant globex than the fleet",
    ]);
    for (const [find, replacement] of [
      ["text/plain", "text/html"],
      ['"key":"retry-after"', '"key":"set-cookie"'],
      [
        '"direct_response":{"status":503,"body":{"inline_string":"Closed."}}',
        '"redirect":{"host_redirect":"evil.example"}',
      ],
      ['"direct_response":{"status":503,"body":{"inline_string":"Closed."}}', '"route":{"cluster":"evil"}'],
    ] as const) {
      expect(messagesOf(edited(find, replacement))?.join(), find).to.match(
        /^has other words for tenant \w+ than the fleet$/,
      );
    }
  });

  it("speaks for who is away alone, and for all of them on all their hosts", () => {
    expect(messagesOf(written, facts())).to.deep.equal([
      'speaks for "acme", which is no tenant that is away',
      'speaks for "globex", which is no tenant that is away',
    ]);
    expect(messagesOf(edited('"name":"globex"', '"name":"initech"'))).to.deep.equal([
      'speaks for "initech", which is no tenant that is away',
      "says nothing for tenant globex, which is away",
    ]);
    expect(messagesOf(edited(`${acmes},`, '"domains":['))).to.deep.equal([
      'says nothing on "*.acme.aigw.example.com" of tenant acme, which is away',
    ]);
  });

  it("has no words on hosts of others, of all, or that are not proven", () => {
    for (const [host, problem] of [
      ["shop.globex.aigw.example.com", "belongs to tenant globex"],
      ["*.aigw.example.com", "belongs to no tenant"],
      ["*", "belongs to no tenant"],
      ["new.example.net", "is not proven"],
    ] as const) {
      expect(messagesOf(edited(acmes, `${acmes},"${host}"`)), host).to.deep.equal([
        `"${host}" has the words of tenant acme and ${problem}`,
      ]);
    }
  });

  it("is nothing beside: no way elsewhere for nobody's hosts, port, chain, filter, upstream", () => {
    const filter = '{"name":"envoy.filters.http.router"';
    const nobody = '"domains":["*"],"routes":[{"match":{"prefix":"/"},"direct_response":{"status":503}}]';
    for (const [find, replacement] of [
      [nobody, '"domains":["*"],"routes":[{"match":{"prefix":"/"},"redirect":{"host_redirect":"evil.example"}}]'],
      [nobody, nobody.replace("503}", '503,"body":{"inline_string":"x"}}')],
      ['"domains":["ready.invalid"]', '"domains":["ready.invalid","*.globex.aigw.example.com"]'],
      ['"filter_chains":[', '"filter_chains":[{"filters":[]},'],
      ['"listeners":[', '"listeners":[{},'],
      ['"http_filters":[', '"http_filters":[{"name":"envoy.filters.http.lua"},'],
      [filter, `{"name":"lua"},${filter}`],
      ['{"static_resources":{', '{"admin":{},"static_resources":{'],
      ['{"static_resources":{', '{"static_resources":{"clusters":[],'],
      [acmes, `"typed_per_filter_config":{},${acmes}`],
      // Which of the two Envoy takes is for Envoy to say.
      ['{"static_resources":{', '{"static_resources":{"listeners":[{}],'],
      ['"port_value":8080', '"port_value":80'],
    ] as const) {
      expect(messagesOf(edited(find, replacement)), replacement).to.deep.equal(unlike);
    }
  });

  it("is nothing at all that cannot be read", () => {
    for (const json of [
      undefined,
      "",
      "{}",
      "[]",
      "null",
      "not JSON",
      '{"static_resources":{"listeners":[{},{}]}}',
      7,
    ]) {
      expect(messagesOf(json), String(json)).to.deep.equal(unlike);
    }
  });
});
