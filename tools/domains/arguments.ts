/** What may be typed after `npm run domains --`. */
import { typed } from "../typed.ts";

const usage = `Usage: npm run domains -- COMMAND --stack NAME

  list    every host that needs a proof, its state, and the TXT records that prove it
  verify  asks DNS and writes what it says to the file of proofs beside the fleet file

  --stack NAME      take the fleet file that Pulumi.NAME.yaml names
  --fleet FILE      take this fleet file
  --server ADDRESS  ask this DNS server, 192.0.2.53 or 127.0.0.1:5353; once for each (default: those of the system)
  --check           of verify: write nothing, and fail unless the file is right and every host is verified`;

const options = {
  stack: { type: "string", short: "s" },
  fleet: { type: "string" },
  server: { type: "string", multiple: true },
  check: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export interface Call {
  readonly command: "list" | "verify";
  readonly stack?: string;
  readonly fleet?: string;
  readonly servers: readonly string[];
  readonly check: boolean;
}

/** @returns the help where that is what is asked for; @throws Error, for people, about words that have no place */
export function readCall(args: readonly string[]): Call | { readonly help: string } {
  const { values, positionals } = typed({ args: [...args], options, allowPositionals: true }, usage);
  if (values.help === true) return { help: usage };
  const [command, more] = positionals;
  if ((command !== "list" && command !== "verify") || more !== undefined) {
    const seen = command === undefined ? "No command" : `There is no command ${JSON.stringify(positionals.join(" "))}`;
    throw new Error(`${seen}. There are: list, verify; --help tells more.`);
  }
  const { stack, fleet, server = [], check = false } = values;
  if (command === "list" && (server.length > 0 || check)) {
    throw new Error("list asks nobody: --server and --check are for verify.");
  }
  return {
    command,
    servers: server,
    check,
    ...(stack !== undefined && { stack }),
    ...(fleet !== undefined && { fleet }),
  };
}
