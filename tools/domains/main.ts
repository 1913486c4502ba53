/**
 * `npm run domains -- list|verify`: who has proven that a host is theirs. Only `verify` asks DNS, and writes the file of proofs beside
 * the fleet file, which `up` goes by: the program itself asks nobody and has no clock.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { Resolver } from "node:dns/promises";
import { join } from "node:path";
import { proofsPath, readProofsOf, readUnproven } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { formatFaults } from "../../plan/index.ts";
import { readProofs } from "../../plan/proofs.ts";
import { command } from "../command.ts";
import { fleetFor, fleetsOf, stacksIn } from "../tenant/stacks.ts";
import { printable } from "../printable.ts";
import { readCall, type Call } from "./arguments.ts";
import { proofsText } from "./file.ts";
import { claimsOf } from "./hosts.ts";
import { tellClaims } from "./list.ts";
import { tellVerified, verify } from "./verify.ts";

interface Result {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

const root = process.cwd();

async function run(call: Call): Promise<Result> {
  const path = fleetOf(call);
  const { fleet } = sound(readUnproven(path, root));
  const { proofs, faults } = readProofs(readProofsOf(path, root));
  if (faults.length > 0) throw new Error(formatFaults(faults));
  const claims = claimsOf(fleet, proofs);
  if (call.command === "list") return { lines: tellClaims(fleet, claims), exitCode: 0 };

  const verified = await verify(claims, resolverOf(call.servers), new Date().toISOString().slice(0, 10));
  const text = proofsText(verified.flatMap(({ after }) => (after === undefined ? [] : [after])));
  const file = proofsPath(path);
  const changes = text !== textAt(file);
  if (changes && !call.check) write(file, text);
  const unproven = verified.filter(({ after }) => after?.state !== "verified").length;
  const unclear = verified.filter(({ answer }) => answer.is === "unclear").length;
  return {
    lines: [
      ...(verified.length === 0 ? ["No tenant has a host that needs a proof."] : tellVerified(verified)),
      "",
      changes
        ? `${call.check ? "Would be written" : "Written"}: ${file}`
        : `Nothing to write: ${file} says so already.`,
      ...(unproven === 0 ? [] : [`Not verified: ${unproven} of ${verified.length}.`]),
      ...(unclear === 0 ? [] : [`DNS could not be asked about ${unclear} of ${verified.length}: ask again later.`]),
    ],
    exitCode: unclear > 0 || (call.check && (changes || unproven > 0)) ? 1 : 0,
  };
}

function fleetOf({ stack, fleet }: Call): string {
  const stacks = stacksIn(root);
  const flags = { ...(stack !== undefined && { stack: [stack] }), ...(fleet !== undefined && { fleet: [fleet] }) };
  const found = fleetFor({ flags }, stacks, root);
  if (found !== undefined) return found;
  throw new Error(`Which fleet? Name a stack (--stack) or one of ${fleetsOf(stacks).join(", ")} (--fleet).`);
}

function resolverOf(servers: readonly string[]): Resolver {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (servers.length === 0) return resolver;
  try {
    resolver.setServers(servers);
  } catch (error) {
    throw new Error(
      `--server: ${servers.join(", ")}: write an address, with a port or without: 192.0.2.53, 127.0.0.1:5353.`,
      {
        cause: error,
      },
    );
  }
  return resolver;
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    // readProofsOf has said why, where there is one that cannot be read.
    return undefined;
  }
}

/** In one step: half a file would take verified hosts off the entry. */
function write(file: string, text: string): void {
  const draft = join(root, `${file}.new`);
  writeFileSync(draft, text);
  renameSync(draft, join(root, file));
}

await command(async () => {
  const call = readCall(process.argv.slice(2));
  const { lines, exitCode } = "help" in call ? { lines: [call.help], exitCode: 0 } : await run(call);
  for (const line of lines) console.log(printable(line));
  process.exitCode = exitCode;
}, printable);
