/**
 * Whose language models ai-proxy asks: settings of each provider, and the host that it writes into requests, to which their route has to
 * lead (higress v2.2.4, plugins/wasm-go/extensions/ai-proxy/provider).
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { atLeastOne, host, isControllerName, port } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import { secretKey, type JsonMap, type SecretKey } from "./builtin.ts";

const tokens = atLeastOne(secretKey("A token of the provider's, without line break."), "token").describe(
  "Tokens by which the provider knows the tenant; of several each request takes one by chance.",
);

/** The parser refuses ports past the last and numbers that are no IPv4 address; no registry has an address or a name of one part. */
function namesServer(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port: written } = new URL(url);
  return isControllerName(hostname) && written !== "0";
}

const https = (what: string, form: RegExp, remedy: string) =>
  z
    .string()
    .regex(form, says("is no address that the plugin reads", remedy))
    .refine(
      (text) => !form.test(text) || namesServer(text),
      says(
        "has a host or port that no registry can have",
        "Write a DNS name, no IP address, and a port from 1 to 65535 or none.",
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
  url: https(
    "Another that speaks OpenAI's protocol. Default: OpenAI's own.",
    /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/[^\s#{}?]*$/,
    'Write https, host and path: "https://models.example.com/v1".',
  ).exactOptional(),
});
const azure = ofType("azure", {
  tokens: tokens.max(1, says("has more than one token, and the plugin takes one of Azure's", "Keep one.")),
  url: https(
    "Address of the deployment, with `api-version`.",
    /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/[^\s#{}]*\?[^\s#{}]+$/,
    'Write https, host, path and the version of the API: "https://<name>.openai.azure.com/openai/deployments/<model>/chat/completions?api-version=…".',
  ),
});
const qwen = ofType("qwen", {
  tokens,
  domain: host().prefault("dashscope.aliyuncs.com").describe("Host of the service."),
  search: z
    .boolean()
    .prefault(false)
    .describe("Whether models look things up in the internet; only with `compatible: false`."),
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

export interface Address {
  readonly host: string;
  readonly port: number;
}

const httpsPort = 443;

function addressOf(url: string): Address {
  const { hostname, port: written } = new URL(url);
  return { host: hostname, port: written === "" ? httpsPort : Number(written) };
}

/** Where the provider is, whose host the plugin writes into requests; absent for a server of the tenant's own. */
export function placeOf(of: Provider): Address | undefined {
  switch (of.type) {
    case "openai":
      return of.url === undefined ? { host: "api.openai.com", port: httpsPort } : addressOf(of.url);
    case "azure":
      return addressOf(of.url);
    case "qwen":
    case "doubao":
      return { host: of.domain, port: httpsPort };
    case "ollama":
      return undefined;
    case "moonshot":
    case "deepseek":
    case "claude":
    case "gemini":
    case "groq":
    case "mistral":
    case "zhipuai":
      return { host: plain[of.type], port: httpsPort };
  }
}

/** Tokens by which it knows the tenant; none of a server of the tenant's own. */
export const tokensOf = (of: Provider): readonly SecretKey[] => ("tokens" in of ? of.tokens : []);

/**
 * Name under which the plugin keeps which tokens rest: without one, tokens of two places of one type end in each other's list (higress
 * v2.2.4, plugins/wasm-go/extensions/ai-proxy/provider/failover.go).
 */
export function idOf(of: Provider): string {
  const names = tokensOf(of).map(({ secret, key }) => [secret, key]);
  const digest = createHash("sha256").update(JSON.stringify([placeOf(of), names]));
  return `${of.type}-${digest.digest("hex").slice(0, 12)}`;
}
