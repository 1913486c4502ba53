/**
 * `npm run picture`: draws the fleet of one region as Mermaid text, SVG or a page, from the fleet file alone. The fleet file of
 * stack `test` unless another is named; to standard output unless `--output` names a file.
 */
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import type { Fleet } from "../../plan/index.ts";
import { command } from "../command.ts";
import { readStackFile } from "../stack-file.ts";
import { readArguments, type Format, type Request } from "./arguments.ts";
import { contentsOf, type Contents } from "./contents.ts";
import { html } from "./html.ts";
import { mermaid } from "./mermaid.ts";
import { regionToDraw } from "./region.ts";
import { svg } from "./svg.ts";
import { count } from "./words.ts";

const drawn: Readonly<Record<Format, (contents: Contents) => string>> = { mermaid, svg, html };

function subjectOf({ from, region }: Request): { readonly fleet: Fleet; readonly region: string } {
  const stack = "stack" in from ? readStackFile(`Pulumi.${from.stack}.yaml`) : undefined;
  const path = stack?.fleet ?? ("fleet" in from ? from.fleet : "");
  const { fleet } = sound(readFleet(path));
  return { fleet, region: regionToDraw(path, Object.keys(fleet.regions), region ?? stack?.region) };
}

function write(output: string, text: string): void {
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new Error(`${output} cannot be written: ${reasonOf(error, output)}.`, { cause: error });
  }
}

function reasonOf(error: unknown, output: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `there is no folder ${dirname(output)}`;
  return code === "EISDIR" ? "it is a folder" : error.message;
}

await command(() => {
  const request = readArguments(process.argv.slice(2));
  const { fleet, region } = subjectOf(request);
  const contents = contentsOf(fleet, region);
  const text = drawn[request.format](contents);
  if (request.output === undefined) {
    process.stdout.write(text);
  } else {
    write(request.output, text);
    const of = `${contents.environment}, region ${region}`;
    console.log(`${request.output} written: ${request.format} of ${of}, ${count(contents.tenants.length, "tenant")}`);
  }
});
