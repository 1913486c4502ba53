/** docs/sizes.md: what each size costs, and the example fleets with it, from the numbers that the plan has. */
import {
  claimantsOf,
  demandOf,
  states,
  sumOf,
  thousandths,
  units,
  type Amounts,
  type State,
} from "../plan/capacity.ts";
import type { Fleet } from "../plan/model.ts";
import type { Sizing } from "../plan/model/sizing.ts";
import { builtInSizes, mostGateways, sizes } from "../plan/sizes.ts";
import { amountOf, census, stateNames, unitNames } from "./capacity/words.ts";

export interface Example {
  /** Path of the fleet file. */
  readonly file: string;
  readonly fleet: Fleet;
}

export const sizesPage = (examples: readonly Example[]): string =>
  [
    head,
    "## Pods of a size",
    `Under load the autoscaler makes more gateway pods, from the first number to the second, and fewer again when the load is gone. The one
controller pod has two containers: \`higress-core\` reads Ingresses and registries, \`discovery\` configures the gateway pods. Requests equal limits.`,
    table(
      ["Size", "Gateway pods", "Each", "Autoscaler's target", "Added by a rollout", "`higress-core`", "`discovery`"],
      parts(),
    ),
    "## What a size costs",
    `For one tenant or gateway, or for the entry. **Steady**: the load is low and nothing rolls out. **HPA maximum**: the autoscaler has
made as many pods as it may. **Rollout peak**: besides, gateway and controller roll out, as a new version of the chart makes them. The
quota of the namespace is the rollout peak and one gateway pod more, for a pod that is still ending. Servers beside a gateway ([servers](servers.md)) come on top, by their own numbers, likewise with one pod more each.`,
    table(["Size", "When", ...unitHeads], costs()),
    "## What the example fleets cost",
    `Per region: all its installations together. At the rollout peak all of them roll out at once; quotas, which rule fleet-capacity sums, have one gateway pod more each. \`npm run capacity\` tells the same of
any fleet file and names who would not fit. Workloads that tenants run beside their gateways come on top, as far as their \`quota\` lets them.`,
    table(["Fleet", "Region", "When", ...unitHeads], examples.flatMap(regionRows)),
  ].join("\n\n") + "\n";

const head = `# Sizes

Written by \`npm run generate\` from \`plan/sizes.ts\` and the files in \`fleets/\`: change them there. A fleet file can have sizes of its
own and change single numbers of a tenant ([settings](settings.md)); \`npm run capacity\` counts with those.`;

const unitHeads = units.map((unit) => unitNames[unit].replace(/^./, (first) => first.toUpperCase()));

function parts(): readonly (readonly string[])[] {
  return builtInSizes.map((size) => {
    const sizing = sizes[size];
    const { gateway, controller, discovery, autoscaling } = sizing;
    return [
      `\`${size}\``,
      range(sizing),
      pair(gateway),
      autoscaling === false ? "none" : `${autoscaling.targetCpu} % CPU`,
      String(gateway.surge),
      pair(controller),
      pair(discovery),
    ];
  });
}

const range = (sizing: Sizing): string => [...new Set([sizing.gateway.replicas, mostGateways(sizing)])].join(" to ");

const pair = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }): string => `${cpu} CPU, ${memory}`;

const costs = (): readonly (readonly string[])[] =>
  builtInSizes.flatMap((size) => {
    const demand = demandOf(sizes[size]);
    return states.map((state) => [...first(state, `\`${size}\``), stateNames[state], ...cells(demand[state])]);
  });

function regionRows({ file, fleet }: Example): readonly (readonly string[])[] {
  return Object.entries(fleet.regions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([region, { capacity }]) => {
      const claimants = claimantsOf(fleet, region);
      const rows = states.map((state) => [
        ...first(state, `\`${file}\``, `${region}: ${census(claimants)}`),
        stateNames[state],
        ...cells(sumOf(claimants.map(({ demand }) => demand[state]))),
      ]);
      const declared = units.map((unit) => {
        const given = capacity?.[unit];
        return given === undefined ? "" : amountOf(thousandths(given), unit);
      });
      return capacity === undefined ? rows : [...rows, ["", "", "declared capacity", ...declared]];
    });
}

/** What all rows of a group have in common stands in its first. */
const first = (state: State, ...common: readonly string[]): readonly string[] =>
  state === states[0] ? common : common.map(() => "");

const cells = (amounts: Amounts): readonly string[] => units.map((unit) => amountOf(amounts[unit], unit));

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
