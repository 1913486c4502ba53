/** What is asked of `npm run upgrade`. */
import { isVersion } from "../../plan/versions/version.ts";
import { typed } from "../typed.ts";

export interface Request {
  /** Version of the chart to go to; that of `chart` where it is left out. */
  readonly to?: string;
  /** Without it the command only says how an upgrade is made. */
  readonly plan: boolean;
  /** Directory or archive of the chart to go to. */
  readonly chart?: string;
  /** Likewise of the chart that the fleet has. */
  readonly fromChart?: string;
  /** File or URL of the CRDs to go to. */
  readonly crds?: string;
  /** Ids of the installations to look at; empty: all. */
  readonly only: readonly string[];
}

export const usage =
  "Usage: npm run upgrade -- --to 2.2.5 --plan [--stack prod] [--chart DIRECTORY_OR_TGZ] [--from-chart DIRECTORY_OR_TGZ] [--crds FILE] [--tenant acme]";

const options = {
  to: { type: "string" },
  plan: { type: "boolean" },
  chart: { type: "string" },
  "from-chart": { type: "string" },
  crds: { type: "string" },
  tenant: { type: "string", multiple: true },
} as const;

/** @throws Error, for people */
export function requestOf(args: readonly string[]): Request {
  const { values } = typed({ args: [...args], options }, usage);
  const { to, chart, crds, tenant: only = [], plan = false, "from-chart": fromChart } = values;
  if (to === undefined && chart === undefined) throw new Error(`Where to? Name a version or a chart.\n${usage}`);
  if (to !== undefined && !isVersion(to))
    throw new Error(`--to ${JSON.stringify(to)} is no exact version: write all three numbers, --to 2.2.5.`);
  return {
    plan,
    only,
    ...(to !== undefined && { to: to.replace(/^v/, "") }),
    ...(chart !== undefined && { chart }),
    ...(fromChart !== undefined && { fromChart }),
    ...(crds !== undefined && { crds }),
  };
}
