/** Whose hosts are served, and what ExternalDNS is told of them. */
import * as z from "zod";
import { host } from "./text.ts";
import { says } from "./words.ts";

export const domainsSchema = z
  .strictObject({
    proof: z
      .enum(["required", "none"])
      .exactOptional()
      .describe(
        "Whether a tenant's own host must be proven by a TXT record before it is served (docs/domains.md). Default: `required` where the profile is `prod` or `staging`, else `none`.",
      ),
  })
  .prefault({})
  .describe("How tenants come to hosts of their own.");

/** One week: longer, a change of the entry's address would be seen by nobody. */
const longestTtl = 604_800;
const notTtl = says("is not a time to live", `Write whole seconds from 1 to ${longestTtl}, a week: 300.`);

export const dnsSchema = z
  .strictObject({
    externalDns: z
      .strictObject({
        target: host()
          .exactOptional()
          .describe(
            "Name that the records point to, for example that of a load balancer in front of several regions. Default: the address in the status of the Ingress, which is the entry's.",
          ),
        ttl: z
          .int()
          .min(1, notTtl)
          .max(longestTtl, notTtl)
          .exactOptional()
          .describe("Seconds that others may keep a record. Default: what ExternalDNS has."),
      })
      .exactOptional()
      .describe(
        "Annotations for ExternalDNS on the entry's Ingresses, one for each tenant; `{}` for its defaults. Let it read the Ingresses of namespace `higress-system` and no others (docs/domains.md).",
      ),
  })
  .prefault({})
  .describe("What DNS is told.");
