/** The schema of what people write, as JSON Schema: for editors, and for docs/settings.md. */
import * as z from "zod";
import { fleetSchema } from "./schema.ts";
import { proofsSchema } from "./schema/proofs.ts";
import { tenantSchema } from "./schema/tenant.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Schema of a fleet file. */
export const fleetJsonSchema = (): JsonSchema => convert(fleetSchema);

/** Schema of a file with one tenant. */
export const tenantJsonSchema = (): JsonSchema => convert(tenantSchema);

/** Schema of a file of proofs. */
export const proofsJsonSchema = (): JsonSchema => convert(proofsSchema);

/** Draft 7 is what the YAML language server knows best. Rules beyond it (legal hosts, networks, quantities) the program checks. */
const convert = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { target: "draft-07", io: "input" });
