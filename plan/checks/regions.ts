/** Where things run. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import { quote, quoteAll, repeated } from "./check.ts";
import { isKubernetes } from "./owners.ts";

export const fleetHasRegions = ({ regions }: Fleet): readonly Finding[] =>
  Object.keys(regions).length > 0
    ? []
    : [
        {
          path: ["regions"],
          message: "the fleet has no region",
          remedy: "Describe at least one cluster under regions.",
        },
      ];

export const regionsExist = (fleet: Fleet): readonly Finding[] => [
  ...fleet.gateways.flatMap(({ id, regions }, at) =>
    judge(`gateway ${quote(id)}`, regions, fleet, ["gateways", at, "regions"]),
  ),
  ...fleet.tenants.flatMap(({ id, regions }, at) =>
    judge(`tenant ${quote(id)}`, regions, fleet, ["tenants", at, "regions"]),
  ),
];

function judge(what: string, regions: readonly string[], fleet: Fleet, path: FleetPath): readonly Finding[] {
  const known = Object.keys(fleet.regions);
  if (known.length === 0) return [];
  if (regions.length === 0) {
    return [{ path, message: `${what} runs in no region`, remedy: `Name at least one of ${quoteAll(known)}.` }];
  }
  return [
    ...regions.flatMap((region, at) =>
      known.includes(region)
        ? []
        : [
            {
              path: [...path, at],
              message: `${what} runs in region ${quote(region)}, which the fleet does not have`,
              remedy: `Use one of ${quoteAll(known)}, or describe ${quote(region)} under regions.`,
            },
          ],
    ),
    ...repeated(regions).map(({ value, at }) => ({
      path: [...path, at],
      message: `${what} names region ${quote(value)} twice`,
      remedy: "Name it once.",
    })),
  ];
}

/** Else nobody would find any host, and nothing would say so. */
export const someRegionAnswers = ({ regions }: Fleet): readonly Finding[] => {
  const names = Object.keys(regions);
  if (names.length === 0 || names.some((name) => regions[name]?.drained !== true)) return [];
  return names.slice(-1).map((name) => ({
    path: ["regions", name, "drained"],
    message: `no region takes requests: ${quoteAll(names)} ${names.length === 1 ? "is" : "are all"} drained`,
    remedy: "Take `drained` back in one of them.",
  }));
};

export const nearRegionsAreOthers = ({ regions }: Fleet): readonly Finding[] => {
  const known = Object.keys(regions);
  return Object.entries(regions).flatMap(([name, { near = [] }]) => {
    const path = (at: number): FleetPath => ["regions", name, "near", at];
    const others = known.filter((each) => each !== name);
    const instead = others.length === 0 ? "Remove it." : `Use one of ${quoteAll(others)}, or remove it.`;
    return [
      ...near.flatMap((region, at) => {
        if (others.includes(region)) return [];
        const message =
          region === name ? `region ${quote(name)} is near to itself` : `the fleet has no region ${quote(region)}`;
        return [{ path: path(at), message, remedy: instead }];
      }),
      ...repeated(near).map(({ value, at }) => ({
        path: path(at),
        message: `${quote(value)} is named twice`,
        remedy: "Name it once.",
      })),
    ];
  });
};

export const platformNamespacesAreThePlatforms = ({ regions }: Fleet): readonly Finding[] =>
  Object.entries(regions).flatMap(([name, { platformNamespaces }]) => {
    const path = ["regions", name, "platformNamespaces"];
    return [
      ...platformNamespaces.flatMap((namespace, at) =>
        isKubernetes(namespace)
          ? [
              {
                path: [...path, at],
                message: `${quote(namespace)} belongs to Kubernetes and cannot be opened to tenants`,
                remedy: "Remove it; what tenants need of it, DNS, every tenant has.",
              },
            ]
          : [],
      ),
      ...repeated(platformNamespaces).map(({ value, at }) => ({
        path: [...path, at],
        message: `${quote(value)} is named twice`,
        remedy: "Name it once.",
      })),
    ];
  });
