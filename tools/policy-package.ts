/**
 * Writes the policy pack as a package that other Pulumi programs install: `npm run policy:pack`. The directory and the
 * tarball beside it are in .fleet/policy-package, or where the argument says.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { packageFiles } from "./policy-package-files.ts";

const checkout = dirname(import.meta.dirname);
const [argument = join(checkout, ".fleet", "policy-package")] = process.argv.slice(2);
const target = resolve(argument);
const directory = join(target, "package");

rmSync(directory, { recursive: true, force: true });
for (const [path, text] of packageFiles(checkout)) {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const packed = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", target], {
  cwd: directory,
  encoding: "utf8",
});
console.log(join(target, packed.trim()));
