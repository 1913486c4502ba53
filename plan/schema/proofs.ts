/** The file of proofs beside a fleet file: `npm run domains -- verify` writes it, people review and commit it. */
import * as z from "zod";
import { date, hostPattern, id, line } from "./text.ts";

const proof = z.strictObject({
  host: hostPattern().describe("A host of a tenant's own."),
  tenant: id().describe("Id of the tenant that it is proven for."),
  record: line().describe("Name of the TXT record that was found."),
  value: line().describe("Its text."),
  state: z
    .enum(["verified", "expired"])
    .describe("`verified`: the host is served. `expired`: the record is gone, and the host is not served."),
  since: date().describe("Day on which the state began, `2026-11-21`."),
  missing: date()
    .exactOptional()
    .describe(
      "First day on which the record of a verified host was not there; the host is served until it has expired.",
    ),
});

export const proofsSchema = z
  .strictObject({ proofs: z.array(proof).describe("One item per host; a host without one is pending.") })
  .meta({
    title: "Proofs",
    description: "Which hosts of tenants are proven. Written by `npm run domains -- verify`.",
  });
