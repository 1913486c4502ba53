/**
 * The fleet file as people write it: shape, description and default of each key side by side. The JSON schema for editors
 * and docs/settings.md are made from it.
 */
import * as z from "zod";
import { profiles } from "./defaults.ts";
import { dnsSchema, domainsSchema } from "./schema/domains.ts";
import { entrySchema } from "./schema/entry.ts";
import { gatewaySchema } from "./schema/gateway.ts";
import { unionError } from "./schema/forms.ts";
import { higressSchema } from "./schema/higress.ts";
import { fleetMaintenanceSchema } from "./schema/maintenance.ts";
import { monitoringSchema } from "./schema/monitoring.ts";
import { pluginsSchema } from "./schema/plugins.ts";
import { platformSchema, policySchema, waiversSchema } from "./schema/platform.ts";
import { regionsSchema } from "./schema/region.ts";
import { sizesSchema } from "./schema/sizes.ts";
import { tenantSchema } from "./schema/tenant.ts";
import { host, label } from "./schema/text.ts";
import { tlsSchema } from "./schema/tls.ts";
import { says } from "./schema/words.ts";

const settings = {
  environment: label().describe("Name of the environment: `prod`."),
  profile: z
    .enum(Object.keys(profiles) as (keyof typeof profiles)[])
    .exactOptional()
    .describe(
      "What the environment is for: gives default sizes, `protect`, and the policy pack's floor for gateways. Default: the environment's name where it is one of these, else `prod`.",
    ),
  domain: host().describe("Every tenant gets `*.<tenant>.<domain>` below it."),
  protect: z
    .boolean()
    .exactOptional()
    .describe("Whether namespaces, releases and CRDs are protected from deletion. Default: the profile's."),
  regions: regionsSchema,
  higress: higressSchema,
  sizes: sizesSchema,
  tls: tlsSchema,
  plugins: pluginsSchema,
  maintenance: fleetMaintenanceSchema,
  entry: entrySchema,
  domains: domainsSchema,
  dns: dnsSchema,
  platform: platformSchema,
  waivers: waiversSchema,
  policy: policySchema,
  monitoring: monitoringSchema,
  gateways: z.array(gatewaySchema).prefault([]).describe("Gateways of the platform itself, beside the tenants."),
};

const pattern = z
  .string()
  .regex(
    /^(?!\/)(?!(.*\/)?\.\.(\/|$)).+\.ya?ml$/,
    says(
      "is not a pattern of YAML files below the fleet file",
      'Write it relative to the fleet file, without "..": "prod/*.yaml".',
    ),
  );

const tenantsAs = <T extends z.ZodType>(tenant: T) =>
  z
    .union(
      [pattern, z.array(tenant)],
      unionError(
        says(
          "is neither a list of tenants nor a pattern of files",
          'List the tenants, or write where their files are: "prod/*.yaml".',
        ),
      ),
    )
    .describe("The tenants: a list, or a pattern of files relative to this one, each with one tenant (`prod/*.yaml`).");

export const fleetSchema = z.strictObject({ ...settings, tenants: tenantsAs(tenantSchema) }).meta({
  title: "Fleet",
  description: "What one environment runs: its Higress gateways, and the tenants with their hosts.",
});

/** The fleet file without a judgement on its tenants: each of them is judged on its own, in whichever file it stands. */
export const outlineSchema = z.strictObject({ ...settings, tenants: tenantsAs(z.unknown()) });

export type Outline = z.output<typeof outlineSchema>;
