/** Every concern of a route's traffic as a GRPCRoute says it, or why it cannot; typed as the table for HTTPRoutes is. */
import type { Finding } from "../fault.ts";
import { headers } from "./headers.ts";
import { match } from "./match.ts";
import type { Table, Values } from "./table.ts";
import { asIngress, unsaid } from "./translation.ts";

const kind = "a GRPCRoute";
const no = (what: string) => unsaid(`it has no ${what}`, kind);

export const grpcTranslations: Table<keyof Values> = {
  match: {
    say: ({ headers: compared = [] }, route) => match.say({ headers: compared }, route),
    findings: (value, route) => [
      ...(match.findings?.(value, route) ?? []),
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
};
