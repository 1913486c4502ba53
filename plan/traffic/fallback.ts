/** Who answers where the backend cannot. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import type { Fallback } from "../model/traffic.ts";
import { eachOnce, moreThan } from "../schema/lists.ts";
import { serviceName } from "../schema/service.ts";
import { says } from "../schema/words.ts";
import { answeredBy } from "../targets.ts";
import { ingressNamed, type PlainRoute } from "../variants.ts";
import type { Concern } from "./concern.ts";
import { higressItself } from "./service.ts";

const noStatus = says("is no status of an error", "Write a number from 400 to 599.");

/** What Higress's Envoy takes (InternalActiveRedirectPolicy.redirect_response_codes); over more it refuses the whole configuration. */
const mostStatuses = 50;

export const fallbackSchema = z
  .strictObject({
    service: serviceName().describe(
      "A Service in the namespace of the tenant or gateway, asked on the first of its ports.",
    ),
    after: z
      .array(z.int().min(400, noStatus).max(599, noStatus))
      .min(1, says("is empty", "Name at least one status, or leave the list out."))
      .max(mostStatuses, moreThan(mostStatuses, "statuses"))
      .superRefine(eachOnce)
      .exactOptional()
      .describe(
        "Statuses of the backend in place of which it answers too, asked for `/` or the route's `rewrite.path`. Default: none, so that it answers where the backend has no pod that could.",
      ),
  })
  .exactOptional()
  .describe("Service that answers where the backend has no healthy pod. Default: none, and the gateway answers 503.");

/** The Service without its namespace, which is then the Ingress's (annotations/default_backend.go). */
export const fallback: Concern<Fallback> = {
  keys: ["default-backend", "custom-http-errors"],
  annotations: ({ service, after }) => ({
    "default-backend": service,
    ...(after !== undefined && { "custom-http-errors": after.join(",") }),
  }),
  findings: ({ service }, route) => {
    const answered = answeredBy(route, service);
    return [...higressItself(service, ["service"]), ...(answered === undefined ? [] : [itself(service, answered)])];
  },
};

const itself = (service: string, answered: PlainRoute): Finding => ({
  path: ["service"],
  message: `Service ${JSON.stringify(service)} is the backend of ${ingressNamed(answered)} itself`,
  remedy: "Name a Service that answers when that one does not.",
});
