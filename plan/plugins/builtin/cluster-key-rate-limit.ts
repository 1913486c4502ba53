/** Counts requests in Redis, for all pods of the gateway together (higress v2.2.4, plugins/wasm-go/extensions/cluster-key-rate-limit). */
import { builtin } from "../builtin.ts";
import { countedFindings } from "../counted-findings.ts";
import { countedSchema } from "../counted.ts";
import { tellCounted } from "../counted-told.ts";

const settings = countedSchema("Requests");

export const clusterKeyRateLimit = builtin({
  name: "cluster-key-rate-limit",
  version: "2.0.0",
  phase: "UNSPECIFIED_PHASE",
  priority: 20,
  failure: "closed",
  refuses: true,
  redis: true,
  about: "Counts requests in Redis, for all pods of the gateway together.",
  schema: { all: settings, rule: settings },
  tell: { all: tellCounted("query_per"), rule: tellCounted("query_per") },
  findings: countedFindings,
});
