/** One tenant: its own file, or an item of `tenants`. */
import * as z from "zod";
import { runsIn, sized } from "./gateway.ts";
import { networkSchema } from "./network.ts";
import { limitsSchema, quotaSchema } from "./quota.ts";
import { registrySchema } from "./registry.ts";
import { routeSchema } from "./route.ts";
import { atLeastOne, hostPattern, id, objectName, line } from "./text.ts";

const certificate = z.strictObject({
  secret: objectName().describe("Name of a TLS Secret in the entry's namespace, `higress-system`."),
  names: atLeastOne(hostPattern(), "name").describe(
    "Names on the certificate, each exact or with `*` for exactly one label.",
  ),
});

const access = z
  .strictObject({
    operators: z
      .array(line())
      .prefault([])
      .describe(
        "Groups that may read all but Secrets, read logs and restart pods; routes are changed in the fleet file.",
      ),
    viewers: z.array(line()).prefault([]).describe("Groups that may look."),
  })
  .prefault({})
  .describe("Groups of the cluster's identity provider that may work in the tenant's namespace.");

export const tenantSchema = z
  .strictObject({
    id: id().describe("Name of the tenant; its namespace is `<id>-gateway`."),
    owner: line().describe("Whom to call: a mail address or a chat channel."),
    ...sized(),
    regions: runsIn(),
    hosts: z
      .array(hostPattern())
      .prefault([])
      .describe("Hosts beside the system host `*.<id>.<domain>`, which every tenant has."),
    certificates: z
      .array(certificate)
      .prefault([])
      .describe(
        "TLS certificates of its hosts. When none has the system host's name, Secret `<id>-tls` with that name is added.",
      ),
    quota: quotaSchema,
    limits: limitsSchema,
    access,
    network: networkSchema,
    registries: z.array(registrySchema).prefault([]).describe("Where its services are found."),
    routes: z.array(routeSchema).prefault([]).describe("Which service answers which host and path."),
  })
  .meta({ title: "Tenant", description: "One tenant: a gateway of its own in a namespace of its own." });

export type WrittenTenant = z.output<typeof tenantSchema>;
