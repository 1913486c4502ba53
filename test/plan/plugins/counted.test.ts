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

  it("count by consumer: those who are named, then patterns, then all others", () => {
    const limits =
      "limits: [{ count: 10, per: day }, { pattern: '^gold-', count: 20, per: day }, { value: partner, count: 30, per: hour }]";
    expect(told(aiTokenRateLimit, `{ counter: c, each: [{ by: consumer, ${limits} }] }`)).to.deep.include({
      rule_items: [
        { limit_by_consumer: "", limit_keys: [{ key: "partner", token_per_hour: 30 }] },
        {
          limit_by_per_consumer: "",
          limit_keys: [
            { key: "*", token_per_day: 10 },
            { key: "regexp:^gold-", token_per_day: 20 },
          ],
        },
      ],
    });
  });

  it("count by the address that the entry wrote down, of both families where none is named", () => {
    const limits = "limits: [{ network: 192.0.2.0/24, count: 1, per: minute }, { count: 2, per: minute }]";
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
    const limit_keys = [{ key: "a", query_per_second: 1 }];
    expect(told(clusterKeyRateLimit, `{ counter: c, each: [${all}] }`)).to.deep.include({
      rule_items: [
        { limit_by_header: "x-plan", limit_keys },
        { limit_by_param: "plan", limit_keys },
        { limit_by_cookie: "plan", limit_keys },
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
});
