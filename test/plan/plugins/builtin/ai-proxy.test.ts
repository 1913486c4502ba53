import { expect } from "chai";
import { parse } from "yaml";
import type { Route, Tenant } from "../../../../plan/model.ts";
import { aiProxy } from "../../../../plan/plugins/builtin/ai-proxy.ts";
import { validTenant } from "../../fleet.ts";
import { faults, told } from "../told.ts";

const tokens = "tokens: [{ secret: ai, key: first }]";
const two = "tokens: [{ secret: ai, key: first }, { secret: ai, key: second }]";
const chat: Route = {
  name: "chat",
  host: "ai.acme.aigw.example.com",
  path: "/",
  pathType: "Prefix",
  backend: { destinations: [{ host: "models.dns", weight: 100 }] },
};
const tenantWith = (domain: string): Tenant =>
  validTenant("acme", {
    registries: [{ type: "dns", name: "models", domains: [domain], port: 443, protocol: "https", cidrs: [] }],
  });
const toldProvider = (written: string) =>
  told(aiProxy, `{ provider: { ${written} } }`)["provider"] as Readonly<Record<string, unknown>>;
const apiTokens = ["${secret.acme-gateway/ai.first}"];

describe("Plugin ai-proxy", () => {
  it("is told a provider, the references to its tokens, and what clients speak", () => {
    expect(told(aiProxy, `{ provider: { type: deepseek, ${tokens} } }`)).to.deep.equal({
      provider: { id: "deepseek-9018fe284bb9", type: "deepseek", apiTokens, protocol: "openai" },
    });
  });

  it("is told everything else", () => {
    const more =
      "models: { gpt-4*: qwen-max, '*': qwen-turbo }, protocol: original, firstByte: 30s, " +
      "retry: { attempts: 2 }, failover: { model: qwen-turbo, failures: 5, interval: 1m }";
    expect(
      told(aiProxy, `{ provider: { type: qwen, ${two}, search: true, compatible: false }, ${more} }`, "rule"),
    ).to.deep.equal({
      provider: {
        id: "qwen-a83de9456317",
        type: "qwen",
        apiTokens: [...apiTokens, "${secret.acme-gateway/ai.second}"],
        qwenDomain: "dashscope.aliyuncs.com",
        qwenEnableSearch: true,
        qwenEnableCompatible: false,
        modelMapping: { "gpt-4*": "qwen-max", "*": "qwen-turbo" },
        protocol: "original",
        firstByteTimeout: 30_000,
        retryOnFailure: {
          enabled: true,
          maxRetries: 2,
          retryTimeout: 60_000,
          retryOnStatus: ["401", "403", "429", "5.*"],
        },
        failover: {
          enabled: true,
          failureThreshold: 5,
          successThreshold: 1,
          healthCheckInterval: 60_000,
          healthCheckModel: "qwen-turbo",
          failoverOnStatus: ["401", "403", "429"],
        },
      },
    });
  });

  const azure = "https://acme.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21";
  const providers: readonly (readonly [written: string, fields: object, host: string])[] = [
    [`type: openai, ${tokens}`, { apiTokens }, "api.openai.com"],
    [
      `type: openai, ${tokens}, url: "https://models.example.com/v1"`,
      { apiTokens, openaiCustomUrl: "https://models.example.com/v1" },
      "models.example.com",
    ],
    [`type: azure, ${tokens}, url: "${azure}"`, { apiTokens, azureServiceUrl: azure }, "acme.openai.azure.com"],
    [`type: doubao, ${tokens}`, { apiTokens, doubaoDomain: "ark.cn-beijing.volces.com" }, "ark.cn-beijing.volces.com"],
    [
      "type: ollama, server: models.acme.example, port: 11434",
      { ollamaServerHost: "models.acme.example", ollamaServerPort: 11434 },
      "models.acme.example",
    ],
    [`type: moonshot, ${tokens}`, { apiTokens }, "api.moonshot.cn"],
    [`type: deepseek, ${tokens}`, { apiTokens }, "api.deepseek.com"],
    [`type: claude, ${tokens}`, { apiTokens }, "api.anthropic.com"],
    [`type: gemini, ${tokens}`, { apiTokens }, "generativelanguage.googleapis.com"],
    [`type: groq, ${tokens}`, { apiTokens }, "api.groq.com"],
    [`type: mistral, ${tokens}`, { apiTokens }, "api.mistral.ai"],
    [`type: zhipuai, ${tokens}`, { apiTokens }, "open.bigmodel.cn"],
  ];
  for (const [written, fields, host] of providers) {
    it(`asks ${host} for { ${written} }`, () => {
      const [, type = ""] = /type: (\w+)/.exec(written) ?? [];
      const { id, ...provider } = toldProvider(written);
      expect(provider).to.deep.equal({ type, ...fields, protocol: "openai" });
      expect(id).to.match(new RegExp(`^${type}-[0-9a-f]{12}$`));
      const settings = aiProxy.schema.all.parse(parse(`{ provider: { ${written} } }`));
      const said = (domain: string) => aiProxy.route(settings, chat, tenantWith(domain)).map(({ message }) => message);
      expect(said(host)).to.deep.equal([]);
      expect(said("other.example")).to.deep.equal(
        written.includes("ollama") ? [] : [`route "chat" leads to models.dns, which would get the token for ${host}`],
      );
    });
  }

  it("is refused with a provider that it does not know here", () => {
    expect(faults(aiProxy, `{ config: { provider: { type: bedrock, ${tokens} } } }`)).to.deep.equal([
      'config.provider.type: "bedrock" is not one of the choices\n' +
        '    Write "openai", "azure", "qwen", "doubao", "ollama", "moonshot", "deepseek", "claude", "gemini", "groq", "mistral" or "zhipuai".',
    ]);
  });

  it("is refused with a token in clear, which it does not show", () => {
    const found = faults(aiProxy, "{ config: { provider: { type: openai, tokens: [sk-0123456789abcdef0123] } } }");
    expect(found).to.have.lengthOf(1);
    expect(found.join()).not.to.include("sk-");
  });

  it("is refused without tokens, and with two for Azure", () => {
    expect(faults(aiProxy, "{ config: { provider: { type: openai, tokens: [] } } }")).to.deep.equal([
      "config.provider.tokens: the list is empty\n    Name at least one token.",
    ]);
    expect(faults(aiProxy, `{ config: { provider: { type: azure, ${two}, url: "${azure}" } } }`)).to.deep.equal([
      "config.provider.tokens: the list has more than one token, and the plugin takes one of Azure's\n    Keep one.",
    ]);
  });

  it("is refused with an address of Azure's that names no version", () => {
    expect(
      faults(aiProxy, `{ config: { provider: { type: azure, ${tokens}, url: "https://acme.openai.azure.com/" } } }`),
    ).to.deep.equal([
      'config.provider.url: "https://acme.openai.azure.com/" is no address that the plugin reads\n' +
        '    Write https, host, path and the version of the API: "https://<name>.openai.azure.com/openai/deployments/<model>/chat/completions?api-version=…".',
    ]);
  });

  it("is refused to take another token where there is none", () => {
    expect(
      faults(
        aiProxy,
        `{ rules: [{ routes: [chat], config: { provider: { type: openai, ${tokens} }, retry: { attempts: 1 } } }] }`,
      ),
    ).to.deep.equal([
      "rules[0].config.retry: takes another token of the provider's, and there is none\n" +
        "    Name a second one under provider.tokens, or leave it out.",
    ]);
  });

  it("is refused with models whose beginnings overlap, of which it takes either", () => {
    expect(
      faults(
        aiProxy,
        `{ config: { provider: { type: openai, ${tokens} }, models: { gpt-*: a, gpt-4*: b, '*': c, gpt-4o: d } } }`,
      ),
    ).to.deep.equal([
      'config.models["gpt-4*"]: begins like "gpt-*", and the plugin takes either of the two\n' +
        "    Write whole names for what the two have in common.",
    ]);
  });

  it("keeps tokens that rest apart by type, place and tokens, and together where those are one", () => {
    const url = (host: string) => `url: "https://${host}/v1"`;
    const places = [
      `type: openai, ${tokens}`,
      `type: openai, ${two}`,
      `type: openai, ${tokens}, ${url("a.example.com")}`,
      `type: openai, ${tokens}, ${url("b.example.com")}`,
      `type: openai, ${tokens}, ${url("b.example.com:8443")}`,
      `type: openai, tokens: [{ secret: other, key: first }], ${url("b.example.com")}`,
      `type: deepseek, ${tokens}`,
    ];
    const ids = places.map((written) => toldProvider(written)["id"]);
    expect(new Set(ids).size).to.equal(places.length);
    expect(toldProvider(`type: openai, ${tokens}`)["id"]).to.equal(ids[0]);
  });

  for (const server of [
    "a.example.com:99999",
    "a.example.com:0",
    "1.2.3.999",
    "1.2.3.4",
    "a..b",
    "localhost",
    "a.b-",
  ]) {
    it(`is refused with https://${server}, and looks at nothing further`, () => {
      expect(
        faults(aiProxy, `{ config: { provider: { type: openai, ${tokens}, url: "https://${server}/v1" } } }`),
      ).to.deep.equal([
        `config.provider.url: "https://${server}/v1" has a host or port that no registry can have\n` +
          "    Write a DNS name, no IP address, and a port from 1 to 65535 or none.",
      ]);
    });
  }

  it("is refused to look things up where nobody tells the service so", () => {
    const config = (more: string) => `{ config: { provider: { type: qwen, ${tokens}, search: true${more} } } }`;
    expect(faults(aiProxy, config(", compatible: false"))).to.deep.equal([]);
    expect(faults(aiProxy, config(""))).to.deep.equal([
      "config.provider.search: does nothing where requests go to the service's own OpenAI interface\n" +
        "    Write compatible: false beside it, or leave it out.",
    ]);
  });
});
