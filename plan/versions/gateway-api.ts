/**
 * Which charts serve the Gateway API, and by which of its CRDs. Sources: the release notes of higress, higress#3578,
 * higress#3902, higress#3981.
 */
import { compareVersions, isVersion } from "./version.ts";

/** The first with `global.gatewayClass`: before it, every controller serves one class, and they fight over its objects. */
const oldestChart = "2.2.3";

const firstKinds = ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"];

/**
 * Versions of the standard channel, by the first chart that wants them, with the kinds (plural) that its controller waits for, and the codes that
 * a `requestRedirect` may have there. With
 * those of another version it is never ready (higress#3578, higress#3902).
 */
export const gatewayApis = [
  { since: "2.2.0", version: "v1.4", kinds: firstKinds, redirects: [301, 302] },
  {
    since: "2.2.4",
    version: "v1.6",
    kinds: [...firstKinds, "listenersets", "tcproutes", "tlsroutes"],
    redirects: [301, 302, 303, 307, 308],
  },
] as const;

export type GatewayApiVersion = (typeof gatewayApis)[number];

/** What is wrong with a chart for a gateway that serves the Gateway API; undefined: nothing. */
export function unfitForGatewayApi(chart: string): string | undefined {
  if (!isVersion(chart)) return `chart version ${JSON.stringify(chart)} cannot be compared`;
  return compareVersions(chart, oldestChart) < 0
    ? `chart ${chart} has no \`global.gatewayClass\`: every controller of the cluster would serve the same Gateways`
    : undefined;
}

/** The way out of it. */
export const fitForGatewayApi = `Use chart ${oldestChart} or later, or leave \`gatewayApi\` off.`;

/**
 * The CRDs that a chart wants; of one that is newer than what is known here, the last.
 * @throws Error when the version is none
 */
export const gatewayApiFor = (chart: string): GatewayApiVersion | undefined =>
  gatewayApis.findLast(({ since }) => compareVersions(chart, since) >= 0);
