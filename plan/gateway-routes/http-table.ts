/** Every concern of a route's traffic as an HTTPRoute says it, or why it cannot. To add one: a line here, and a file where it can. */
import type { Conditions, HttpFilter, HttpRule } from "../manifests/gateway-api.ts";
import { headers } from "./headers.ts";
import { match } from "./match.ts";
import { mirror } from "./mirror.ts";
import { protocol } from "./protocol.ts";
import { redirect } from "./redirect.ts";
import { rewrite } from "./rewrite.ts";
import type { Kind } from "./table.ts";
import { timeout } from "./timeout.ts";
import { unsaid } from "./translation.ts";

/** What a concern adds to the rules of an HTTPRoute. */
export interface HttpSaid {
  /** One rule each; absent: one, which asks for the path alone. */
  readonly conditions?: readonly Conditions[];
  readonly filters?: readonly HttpFilter[];
  readonly timeouts?: NonNullable<HttpRule["timeouts"]>;
}

export const httpRoutes: Kind<HttpSaid> = {
  what: "an HTTPRoute",
  table: {
    match,
    timeout,
    headers,
    mirror,
    rewrite,
    redirect,
    protocol,
    appRoot: unsaid("it holds for a host and not for a route, and no kind of the Gateway API has it"),
    cors: unsaid(
      "its filter compares origins letter by letter, and Higress's own answers for every page are an Ingress's",
    ),
    retry: unsaid("the standard channel of the Gateway API has no retries"),
    rateLimit: unsaid("no kind of the Gateway API has limits"),
    backendTls: unsaid("TLS to a backend is a BackendTLSPolicy's business, which the fleet does not write"),
    balance: unsaid("no kind of the Gateway API's standard channel says which pod gets a request"),
    fallback: unsaid("a rule has no second choice: a backend of weight 0 never gets a request"),
  },
};
