/** What may be typed after `npm run secrets --`. */
import { refuseStackFile } from "../asked.ts";
import { readStackFile } from "../stack-file.ts";
import { typed } from "../typed.ts";

const usage = `Usage: npm run secrets -- [--tenant ID]… [--plan] [--stack NAME | --fleet FILE [--region NAME]]

  Which Secrets a region's gateways need that the program does not fill, and whether the cluster of KUBECONFIG has them.

  --tenant ID    look at what this tenant or gateway needs, or the entry; once for each (default: all)
  --plan         list them, and ask no cluster
  --stack NAME   take fleet file and region that Pulumi.NAME.yaml names (default: test)
  --fleet FILE   take this fleet file
  --region NAME  and this region of it (default: the only one)`;

const options = {
  tenant: { type: "string", multiple: true },
  plan: { type: "boolean" },
  stack: { type: "string", short: "s" },
  fleet: { type: "string" },
  region: { type: "string", short: "r" },
  help: { type: "boolean", short: "h" },
} as const;

export interface Call {
  /** Path of the fleet file. */
  readonly fleet: string;
  /** Absent: the fleet's only one. */
  readonly region?: string;
  /** Ids; none: everybody. */
  readonly only: readonly string[];
  /** Whether a cluster is asked. */
  readonly look: boolean;
}

/** @returns the help where that is what is asked for; @throws Error, for people, about words that have no place */
export function readCall(args: readonly string[]): Call | { readonly help: string } {
  const { values } = typed({ args: [...args], options }, usage);
  if (values.help === true) return { help: usage };
  const { stack, fleet, region, tenant: only = [], plan = false } = values;
  const rest = { only, look: !plan };
  if (fleet === undefined) {
    if (region !== undefined) throw new Error("--region goes with --fleet: a stack has a region of its own.");
    const { fleet: file, region: home } = readStackFile(`Pulumi.${stack ?? "test"}.yaml`);
    return { fleet: file, region: home, ...rest };
  }
  if (stack !== undefined) {
    throw new Error("--stack and --fleet both say which fleet file is meant: give one of them.");
  }
  refuseStackFile(fleet, "take");
  return { fleet, ...(region !== undefined && { region }), ...rest };
}
