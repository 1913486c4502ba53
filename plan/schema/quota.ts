/** Bounds of a namespace and of the containers in it. */
import * as z from "zod";
import { quantity } from "./text.ts";
import { says } from "./words.ts";

export const quotaSchema = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9./_-]*$/,
        says("is not a key of a ResourceQuota", 'Use a key of its spec.hard: "requests.cpu", "limits.memory", "pods".'),
      ),
    quantity(),
  )
  .prefault({})
  .describe(
    "Keys of ResourceQuota `spec.hard` that replace the ones computed from the size, with quantities in quotes.",
  );

const compute = (what: string) =>
  z
    .strictObject({
      cpu: quantity().exactOptional().describe("CPU, in cores or millicores (`500m`)."),
      memory: quantity().exactOptional().describe("Memory in bytes, normally with a unit (`512Mi`)."),
    })
    .prefault({})
    .describe(`${what} Default: computed from the size.`);

export const limitsSchema = z
  .strictObject({
    default: compute("Limit of a container that sets none."),
    defaultRequest: compute("Request of a container that sets none."),
    max: compute("The most that one container may ask for."),
  })
  .prefault({})
  .describe("LimitRange of the tenant's namespace.");
