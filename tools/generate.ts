/** `npm run generate`: writes the files that are made from the code, and says which of them changed. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "./generated.ts";

const root = join(import.meta.dirname, "..");

for (const [path, text] of await generatedFiles()) {
  const file = join(root, path);
  const changed = readOrEmpty(file) !== text;
  if (changed) writeFileSync(file, text);
  console.log(`${path} ${changed ? "written" : "unchanged"}`);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
