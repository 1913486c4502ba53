/** Which service answers which host and path. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { trafficSettings } from "../traffic/table.ts";
import { gatewayAnswers, tenantAnswers } from "./backend.ts";
import { hostPattern, label } from "./text.ts";
import { says } from "./words.ts";

/** People of nginx mark expressions with `~` and `^`; Higress looks for one from the beginning of the path on. */
const wayTo = (text: string): string =>
  /^[~^*(.\\]/.test(text)
    ? 'Begin with "/", a regular expression too: "/api/v[0-9]+", without "^" and "~", and with path type "ImplementationSpecific".'
    : 'Begin with "/" and leave out spaces.';

const route = (answers: typeof tenantAnswers) =>
  z.strictObject({
    name: label().describe("Name of the route, unique in the tenant or gateway."),
    host: hostPattern().describe(
      "Host it answers: one of the tenant's hosts or of the gateway's listeners, or one that a wildcard among them covers.",
    ),
    path: z
      .string()
      .regex(/^\/\S*$/, { error: ({ input }) => says("is not a path", wayTo(String(input))) })
      // Neither the API server nor Envoy has a limit but for all of a route together.
      .max(500, says("is longer than 500 characters", "Compare its beginning: a prefix fits all that follows."))
      .prefault(defaults.route.path)
      .describe("Path it answers."),
    pathType: z
      .enum(["Prefix", "Exact", "ImplementationSpecific"])
      .prefault(defaults.route.pathType)
      .describe(
        "How paths are compared, as in a Kubernetes Ingress; `ImplementationSpecific`: as a regular expression (RE2).",
      ),
    ...answers,
    ...trafficSettings,
  });

export const routeSchema = route(tenantAnswers);

/** Of a gateway of the platform. */
export const gatewayRouteSchema = route(gatewayAnswers);

/** As people write it: what it leads to is not a host yet. */
export type WrittenRoute = z.output<typeof routeSchema>;
