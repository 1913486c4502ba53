/** What a tenant has otherwise in one region. */
import * as z from "zod";
import { networkSchema } from "./network.ts";
import { limitsSchema, quotaSchema } from "./quota.ts";
import { registrySchema } from "./registry.ts";
import { resourcesSchema, sizeSchema } from "./sizes.ts";
import { label } from "./text.ts";
import { says } from "./words.ts";

/** Without the defaults that the tenant's own settings have: what is left out is the tenant's. */
const overrideSchema = z
  .strictObject({
    size: sizeSchema().describe("Size of its gateway there."),
    resources: resourcesSchema.unwrap().exactOptional().describe("Numbers in place of that size's."),
    quota: quotaSchema.unwrap().exactOptional().describe("Keys of ResourceQuota `spec.hard` there."),
    limits: limitsSchema.unwrap().exactOptional().describe("LimitRange of its namespace there."),
    network: networkSchema.unwrap().exactOptional().describe("Flows beyond those that every tenant has, there."),
    registries: z.array(registrySchema).exactOptional().describe("Where its services are found there."),
  })
  .refine(
    (override) => Object.keys(override).length > 0,
    says("says nothing", "Write what is different there, or leave the region out."),
  );

export const inRegionSchema = z
  .record(label(), overrideSchema)
  .exactOptional()
  .describe(
    "What is different in one of its regions, by the region's name. Each setting replaces the tenant's own as a whole, which has to be right there as well.",
  );
