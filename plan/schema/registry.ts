/**
 * Where a tenant's services are found; one shape per type, each with the fields the controller reads for it
 * (McpBridge of chart 2.2.4; the API server itself would accept any type and drop unknown fields).
 */
import * as z from "zod";
import { dns, fixed } from "./registry/direct.ts";
import { consul, eureka, nacos, zookeeper } from "./registry/watched.ts";

/** A registry as people write it; `type` decides which settings it has. */
export const registrySchema = z.discriminatedUnion("type", [nacos, zookeeper, consul, eureka, fixed, dns]);
