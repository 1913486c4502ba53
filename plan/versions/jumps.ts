/** What Higress' releases changed for a fleet, and which jumps between them there is a way for. Source: the release notes of higress. */
import { gatewayApis } from "./gateway-api.ts";
import { compareVersions, isVersion } from "./version.ts";

export interface Release {
  readonly version: string;
  readonly changes: readonly Breaking[];
}

export interface Breaking {
  readonly what: string;
  /** What people must do before they go past it; absent: nothing, the program sees to it. */
  readonly todo?: string;
}

/** The program's values need `global.createIngressClass`; older charts take the class from each other. */
export const oldestTarget = "2.2.3";
/** Nothing is known of what changed before it. */
const oldestKnown = "2.1.9";

/** Releases with something in them, oldest first. */
export const releases: readonly Release[] = [
  {
    version: "2.1.10",
    changes: [
      {
        what: "Images come from `global.hub`; before, it had no effect on gateway, controller and pilot.",
        todo: "Mirror their images to the registry that `higress.hub` names.",
      },
    ],
  },
  {
    version: "2.2.0",
    changes: [
      {
        what: "Pilot goes from Istio 1.19 to 1.27, the gateway to Envoy 1.36.",
        todo: "Try EnvoyFilters and plugins of your own in a test environment.",
      },
      {
        what: "`global.enableGatewayAPI` is on by default; the program turns it off where no `gatewayApi` asks for it.",
      },
      {
        what:
          "13 keys `pilot.*` are gone: autoscaleEnabled, autoscaleMin, autoscaleMax, replicaCount, rollingMaxSurge, " +
          "rollingMaxUnavailable, nodeSelector, podAnnotations, podLabels, serviceAnnotations, deploymentLabels, configMap, " +
          "configSource; the program sets none of them.",
      },
    ],
  },
  {
    version: "2.2.1",
    changes: [
      {
        what: "`global.hub` loses its suffix `/higress`: images are `{hub}/higress/{image}`.",
        todo: "Mirror the images below `{hub}/higress/`, and take `/higress` off the end of `higress.hub`.",
      },
    ],
  },
  {
    version: "2.2.3",
    changes: [
      { what: "`global.createIngressClass` and `global.gatewayClass` come; the program needs the first." },
      {
        what: "The plugin server's tag is the chart's version; it was 1.0.0.",
        todo: "Mirror the image under that tag, where a plugin server runs.",
      },
    ],
  },
  {
    version: "2.2.4",
    changes: [
      {
        what: "The controller may write HorizontalPodAutoscalers and PodDisruptionBudgets; only its deployment controller for Gateways needs it, which is off.",
      },
    ],
  },
];

export interface Jump {
  /** Why it must not be made. */
  readonly faults: readonly string[];
  /** What nobody here can know. */
  readonly warnings: readonly string[];
  /** What lies on the way, the oldest first. */
  readonly crossed: readonly Release[];
}

/** Judges a change of chart from one version to another. */
export function judgeJump(from: string, to: string): Jump {
  const unclear = [from, to].filter((version) => !isVersion(version));
  if (unclear.length > 0)
    return refused(
      `${unclear.map((each) => JSON.stringify(each)).join(" and ")} cannot be compared, so nobody can tell which is newer, and CRDs ` +
        'never go back. Give versions of three numbers: "2.2.4".',
    );
  if (compareVersions(to, from) < 0)
    return refused(
      `From ${from} to ${to} is a downgrade: the CRDs of ${from} stay, and what is stored by them may be nothing ${to} can read. ` +
        `Name a version after ${from}.`,
    );
  if (compareVersions(from, oldestKnown) < 0)
    return refused(
      `What changed before ${oldestKnown} is not known. Upgrade from ${from} to ${oldestKnown} by Higress' own notes first.`,
    );
  if (compareVersions(to, oldestTarget) < 0)
    return refused(
      `The program's values are for ${oldestTarget} and later: \`global.createIngressClass\` is not in ${to}. Name ${oldestTarget} or later.`,
    );
  const newest = releases.at(-1)?.version ?? oldestKnown;
  const unknown = compareVersions(to, newest) > 0;
  // The CRDs go to the last version that is wanted, past those between.
  const api = gatewayApis.findLast(({ since }) => crosses(from, to, since));
  return {
    faults: [],
    warnings: unknown
      ? [
          `Nothing is known here of what changed after ${newest}: read the release notes up to ${to}, and try it in a test environment.`,
        ]
      : [],
    crossed: releases
      .filter(({ version }) => crosses(from, to, version))
      .map(({ version, changes }) => ({
        version,
        changes: version === api?.since ? [...changes, ...gatewayApiOf(version)] : changes,
      })),
  };
}

const crosses = (from: string, to: string, version: string): boolean =>
  compareVersions(version, from) > 0 && compareVersions(version, to) <= 0;

const refused = (fault: string): Jump => ({ faults: [fault], warnings: [], crossed: [] });

/** What a release wants of the Gateway API's CRDs, when it is the first that does. */
export function gatewayApiOf(release: string): readonly Breaking[] {
  const index = gatewayApis.findIndex(({ since }) => since === release);
  const wanted = gatewayApis[index];
  if (wanted === undefined) return [];
  const before = gatewayApis[index - 1]?.version;
  return [
    {
      what: `Gateway API CRDs of ${wanted.version}, standard channel${before === undefined ? "" : `; before, ${before}`}.`,
      todo: `Where gateways have \`gatewayApi\`: name those of ${wanted.version} in \`higress.gatewayApi.crds\`, together with the chart.`,
    },
  ];
}
