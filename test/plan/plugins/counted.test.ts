import { expect } from "chai";
import fc from "fast-check";
import { aiTokenRateLimit } from "../../../plan/plugins/builtin/ai-token-ratelimit.ts";
import { clusterKeyRateLimit } from "../../../plan/plugins/builtin/cluster-key-rate-limit.ts";
import { faults, told } from "./told.ts";

const redis = { service_name: "redis-stack-server.acme-gateway.svc.cluster.local", service_port: 6379 };
const refusal = { rejected_code: 429, rejected_msg: "Too many requests", redis };

describe("Plugins that count in Redis", () => {
  it("count all of it together", () => {
    expect(told(aiTokenRateLimit, "{ counter: quota, total: { count: 1000000, per: day } }")).to.deep.equal({
      rule_name: "quota",
      global_threshold: { token_per_day: 1_000_000 },
      ...refusal,
    });
    expect(
      told(
        clusterKeyRateLimit,
        "{ counter: all, total: { count: 9, per: second }, status: 503, message: busy }",
        "rule",
      ),
    ).to.deep.equal({
      rule_name: "all",
      global_threshold: { query_per_second: 9 },
      rejected_code: 503,
      rejected_msg: "busy",
      redis,
    });
  });

  it("count by consumer, all in one item: those who are named, then patterns, then all others", () => {
    const limits =
      "limits: [{ count: 10, per: day }, { pattern: '^gold-', count: 20, per: day }, { value: a.b@c, count: 30, per: hour }]";
    expect(told(aiTokenRateLimit, `{ counter: c, each: [{ by: consumer, ${limits} }] }`)).to.deep.include({
      rule_items: [
        {
          limit_by_per_consumer: "",
          limit_keys: [
            { key: String.raw`regexp:^a\.b@c$`, token_per_hour: 30 },
            { key: "regexp:^gold-", token_per_day: 20 },
            { key: "*", token_per_day: 10 },
          ],
        },
      ],
    });
  });

  it("take a single value for that and nothing else, whatever stands in it", () => {
    const text = fc.stringMatching(/^[\\.+*?()|[\]{}^$ab-]{1,6}$/);
    fc.assert(
      fc.property(text, text, (value, other) => {
        const limit = `{ value: ${JSON.stringify(value)}, count: 1, per: day }`;
        const config = `{ counter: c, each: [{ by: consumer, limits: [${limit}] }] }`;
        const key = /"key":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(told(clusterKeyRateLimit, config)))?.[1] ?? "";
        const expression = new RegExp(String(JSON.parse(key)).replace(/^regexp:/, ""));
        expect(expression.test(value)).to.equal(true);
        expect(expression.test(other)).to.equal(other === value);
      }),
    );
  });

  it("count by the address that the entry wrote down, of both families where none is named", () => {
    const limits = "limits: [{ count: 2, per: minute }, { network: 192.0.2.0/24, count: 1, per: minute }]";
    expect(told(clusterKeyRateLimit, `{ counter: c, each: [{ by: client, ${limits} }] }`)).to.deep.include({
      rule_items: [
        {
          limit_by_per_ip: "from-header-x-higress-fleet-client",
          limit_keys: [
            { key: "192.0.2.0/24", query_per_minute: 1 },
            { key: "0.0.0.0/0", query_per_minute: 2 },
            { key: "::/0", query_per_minute: 2 },
          ],
        },
      ],
    });
  });

  it("count by headers, parameters and cookies", () => {
    const each = (by: string) => `{ by: ${by}, limits: [{ value: a, count: 1, per: second }] }`;
    const all = [each("{ header: X-Plan }"), each("{ query: plan }"), each("{ cookie: plan }")].join(", ");
    const limit_keys = [{ key: "regexp:^a$", query_per_second: 1 }];
    expect(told(clusterKeyRateLimit, `{ counter: c, each: [${all}] }`)).to.deep.include({
      rule_items: [
        { limit_by_per_header: "x-plan", limit_keys },
        { limit_by_per_param: "plan", limit_keys },
        { limit_by_per_cookie: "plan", limit_keys },
      ],
    });
  });

  it("lose no limit, whatever its kind", () => {
    const kind = fc.constantFrom("", "value: a, ", "pattern: a+, ");
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, fc.integer({ min: 1, max: 999 })), { minLength: 1 }), (all) => {
        const limits = all.map(([how, count]) => `{ ${how}count: ${count}, per: second }`).join(", ");
        const { rule_items } = told(
          clusterKeyRateLimit,
          `{ counter: c, each: [{ by: consumer, limits: [${limits}] }] }`,
        );
        const counts = [...JSON.stringify(rule_items).matchAll(/"query_per_second":(\d+)/g)].map(([, count]) => count);
        expect(counts.toSorted()).to.deep.equal(all.map(([, count]) => String(count)).toSorted());
      }),
    );
  });

  for (const limit of [
    "",
    ", total: { count: 1, per: day }, each: [{ by: client, limits: [{ count: 1, per: day }] }]",
  ]) {
    it(`are refused with ${limit === "" ? "no limit" : "two kinds of limits"}`, () => {
      expect(faults(aiTokenRateLimit, `{ config: { counter: c${limit} } }`)).to.deep.equal([
        "config: the map does not name exactly one limit\n    Give either total or each.",
      ]);
    });
  }

  it("are refused with a network of something else, and a value of an address", () => {
    const each = (by: string, what: string) =>
      `{ config: { counter: c, each: [{ by: ${by}, limits: [{ ${what}, count: 1, per: day }] }] } }`;
    expect(faults(aiTokenRateLimit, each("consumer", "network: 10.0.0.0/8"))).to.deep.equal([
      "config.each[0].limits[0].network: is of clients, and this counts by something else\n" +
        "    Write value or pattern, or by: client.",
    ]);
    expect(faults(aiTokenRateLimit, each("client", "value: a"))).to.deep.equal([
      "config.each[0].limits[0].value: is nothing that a client's address has\n    Write network, or neither for all.",
    ]);
  });

  it("are refused with patterns that RE2 cannot read", () => {
    const text =
      "{ config: { counter: c, each: [{ by: consumer, limits: [{ pattern: '(?=a)', count: 1, per: day }] }] } }";
    expect(faults(clusterKeyRateLimit, text)).to.deep.equal([
      'config.each[0].limits[0].pattern: "(?=a)" looks ahead or behind, which RE2 cannot\n' +
        "    Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.",
    ]);
  });

  it("are refused with credentials as names of counters", () => {
    const text = "{ config: { counter: c, each: [{ by: { header: x-api-key }, limits: [{ count: 1, per: day }] }] } }";
    expect(faults(clusterKeyRateLimit, text)).to.deep.equal([
      'config.each[0].by.header: "x-api-key" carries credentials, which would end in Redis\n' +
        "    Have key-auth ask for them, and count by consumer.",
    ]);
  });

  const each = (...items: readonly string[]) => `{ counter: c, each: [${items.join(", ")}] }`;
  const by = (what: string, ...limits: readonly string[]) =>
    `{ by: ${what}, limits: [${limits.map((limit) => `{ ${limit}count: 1, per: day }`).join(", ")}] }`;
  const ofBoth = (config: string) => {
    const found = faults(clusterKeyRateLimit, `{ config: ${config} }`);
    expect(faults(aiTokenRateLimit, `{ config: ${config} }`)).to.deep.equal(found);
    return found;
  };

  it("are refused with limits that never count", () => {
    const hidden = (at: number, by: string) =>
      `config.each[0].limits[${at}]: never counts: ${by} stands before it, and has taken all that it is for\n` +
      "    Keep one of the two, or write the narrower network first.";
    expect(ofBoth(each(by("consumer", "value: a, ", "value: b, ", "value: a, ")))).to.deep.equal([
      hidden(2, 'that for "a"'),
    ]);
    expect(ofBoth(each(by("consumer", "", "")))).to.deep.equal([hidden(1, "another for all others")]);
    expect(ofBoth(each(by("{ query: a }", "pattern: ^a, ", "pattern: ^a, ")))).to.deep.equal([
      hidden(1, 'that for "^a"'),
    ]);
    expect(ofBoth(each(by("client", "network: 10.0.0.0/8, ", "network: 10.1.0.0/16, ")))).to.deep.equal([
      hidden(1, 'that for "10.0.0.0/8"'),
    ]);
    expect(ofBoth(each(by("client", "", "network: 10.1.0.0/16, ", "network: 10.0.0.0/8, ")))).to.deep.equal([]);
    expect(ofBoth(each(by("consumer", "", "pattern: a, ", "value: a, ")))).to.deep.equal([]);
  });

  it("are refused with two items that count by one thing", () => {
    expect(ofBoth(each(by("consumer", "value: a, "), by("client", ""), by("consumer", "")))).to.include(
      "config.each[2].by: is what each[0] counts by, and newer builds of the plugin would count such a request twice\n" +
        "    Write the limits of both under one of the two.",
    );
    expect(ofBoth(each(by("{ header: X-A }", ""), by("{ header: x-a }", "")))).to.have.lengthOf(1);
    expect(ofBoth(each(by("{ header: a }", ""), by("{ query: a }", "")))).to.deep.equal([]);
  });

  it("are refused with items behind one that has a limit for every request", () => {
    const last =
      "config.each[0]: has a limit for every request, and older builds of the plugin count nothing behind it\n" +
      "    Write it as the last item.";
    expect(ofBoth(each(by("client", ""), by("consumer", "")))).to.deep.equal([last]);
    const all = by("client", "network: 0.0.0.0/0, ", "network: '::/0', ");
    expect(ofBoth(each(all, by("consumer", "")))).to.deep.equal([last]);
    expect(ofBoth(each(by("client", "network: 0.0.0.0/0, "), by("consumer", "")))).to.deep.equal([]);
    expect(ofBoth(each(by("consumer", ""), by("client", "")))).to.deep.equal([]);
  });

  it("are refused with more items than the plugin reads", () => {
    const items = (count: number) => Array.from({ length: count }, (_, at) => by(`{ query: a${at} }`, ""));
    expect(ofBoth(each(...items(10)))).to.deep.equal([]);
    expect(ofBoth(each(...items(11)))).to.deep.equal([
      "config.each: the list has 11 items, and the plugin takes 10\n    Keep those, or say the others in another rule.",
    ]);
  });

  it("share a counter among equal limits and no others", () => {
    const rules = (...counts: readonly number[]) =>
      `{ rules: [${counts
        .map(
          (count) =>
            `{ routes: [a], config: { counter: c, total: { count: ${count}, per: day }, status: 5${count}0 } }`,
        )
        .join(", ")}] }`;
    expect(faults(clusterKeyRateLimit, rules(1, 1))).to.deep.equal([]);
    expect(faults(clusterKeyRateLimit, rules(1, 2))).to.deep.equal([
      'rules[1].config.counter: "c" is the counter of other limits too, and newer builds of the plugin count both in one\n' +
        "    Give it a name of its own, or both the same limits.",
    ]);
  });

  for (const name of ["JSESSIONID", "PHPSESSID", "sid", "connect.sid", "ASP.NET_SessionId", "_shop_session", "CFID"]) {
    it(`are refused with sessions as names of counters: ${name}`, () => {
      expect(ofBoth(each(by(`{ cookie: ${name} }`, "")))).to.deep.equal([
        `config.each[0].by.cookie: "${name}" names sessions, and whoever reads one in Redis has it\n` +
          "    Count by consumer or client, or by a value that lets nobody in.",
      ]);
    });
  }

  for (const name of ["side", "inside", "plan", "residence", "possessive"]) {
    it(`may count by a cookie that names no session: ${name}`, () => {
      expect(ofBoth(each(by(`{ cookie: ${name} }`, "")))).to.deep.equal([]);
    });
  }
});
