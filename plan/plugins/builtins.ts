/** Plugins that Higress publishes and the fleet knows, by name. To add one: a file in builtin/, a line here, its test. */
import type { Builtin } from "./builtin.ts";
import { aiProxy } from "./builtin/ai-proxy.ts";
import { aiTokenRateLimit } from "./builtin/ai-token-ratelimit.ts";
import { basicAuth } from "./builtin/basic-auth.ts";
import { clusterKeyRateLimit } from "./builtin/cluster-key-rate-limit.ts";
import { cors } from "./builtin/cors.ts";
import { customResponse } from "./builtin/custom-response.ts";
import { ipRestriction } from "./builtin/ip-restriction.ts";
import { jwtAuth } from "./builtin/jwt-auth.ts";
import { keyAuth } from "./builtin/key-auth.ts";
import { keyRateLimit } from "./builtin/key-rate-limit.ts";
import { requestBlock } from "./builtin/request-block.ts";

export const builtins: readonly Builtin[] = [
  basicAuth,
  keyAuth,
  jwtAuth,
  ipRestriction,
  requestBlock,
  cors,
  customResponse,
  keyRateLimit,
  clusterKeyRateLimit,
  aiTokenRateLimit,
  aiProxy,
];

/**
 * The plugin that `use` names.
 * @throws Error when there is none, which the schema does not let pass.
 */
export function builtinNamed(name: string): Builtin {
  const found = builtins.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${JSON.stringify(name)} is no plugin that the fleet knows`);
  return found;
}
