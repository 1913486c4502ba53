/** Which versions a stack has, so that no later run goes back behind them. */
import type { Higress } from "../model/higress.ts";
import { quote } from "../quote.ts";
import { judgeJump } from "./jumps.ts";
import { compareVersions, isVersion } from "./version.ts";

export interface Installed {
  /** Of the chart that everybody has but those with the canary's; absent where it is a directory. */
  readonly chart?: string;
  /** Of the CRDs, as their URL or path tells it; absent where it tells none. */
  readonly crds?: string;
}

export function installedBy({ chart, crds }: Higress): Installed {
  const version = crds.split("/").findLast(isVersion)?.replace(/^v/, "");
  return {
    ...(chart.from !== "path" && { chart: chart.version }),
    ...(version !== undefined && { crds: version }),
  };
}

/** What the run after this one must know: of what this one does not tell, as with a chart from a directory, what was known before. */
export const remembered = (before: Installed, now: Installed): Installed => ({ ...before, ...now });

/** Why a run must not replace what the last one left. What neither side tells is let through: the API server still refuses to drop a stored version. */
export function setbacks(before: Installed, now: Installed): readonly string[] {
  const chart = before.chart === undefined || now.chart === undefined ? [] : judgeJump(before.chart, now.chart).faults;
  if (before.crds === undefined || now.crds === undefined || compareVersions(now.crds, before.crds) >= 0) return chart;
  return [
    ...chart,
    `higress.crds names those of ${quote(now.crds, [])}, and the cluster has those of ${before.crds}. CRDs never go back: what is stored by the newer ` +
      "may be nothing that the older can read, and would lose fields. Name the newer again; older charts work with it.",
  ];
}
