import { expect } from "chai";
import rule from "../../../policy/rules/wasm-no-inline-secret.ts";
import { change, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const plugin = pick("acme.plugin");
const configured = (config: unknown) => change(plugin, "spec.defaultConfig", config);
const token = "correct-horse-battery";
/** Put together, so that nobody takes the test for a leak. */
const key = `sk-${"a1B2".repeat(8)}`;

describe("wasm-no-inline-secret", () => {
  it("refuses credentials by key, in lists and at any depth", () => {
    expect(found(rule, configured({ provider: { type: "openai", apiTokens: ["${TOKEN}", token] } }))).to.deep.equal([
      "spec.defaultConfig.provider.apiTokens[1]",
    ]);
    expect(found(rule, configured({ redis: { password: token }, clientSecret: token }))).to.deep.equal([
      "spec.defaultConfig.redis.password",
      "spec.defaultConfig.clientSecret",
    ]);
    expect(
      found(rule, change(plugin, "spec.matchRules[0].config", { consumers: [{ credential: token }] })),
    ).to.deep.equal(["spec.matchRules[0].config.consumers[0].credential"]);
    expect(found(rule, change(plugin, "spec.pluginConfig", { token }))).to.deep.equal(["spec.pluginConfig.token"]);
  });

  it("refuses them by their form, under whatever key", () => {
    const jwks = '{"keys":[{"kty":"oct","kid":"1","k":"made-up"}]}';
    const pem = ["-----BEGIN EC", "PRIVATE KEY-----\nabc"].join(" ");
    for (const value of [key, `use ${key}`, jwks, pem, "redis://shop:horse@redis.example:6379"]) {
      expect(found(rule, configured({ note: value })), value).to.deep.equal(["spec.defaultConfig.note"]);
    }
  });

  it("refuses them in JSON within a text, and by a variable's name", () => {
    expect(found(rule, configured({ settings: `{"a":1,"password":"${token}"}` }))).to.deep.equal([
      "spec.defaultConfig.settings",
    ]);
    expect(found(rule, configured({ env: [{ name: "API_TOKEN", value: token }] }))).to.deep.equal([
      "spec.defaultConfig.env[0].value",
    ]);
    expect(found(rule, change(plugin, "spec.vmConfig", { env: [{ name: "API_TOKEN", value: token }] }))).to.deep.equal([
      "spec.vmConfig.env[0].value",
    ]);
  });

  it("never says what it found", () => {
    for (const spoiled of [configured({ apiToken: token }), configured({ note: key })]) {
      expect(JSON.stringify(messages(rule, spoiled)))
        .to.not.include(token)
        .and.not.include(key);
    }
  });

  it("accepts references, placeholders, names and switches", () => {
    for (const config of [
      { apiTokens: ["${secret.acme-gateway/ai.token}"], credential: "Bearer ${TOKEN}" },
      { authSecret: "shop-tls", tokenHeader: "x-token", keys: ["x-api-key"], forwardToken: true },
      { jwks: '{"keys":[{"kty":"RSA","n":"made-up","e":"AQAB"}]}', maxTokens: 4096 },
      null,
    ]) {
      expect(found(rule, configured(config)), JSON.stringify(config)).to.deep.equal([]);
    }
  });

  it("has nothing to say about other kinds", () => {
    expect(found(rule, pick("acme.bridge"))).to.equal(undefined);
    expect(found(rule, plugin)).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, configured({ realm: unknown }))).to.deep.equal(["spec.defaultConfig.realm"]);
  });
});
