/** The CRDs of the Gateway API, read from the file that `higress.gatewayApi` names, and held against what the charts want. */
import { parseCrds, type CrdResult, type CrdSource } from "./crds.ts";
import type { Fault } from "./fault.ts";
import type { CustomResourceDefinition } from "./manifests.ts";
import type { Fleet } from "./model.ts";
import type { Chart } from "./model/higress.ts";
import { chartOf } from "./release.ts";
import { fitForGatewayApi, gatewayApiFor, unfitForGatewayApi } from "./versions/gateway-api.ts";

/** A chart that serves the Gateway API, or would if a gateway asked for it. */
export interface ServingChart {
  /** Where its version is written, for messages. */
  readonly file: string;
  /** Exact version, as the chart has it. */
  readonly version: string;
}

/** Charts of the gateways that serve it; the fleet's own while none does. */
export function chartsWithGatewayApi({ gateways, higress }: Fleet): readonly Chart[] {
  const charts = gateways
    .filter(({ gatewayApi }) => gatewayApi)
    .map(({ id }) => chartOf(higress, { role: "gateway", id }));
  return charts.length === 0 ? [higress.chart] : [...new Set(charts)];
}

const group = "gateway.networking.k8s.io";
const bundle = `${group}/bundle-version`;
const channel = `${group}/channel`;

/**
 * A policy that comes with them from v1.5 on, and its binding: no CRDs of the experimental channel, none from before v1.5. The
 * faults below say that and more, and before anything is registered. In the cluster it would bind whoever else has CRDs there,
 * and it stands in the way of a version that a chart wants.
 */
const leaves = [`safe-upgrades.${group}`];

/** @param charts - Every chart of the fleet that has to do with the Gateway API; at least one. */
export function parseGatewayApi(source: CrdSource, charts: readonly ServingChart[]): CrdResult {
  const unfit = charts.flatMap(({ file, version }) => {
    const message = unfitForGatewayApi(version);
    return message === undefined ? [] : [faultIn(file, message, fitForGatewayApi)];
  });
  if (unfit.length > 0) return { faults: unfit };
  const parsed = parseCrds({ ...source, remedy: remedyFor(charts), leaves });
  if ("faults" in parsed) return parsed;
  const faults = problems(parsed.crds, charts).map((message) => faultIn(source.file, message, remedyFor(charts)));
  return faults.length > 0 ? { faults } : parsed;
}

function problems(crds: readonly CustomResourceDefinition[], charts: readonly ServingChart[]): readonly string[] {
  const foreign = crds.filter(({ spec }) => spec.group !== group);
  if (foreign.length > 0)
    return foreign.map(({ metadata: { name } }) => `holds the CRD ${quote(name)}, which is not the Gateway API's`);
  const channels = distinct(crds, channel).filter((found) => found !== "standard");
  return [
    ...channels.map((found) => `holds CRDs of ${spoken("channel", found)}, where channel "standard" is wanted`),
    ...charts.flatMap(({ version }) => unwanted(crds, version)),
  ];
}

/** What a chart of this version would wait for in vain. */
function unwanted(crds: readonly CustomResourceDefinition[], chart: string): readonly string[] {
  const wanted = gatewayApiFor(chart);
  if (wanted === undefined) return [];
  const others = distinct(crds, bundle).filter((found) => !isOf(found, wanted.version));
  if (others.length > 0) {
    return others.map(
      (found) => `holds CRDs of ${spoken("version", found)}, where chart ${chart} wants ${wanted.version}`,
    );
  }
  const present = crds.map(({ metadata }) => metadata.name);
  return wanted.kinds
    .filter((kind) => !present.includes(`${kind}.${group}`))
    .map(
      (kind) =>
        `lacks the CRD ${quote(`${kind}.${group}`)}, without which the controller of chart ${chart} is never ready`,
    );
}

/** Finished releases only: `v1.6.1` is of `v1.6`, and `v1.6.0-rc.1` is not. */
const isOf = (found: string | undefined, version: string): boolean =>
  found !== undefined && found.startsWith(`${version}.`) && /^\d+$/.test(found.slice(version.length + 1));

const distinct = (crds: readonly CustomResourceDefinition[], key: string): readonly (string | undefined)[] => [
  ...new Set(crds.map(({ metadata }) => metadata.annotations?.[key])),
];

const quote = (text: string): string => JSON.stringify(text);

const spoken = (what: string, found: string | undefined): string =>
  found === undefined ? `no ${what}` : `${what} ${quote(found)}`;

function remedyFor(charts: readonly ServingChart[]): string {
  const versions = [...new Set(charts.flatMap(({ version }) => gatewayApiFor(version)?.version ?? []))];
  return versions.length > 1
    ? `Charts that want ${versions.join(" and ")} cannot serve the Gateway API in one cluster: let gateways of one version have \`gatewayApi\`.`
    : `Name \`standard-install.yaml\` of a ${versions.join("")} release of the Gateway API in \`higress.gatewayApi.crds\`.`;
}

const faultIn = (file: string, message: string, remedy: string): Fault => ({
  file,
  line: 1,
  column: 1,
  path: [],
  message,
  remedy,
});
