/** Every concern of a route's traffic as a GRPCRoute says it, or why it cannot. */
import type { Finding } from "../fault.ts";
import type { ConditionOn, HttpFilter } from "../manifests/gateway-api.ts";
import { headers } from "./headers.ts";
import { compared, match } from "./match.ts";
import type { Kind } from "./table.ts";
import { asIngress, unsaid } from "./translation.ts";

const no = (what: string) => unsaid(`it has no ${what}`);

/** What a concern adds to the rule of a GRPCRoute. */
export interface GrpcSaid {
  readonly headers?: readonly ConditionOn[];
  readonly filters?: readonly HttpFilter[];
}

export const grpcRoutes: Kind<GrpcSaid> = {
  what: "a GRPCRoute",
  table: {
    match: {
      say: ({ headers: conditions }) => ({ ...(conditions && { headers: conditions.map(compared) }) }),
      findings: (value, route, kind) => [
        ...(match.findings?.(value, route, kind) ?? []),
        ...(["methods", "query"] as const).flatMap((field): readonly Finding[] =>
          value[field] === undefined
            ? []
            : [
                {
                  path: [field],
                  message: `cannot be said in ${kind}: what gRPC asks is POST, without parameters`,
                  remedy: asIngress,
                },
              ],
        ),
      ],
    },
    headers,
    // It is what the kind is for.
    protocol: { say: () => ({}) },
    timeout: no("time limits"),
    mirror: no("copies over another protocol"),
    rewrite: no("rewrites: the path is what is called"),
    redirect: no("redirects"),
    appRoot: no("pages"),
    cors: no("rules for browsers"),
    retry: no("retries"),
    rateLimit: no("limits"),
    backendTls: no("TLS to backends"),
    balance: no("choice of pods"),
    fallback: no("second choice"),
  },
};
