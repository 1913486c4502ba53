#!/usr/bin/env node
/**
 * Helm post-renderer: reads a rendered chart on standard input and writes it without what the program makes itself (manifest.ts).
 * On a manifest it does not wholly understand it writes nothing, says why on standard error and ends with 1, and Helm installs nothing.
 * It runs once per release, so it loads nothing but Node's own modules.
 */
import { isUtf8 } from "node:buffer";
import { buffer } from "node:stream/consumers";
import { narrow, type Narrowed } from "./manifest.ts";

const input = await buffer(process.stdin);
// Bytes that are not UTF-8 could be one text to us and another to Helm.
const narrowed: Narrowed = isUtf8(input)
  ? narrow(input.toString("utf8"))
  : { faults: ["The rendered chart is not UTF-8, so nothing was installed."] };

if ("manifest" in narrowed) process.stdout.write(narrowed.manifest);
else {
  process.stderr.write(narrowed.faults.map((fault) => `narrow: ${fault}\n`).join(""));
  process.exitCode = 1;
}
