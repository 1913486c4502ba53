/** How many requests may come, at the entry and on a route alike. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { whole } from "./sizes.ts";

/** A day's requests of the largest sites; more is a slip of the hand. The burst is counted in 32 bits. */
const mostRequests = 1_000_000;

/** @param what whose limit, for people */
export const rateLimitSchema = (what: string) =>
  z
    .strictObject({
      requests: whole(1, mostRequests).describe("Requests within the period."),
      per: z.enum(["second", "minute"]).describe("The period."),
      burst: whole(1, 1000)
        .prefault(defaults.door.burst)
        .describe("How many times as many may come at once, after a pause."),
    })
    .exactOptional()
    .describe(what);
