/**
 * Counts what language models read and write, in Redis, for all pods of the gateway together: a quota of tokens (higress v2.2.4,
 * plugins/wasm-go/extensions/ai-token-ratelimit).
 */
import { builtin } from "../builtin.ts";
import { countedFindings } from "../counted-findings.ts";
import { countedSchema } from "../counted.ts";
import { tellCounted } from "../counted-told.ts";

const settings = countedSchema("Tokens");

export const aiTokenRateLimit = builtin({
  name: "ai-token-ratelimit",
  version: "2.0.0",
  phase: "UNSPECIFIED_PHASE",
  priority: 600,
  failure: "closed",
  refuses: true,
  redis: true,
  about: "Counts tokens of language models in Redis, and refuses requests when a quota is used up.",
  schema: { all: settings, rule: settings },
  tell: { all: tellCounted("token_per"), rule: tellCounted("token_per") },
  findings: countedFindings,
});
