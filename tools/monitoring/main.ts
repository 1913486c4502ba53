/**
 * `npm run monitoring`: writes alerting rules for Prometheus and boards for Grafana, made from the fleet of one stack (`test` unless
 * another is named). It needs no cluster and changes none. Exit code 1 when the fleet lets nobody read metrics.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { command } from "../command.ts";
import { readStackFile } from "../stack-file.ts";
import { readArguments } from "./arguments.ts";
import { monitoringFiles } from "./files.ts";

/** Files of earlier runs that nothing stands for any more: whoever loads the folder as a whole would go on loading them. */
const leftIn = (folder: string, made: ReadonlyMap<string, string>): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(yaml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !made.has(path))
    .toSorted();

await command(() => {
  const { stack, form, out } = readArguments(process.argv.slice(2));
  const { fleet: path, region } = readStackFile(`Pulumi.${stack}.yaml`);
  const { fleet } = sound(readFleet(path));
  const made = monitoringFiles(fleet, region, form);
  const folder = out ?? join(".fleet", "monitoring", `${fleet.environment}-${region}`, form);
  if (existsSync(folder)) {
    for (const each of leftIn(join(folder), made))
      console.log(`${join(folder, each)} is of no installation: remove it`);
  }
  for (const [file, text] of made) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  console.log(`${made.size} files written to ${folder}: rules and boards of ${fleet.environment}, region ${region}`);
});
