/** Which service of a tenant answers which host and path. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { trafficSettings } from "../traffic/table.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { hostPattern, label, objectName, port } from "./text.ts";
import { says } from "./words.ts";

const oneBackend = exactlyOne("kind of backend", "either service and port, or destinations");

const noWeight = says(
  "is no weight",
  "Use a whole number from 1 to 100, or remove the destination: without a share it serves nothing.",
);
const weight = z.int().min(1, noWeight).max(100, noWeight);

const destination = z.strictObject({
  host: z
    .string()
    .regex(
      /^[0-9A-Za-z]([0-9A-Za-z.:_-]*[0-9A-Za-z])?$/,
      says(
        "is not a host that a registry produces",
        'Write it as the registry\'s type makes it: "orders.DEFAULT-GROUP.public.nacos", "billing.static".',
      ),
    )
    .describe("A host that a registry of the tenant produces."),
  port: port().exactOptional().describe("Port. Default: the one the registry knows."),
  weight: weight.exactOptional().describe("Percent of the requests. Default with one destination: 100."),
});

const destinations = z
  .array(destination)
  .min(1, says("is empty", "Name at least one destination."))
  .transform((written, context) => {
    const [only] = written;
    if (written.length === 1 && only !== undefined) return [{ ...only, weight: only.weight ?? 100 }];
    return written.map((each, at) => {
      if (each.weight === undefined) {
        context.issues.push({
          code: "custom",
          path: [at],
          message: says("has no weight", "Give each of several destinations its share in percent: weight: 50."),
          input: each,
        });
      }
      return { ...each, weight: each.weight ?? 100 };
    });
  });

const backend = z
  .union(
    [
      form(
        {
          service: label().describe("A Service in the tenant's namespace."),
          port: port().describe("Port of the Service."),
        },
        ["destinations"],
        oneBackend,
      ),
      form(
        { destinations: destinations.describe("Hosts that the tenant's registries produce, with weights.") },
        ["service", "port"],
        oneBackend,
      ),
    ],
    unionError(oneBackend),
  )
  .describe("What answers: either `service` and `port`, or `destinations`.");

export const routeSchema = z.strictObject({
  name: objectName().describe("Name of the route, unique in the tenant."),
  host: hostPattern().describe("Host it answers: one of the tenant's, or one that a wildcard of the tenant's covers."),
  path: z
    .string()
    .regex(/^\/\S*$/, says("is not a path", 'Begin with "/" and leave out spaces.'))
    .prefault(defaults.route.path)
    .describe("Path it answers."),
  pathType: z
    .enum(["Prefix", "Exact", "ImplementationSpecific"])
    .prefault(defaults.route.pathType)
    .describe(
      "How paths are compared, as in a Kubernetes Ingress; `ImplementationSpecific`: as a regular expression (RE2).",
    ),
  backend,
  ...trafficSettings,
});
