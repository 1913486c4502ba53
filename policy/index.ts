import { PolicyPack } from "@pulumi/policy";
import { policies } from "./pack.ts";
import { readMessagesOnce } from "./reading.ts";
import { groups } from "./rules.ts";

/** The edge of the pack: the one place that looks at the clock. Waivers end at midnight UTC. */
const today = new Date().toISOString().slice(0, 10);

readMessagesOnce();

new PolicyPack("higress-fleet", {
  displayName: "Higress fleet isolation",
  description: "Proves that the tenants of a Higress fleet are isolated, before anything is applied.",
  enforcementLevel: "mandatory",
  policies: policies(groups, today),
});
