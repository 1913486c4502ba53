/** Files of the project that are made from its code; the test beside it keeps them in step. */
import { format } from "prettier";
import { fleetJsonSchema, tenantJsonSchema } from "../plan/jsonSchema.ts";
import { rules } from "../policy/rules.ts";
import { pictureFiles } from "./picture/files.ts";
import { policyPage } from "./policy-page.ts";
import { factsPage, policySchema } from "./policy-schema.ts";
import { settingsPage } from "./settings.ts";

/** Text by path, relative to the project's root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const fleet = fleetJsonSchema();
  const tenant = tenantJsonSchema();
  const texts = {
    "docs/policy.md": policyPage(rules),
    "docs/settings.md": settingsPage(fleet, tenant),
    "fleets/fleet.schema.json": JSON.stringify(fleet),
    "fleets/tenant.schema.json": JSON.stringify(tenant),
    "policy/FACTS.md": factsPage(),
    "policy/facts.schema.json": JSON.stringify(policySchema(rules)),
  };
  const formatted = Object.entries(texts).map(
    async ([filepath, text]) => [filepath, await format(text, { filepath, printWidth: 120 })] as const,
  );
  return new Map([...(await Promise.all(formatted)), ...pictureFiles()]);
}
