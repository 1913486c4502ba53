import { PolicyPack } from "@pulumi/policy";
import { policies } from "./pack.ts";
import { rules } from "./rules.ts";

new PolicyPack("higress-fleet", {
  displayName: "Higress fleet isolation",
  description: "Proves that the tenants of a Higress fleet are isolated, before anything is applied.",
  enforcementLevel: "mandatory",
  policies: policies(rules),
});
