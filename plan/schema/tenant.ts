/** One tenant: its own file, or an item of `tenants`. */
import * as z from "zod";
import { doorSchema } from "./door.ts";
import { runsIn, sized } from "./gateway.ts";
import { tenantMaintenanceSchema } from "./maintenance.ts";
import { ownAlertsSchema } from "./monitoring.ts";
import { inRegionSchema } from "./override.ts";
import { moreThanATenant } from "./lists.ts";
import { networkSchema } from "./network.ts";
import { pluginSchema } from "./plugin.ts";
import { limitsSchema, quotaSchema } from "./quota.ts";
import { registrySchema } from "./registry.ts";
import { routeSchema } from "./route.ts";
import { consoleSchema } from "./servers.ts";
import { hostPattern, id, line } from "./text.ts";
import { certificateSchema } from "./tls.ts";

const groups = () => z.array(line()).max(100, moreThanATenant(100, "groups")).prefault([]);

const access = z
  .strictObject({
    operators: groups().describe(
      "Groups that may read all but Secrets, read logs and restart pods; routes are changed in the fleet file.",
    ),
    viewers: groups().describe("Groups that may look."),
  })
  .prefault({})
  .describe("Groups of the cluster's identity provider that may work in the tenant's namespace.");

export const tenantSchema = z
  .strictObject({
    id: id().describe("Name of the tenant; its namespace is `<id>-gateway`."),
    owner: line().describe("Whom to call: a mail address or a chat channel."),
    suspend: z
      .boolean()
      .prefault(false)
      .describe(
        "Whether its gateway and controller are scaled to none. Namespace, quota, Secrets, certificates, routes and access stay, and taking this away brings back the same. Clients are sent to the page of `maintenance` meanwhile, or get 503 where there is none.",
      ),
    maintenance: tenantMaintenanceSchema,
    ...sized(),
    console: consoleSchema,
    regions: runsIn(),
    inRegion: inRegionSchema,
    hosts: z
      .array(hostPattern())
      // Each is a rule of one Ingress beside the entry.
      .max(2000, moreThanATenant(2000, "hosts"))
      .prefault([])
      .describe("Hosts beside the system host `*.<id>.<domain>`, which every tenant has."),
    certificates: z
      .array(certificateSchema)
      // Each may be an Ingress and a Secret beside the entry, whose quota is everybody's.
      .max(100, moreThanATenant(100, "certificates"))
      .prefault([])
      .describe(
        "TLS certificates of its hosts. When none has the system host's name, Secret `<id>-tls` with that name is added; with `tls.defaultIssuer` it is issued, and so is `<id>-hosts-tls` for all other hosts that no certificate covers.",
      ),
    entry: doorSchema,
    quota: quotaSchema,
    limits: limitsSchema,
    access,
    network: networkSchema,
    alerts: ownAlertsSchema,
    registries: z
      .array(registrySchema)
      .max(100, moreThanATenant(100, "registries"))
      .prefault([])
      .describe("Where its services are found."),
    routes: z.array(routeSchema).prefault([]).describe("Which service answers which host and path."),
    plugins: z.array(pluginSchema).prefault([]).describe("What runs in its gateway."),
  })
  .meta({ title: "Tenant", description: "One tenant: a gateway of its own in a namespace of its own." });

export type WrittenTenant = z.output<typeof tenantSchema>;
