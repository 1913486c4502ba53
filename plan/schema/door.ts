/** What the entry does for one tenant's hosts. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { cidr } from "./cidr.ts";
import { says } from "./words.ts";
import { rateLimitSchema } from "./rate-limit.ts";
import { cipherList, tlsVersion } from "./protocols.ts";

const tls = z
  .strictObject({
    minVersion: tlsVersion()
      .exactOptional()
      .describe("Oldest version that clients may speak, not below `entry.tls.minVersion`. Default: that."),
    ciphers: cipherList()
      .exactOptional()
      .describe("Ciphers for TLS 1.2, best first, among `entry.tls.ciphers`. Default: those."),
  })
  .prefault({})
  .describe("What is spoken with its clients, where that is stricter than at the entry.");

export const doorSchema = z
  .strictObject({
    tls,
    redirect: z
      .boolean()
      .prefault(defaults.door.redirect)
      .describe(
        "Whether plain HTTP is redirected to HTTPS. `false`, for clients that know no TLS, needs `entry.allowPlainHttp`.",
      ),
    sourceCidrs: z
      .array(cidr())
      // All are compared with each other, and all stand in one annotation.
      .max(200, says("has more than 200 networks", "Join neighbours into larger ones."))
      .prefault([])
      .describe("Clients that may reach its hosts, among those that may reach the entry. Default: all of them."),
    rateLimit: rateLimitSchema(
      "Requests that each host may get through each pod of the entry: what the whole entry lets through is that times its pods. More are answered with 429. Default: no limit.",
    ),
  })
  .prefault({})
  .describe("What the entry does for its hosts.");
