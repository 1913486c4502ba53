/** Copies of a route's requests. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Finding } from "../fault.ts";
import type { Mirror } from "../model/traffic.ts";
import { serviceName } from "../schema/service.ts";
import { port } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import { answeredBy } from "../targets.ts";
import { ingressNamed } from "../variants.ts";
import type { Concern } from "./concern.ts";

const noShare = says("is no share", "Use a whole number from 1 to 100, or remove the mirror.");

export const mirrorSchema = z
  .strictObject({
    service: serviceName().describe("A Service in the namespace of the tenant or gateway."),
    port: port().describe("Port of the Service."),
    percent: z
      .int()
      .min(1, noShare)
      .max(100, noShare)
      .prefault(defaults.route.mirror.percent)
      .describe("Share of the requests that is copied."),
  })
  .exactOptional()
  .describe("Where copies of its requests go, bodies and credentials included; what they are answered nobody sees.");

/** Of its own namespace, since the name has no other in front; from 100 on the controller copies all (annotations/mirror.go). */
export const mirror: Concern<Mirror> = {
  keys: ["mirror-target-service", "mirror-percentage"],
  annotations: ({ service, port, percent }) => ({
    "mirror-target-service": `${service}:${port}`,
    "mirror-percentage": String(percent),
  }),
  findings: ({ service }, route): readonly Finding[] => {
    const answered = answeredBy(route, service);
    return [
      ...(route.protocol !== undefined && route.protocol !== "http"
        ? [
            {
              path: [],
              message: `gets its copies by plain HTTP, since ${JSON.stringify(route.protocol)} is spoken with the backend alone`,
              remedy: "Remove the mirror, or the protocol.",
            },
          ]
        : []),
      ...(answered === undefined
        ? []
        : [
            {
              path: ["service"],
              message: `Service ${JSON.stringify(service)} answers ${ingressNamed(answered)} already, and would do everything twice`,
              remedy: "Name another Service, or remove the mirror.",
            },
          ]),
    ];
  },
};
