import { expect } from "chai";
import { keyRateLimit } from "../../../../plan/plugins/builtin/key-rate-limit.ts";
import { faults, told } from "../told.ts";

describe("Plugin key-rate-limit", () => {
  it("is told limits by the value of a header or parameter", () => {
    expect(
      told(keyRateLimit, "{ header: X-Plan, limits: [{ value: basic, requests: 10, per: second }] }"),
    ).to.deep.equal({ limit_by_header: "x-plan", limit_keys: [{ key: "basic", query_per_second: 10 }] });
    const secret =
      "{ query: apikey, limits: [{ value: { secret: keys, key: a }, requests: 5, per: minute }, { value: { secret: keys, key: b }, requests: 1, per: day }] }";
    expect(told(keyRateLimit, secret, "rule")).to.deep.equal({
      limit_by_param: "apikey",
      limit_keys: [
        { key: "${secret.acme-gateway/keys.a}", query_per_minute: 5 },
        { key: "${secret.acme-gateway/keys.b}", query_per_day: 1 },
      ],
    });
  });

  it("is refused with values in clear that are credentials", () => {
    expect(
      faults(keyRateLimit, "{ config: { header: x-api-key, limits: [{ value: k1, requests: 1, per: second }] } }"),
    ).to.deep.equal([
      "config: the map has values in clear of something that carries credentials\n" +
        "    Write each value as { secret: <name>, key: <key> }.",
    ]);
  });

  it("is refused with two places of the value or none", () => {
    const limits = "limits: [{ value: a, requests: 1, per: second }]";
    for (const where of ["", "header: x-a, query: a, "]) {
      expect(faults(keyRateLimit, `{ config: { ${where}${limits} } }`)).to.deep.equal([
        "config: the map does not name exactly one place of the value\n    Give either header or query.",
      ]);
    }
  });

  it("is refused with two limits on one value", () => {
    const twice = "limits: [{ value: a, requests: 1, per: second }, { value: a, requests: 9, per: hour }]";
    expect(
      faults(keyRateLimit, `{ rules: [{ routes: [orders], config: { header: x-plan, ${twice} } }] }`),
    ).to.deep.equal([
      "rules[0].config.limits[1].value: has a limit already, which is the one that counts\n    Keep one of the two.",
    ]);
  });

  it("is refused with a limit of nothing", () => {
    expect(
      faults(keyRateLimit, "{ config: { header: x-plan, limits: [{ value: a, requests: 0, per: week }] } }"),
    ).to.deep.equal([
      "config.limits[0].requests: 0 is out of range\n    Use a whole number from 1 to 1000000.",
      'config.limits[0].per: "week" is not one of the choices\n    Write "second", "minute", "hour" or "day".',
    ]);
  });
});
