/**
 * Whose language models ai-proxy asks: settings of each provider, and the host that it writes into requests, to which their route has to
 * lead (higress v2.2.4, plugins/wasm-go/extensions/ai-proxy/provider).
 */
import * as z from "zod";
import { atLeastOne, host, port } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import { secretKey, type JsonMap } from "./builtin.ts";

const tokens = atLeastOne(secretKey("A token of the provider's, without line break."), "token").describe(
  "Tokens by which the provider knows the tenant; of several each request takes one by chance.",
);

const https = (what: string, query: boolean) =>
  z
    .string()
    .regex(
      query
        ? /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/[^\s#{}]*\?[^\s#{}]+$/
        : /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/[^\s#{}?]*$/,
      says(
        "is no address that the plugin reads",
        query
          ? 'Write https, host, path and the version of the API: "https://<name>.openai.azure.com/openai/deployments/<model>/chat/completions?api-version=…".'
          : 'Write https, host and path: "https://models.example.com/v1".',
      ),
    )
    .describe(what);

/** Hosts of those whose requests differ by host and token alone. */
const plain = {
  moonshot: "api.moonshot.cn",
  deepseek: "api.deepseek.com",
  claude: "api.anthropic.com",
  gemini: "generativelanguage.googleapis.com",
  groq: "api.groq.com",
  mistral: "api.mistral.ai",
  zhipuai: "open.bigmodel.cn",
} as const;

const ofType = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type).describe("The provider."), ...shape });

const openai = ofType("openai", {
  tokens,
  url: https("Another that speaks OpenAI's protocol. Default: OpenAI's own.", false).exactOptional(),
});
const azure = ofType("azure", {
  tokens: tokens.max(1, says("has more than one token, and the plugin takes one of Azure's", "Keep one.")),
  url: https("Address of the deployment, with `api-version`.", true),
});
const qwen = ofType("qwen", {
  tokens,
  domain: host().prefault("dashscope.aliyuncs.com").describe("Host of the service."),
  search: z.boolean().prefault(false).describe("Whether models look things up in the internet."),
  compatible: z
    .boolean()
    .prefault(true)
    .describe("Whether requests go to the service's own OpenAI interface, unchanged but for the model."),
});
const doubao = ofType("doubao", {
  tokens,
  domain: host().prefault("ark.cn-beijing.volces.com").describe("Host of the service."),
});
const ollama = ofType("ollama", {
  server: host().describe("Host that requests are to name."),
  port: port().describe("Port that they are to name."),
});

export const provider = z
  .discriminatedUnion("type", [
    openai,
    azure,
    qwen,
    doubao,
    ollama,
    ofType("moonshot", { tokens }),
    ofType("deepseek", { tokens }),
    ofType("claude", { tokens }),
    ofType("gemini", { tokens }),
    ofType("groq", { tokens }),
    ofType("mistral", { tokens }),
    ofType("zhipuai", { tokens }),
  ])
  .describe("Who answers.");

export type Provider = z.output<typeof provider>;

/** Fields of its own. */
export function ownFields(of: Provider): JsonMap {
  switch (of.type) {
    case "openai":
      return of.url === undefined ? {} : { openaiCustomUrl: of.url };
    case "azure":
      return { azureServiceUrl: of.url };
    case "qwen":
      return { qwenDomain: of.domain, qwenEnableSearch: of.search, qwenEnableCompatible: of.compatible };
    case "doubao":
      return { doubaoDomain: of.domain };
    case "ollama":
      return { ollamaServerHost: of.server, ollamaServerPort: of.port };
    case "moonshot":
    case "deepseek":
    case "claude":
    case "gemini":
    case "groq":
    case "mistral":
    case "zhipuai":
      return {};
  }
}

/** Host of the provider's that the plugin writes into requests; absent for a server of the tenant's own. */
export function hostOf(of: Provider): string | undefined {
  switch (of.type) {
    case "openai":
      return of.url === undefined ? "api.openai.com" : new URL(of.url).hostname;
    case "azure":
      return new URL(of.url).hostname;
    case "qwen":
    case "doubao":
      return of.domain;
    case "ollama":
      return undefined;
    case "moonshot":
    case "deepseek":
    case "claude":
    case "gemini":
    case "groq":
    case "mistral":
    case "zhipuai":
      return plain[of.type];
  }
}
