/** How an upgrade is made: by hand in the fleet file, since `up` does the rest. */
import type { Fleet } from "../../plan/index.ts";
import { gatewayApiFor } from "../../plan/versions/gateway-api.ts";
import { isVersion } from "../../plan/versions/version.ts";

/** What to change in a fleet file. @param to the version to go to, where it is known */
export function advice(
  file: string,
  { chart, crds, gatewayApi }: Fleet["higress"],
  to: string | undefined,
): readonly string[] {
  const version = to ?? "the new version";
  const source =
    chart.from === "path"
      ? `higress.chart.path from ${chart.path} to a directory with ${version}`
      : `higress.chart.version from ${chart.version} to ${version}`;
  const known = chart.from !== "path" && to !== undefined && crds.includes(chart.version);
  const target = known ? crds.replaceAll(chart.version, to) : `the CRDs of ${version}`;
  return [
    `In ${file} change`,
    `  ${source}`,
    `  higress.crds from ${crds} to ${target}`,
    ...(gatewayApi === undefined ? [] : gatewayApiAdvice(gatewayApi.crds, chart, to)),
    "and then run `preview` and `up` of every stack, with the policy pack: CRDs go first, then the releases. docs/upgrades.md has the way.",
  ];
}

/** Nothing where both versions want the same, or nobody knows what they want. */
function gatewayApiAdvice(crds: string, chart: Fleet["higress"]["chart"], to: string | undefined): readonly string[] {
  if (chart.from === "path" || to === undefined || !isVersion(to)) return [];
  const wanted = gatewayApiFor(to);
  if (wanted === undefined || wanted === gatewayApiFor(chart.version)) return [];
  return [`  higress.gatewayApi.crds from ${crds} to standard-install.yaml of a ${wanted.version} release`];
}
