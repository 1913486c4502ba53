/** Files of the project that are made from its code; the test beside it keeps them in step. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { readFleet } from "../fleets/read.ts";
import { sound } from "../fleets/sound.ts";
import { fleetJsonSchema, proofsJsonSchema, tenantJsonSchema } from "../plan/jsonSchema.ts";
import { rules } from "../policy/rules.ts";
import { routesPage } from "./annotations-page.ts";
import { monitoringPage } from "./monitoring/page.ts";
import { pictureFiles } from "./picture/files.ts";
import { policyPage } from "./policy-page.ts";
import { factsPage, policySchema } from "./policy-schema.ts";
import { settingsPage } from "./settings.ts";
import { sizesPage, type Example } from "./sizes-page.ts";

const root = join(import.meta.dirname, "..");

/** Text by path, relative to the project's root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const fleet = fleetJsonSchema();
  const tenant = tenantJsonSchema();
  const texts = {
    "docs/monitoring.md": monitoringPage(readFileSync(join(root, "docs/monitoring.md"), "utf8")),
    "docs/policy.md": policyPage(rules),
    "docs/routes.md": routesPage(readFileSync(join(root, "docs/routes.md"), "utf8")),
    "docs/settings.md": settingsPage(fleet, tenant),
    "docs/sizes.md": sizesPage(examples()),
    "fleets/fleet.schema.json": JSON.stringify(fleet),
    "fleets/proofs.schema.json": JSON.stringify(proofsJsonSchema()),
    "fleets/tenant.schema.json": JSON.stringify(tenant),
    "policy/FACTS.md": factsPage(),
    "policy/facts.schema.json": JSON.stringify(policySchema(rules)),
  };
  const formatted = Object.entries(texts).map(
    async ([filepath, text]) => [filepath, await format(text, { filepath, printWidth: 120 })] as const,
  );
  return new Map([...(await Promise.all(formatted)), ...pictureFiles()]);
}

/** @throws Error with every fault of a fleet file that has one */
const examples = (): readonly Example[] =>
  globSync("fleets/*.yaml", { cwd: root, exclude: ["fleets/*.proofs.yaml"] })
    .toSorted()
    .map((file) => {
      const { fleet } = sound(readFleet(file, root));
      return { file, fleet };
    });
