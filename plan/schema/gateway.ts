/** The platform's own gateways: the entry and those beside the tenants. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { quotaSchema } from "./quota.ts";
import { cidr } from "./cidr.ts";
import { priorityClass, resourcesSchema, sizeSchema } from "./sizes.ts";
import { atLeastOne, id, label } from "./text.ts";
import { says } from "./words.ts";

/** Absent: all of the fleet's; complete.ts fills it in. */
export const runsIn = () =>
  atLeastOne(label(), "region").exactOptional().describe("Regions it runs in. Default: all regions of the fleet.");

/** Settings of whoever has a Higress of its own. */
export const sized = () => ({
  size: sizeSchema().describe(
    "Size of its gateway: `xs`, `s`, `m`, `l`, `xl` or one of the fleet file's `sizes`. Default: the profile's.",
  ),
  resources: resourcesSchema,
});

/** Of the platform's own. Tenants all have the fleet's: before pods of a higher class, those of other tenants would have to go. */
const installed = () => ({
  ...sized(),
  priorityClass: priorityClass().describe("PriorityClass of its pods, in place of `higress.priorityClass`."),
});

export const entrySchema = z
  .strictObject({
    ...installed(),
    sourceCidrs: atLeastOne(cidr(), "network")
      .prefault(defaults.entry.sourceCidrs)
      .describe("Clients that may reach the entry."),
    serviceAnnotations: z
      .record(
        z
          .string()
          .regex(
            /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
            says("is not the key of an annotation", 'Write it as your cloud documents it: "<domain>/<name>".'),
          ),
        z.string(),
      )
      .prefault({})
      .describe("Annotations of the entry's LoadBalancer Service, for the cloud's controller."),
    quota: quotaSchema,
  })
  .prefault({})
  .describe("The gateway that all traffic enters by.");

export const gatewaySchema = z.strictObject({
  id: id().describe("Name of the gateway; its namespace is `higress-<id>`."),
  ...installed(),
  watch: z
    .enum(["own", "all"])
    .prefault(defaults.gateway.watch)
    .describe(
      "`own`: Ingresses in its own namespace. `all`: those of its class in every namespace, for which it can read every Secret of the cluster.",
    ),
  exposure: z
    .enum(["cluster", "load-balancer"])
    .prefault(defaults.gateway.exposure)
    .describe("`cluster`: reached inside the cluster. `load-balancer`: has an address of its own."),
  sourceCidrs: atLeastOne(cidr(), "network").describe("Clients that may reach it."),
  regions: runsIn(),
  quota: quotaSchema,
});
