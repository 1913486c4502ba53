/** What `npm run capacity` says of a region. */
import {
  claimantsOf,
  shortagesOf,
  states,
  sumOf,
  thousandths,
  units,
  type Claimant,
  type Shortage,
  type State,
} from "../../plan/capacity.ts";
import type { Capacity, Fleet } from "../../plan/model.ts";
import { regionOf } from "../../plan/site.ts";
import { table } from "../table.ts";
import { amountOf, census, nameOf, stateNames, unitNames } from "./words.ts";

export interface Report {
  readonly lines: readonly string[];
  /** Why the region does not pass, for people; none when everything fits. */
  readonly faults: readonly string[];
}

/**
 * @param file where the fleet is written
 * @throws Error when the fleet has no such region
 */
export function reportOf(fleet: Fleet, region: string, file: string): Report {
  const { capacity } = regionOf(fleet.regions, region);
  const claimants = claimantsOf(fleet, region);
  const title = `${fleet.environment}, region ${region}: ${census(claimants)}`;
  return {
    lines: [title, "", ...sums(claimants, capacity)],
    faults: capacity === undefined ? undeclared(region, file) : misfits(claimants, capacity, region),
  };
}

function sums(claimants: readonly Claimant[], capacity: Capacity | undefined): readonly string[] {
  const head = ["", ...units.flatMap((unit) => [unitNames[unit], ""])];
  const rows = states.map((state) => {
    const sum = sumOf(claimants.map(({ demand }) => demand[state]));
    return [
      stateNames[state],
      ...units.flatMap((unit) => [amountOf(sum[unit], unit), share(sum[unit], capacity?.[unit])]),
    ];
  });
  const given = ["capacity", ...units.flatMap((unit) => [written(capacity?.[unit], unit), ""])];
  return table([head, ...rows, given], { right: [1, 2, 3, 4, 5, 6] });
}

const written = (given: string | undefined, unit: (typeof units)[number]): string =>
  given === undefined ? "-" : amountOf(thousandths(given), unit);

/** Rounded up: what is not the whole is not 100 %, and what is more than it never is. */
function share(asked: bigint, given: string | undefined): string {
  if (given === undefined) return "";
  const whole = thousandths(given);
  return `${(asked * 100n + whole - 1n) / whole} %`;
}

const undeclared = (region: string, file: string): readonly string[] => [
  `Nothing says what the cluster of region ${JSON.stringify(region)} has, so nobody can say whether this fits.`,
  `Add regions.${region}.capacity to ${file}: { cpu: "256", memory: 1Ti, pods: "1100" } and the like.`,
];

const consequences: Readonly<Record<State, string>> = {
  steady: "pods stay pending.",
  maximum: "under load, pods of the autoscaler stay pending.",
  peak: "a rollout of everything at once, such as that of a new chart version, stalls.",
};

function misfits(claimants: readonly Claimant[], capacity: Capacity, region: string): readonly string[] {
  const short = new Map(states.map((state) => [state, shortagesOf(claimants, state, capacity)]));
  const rows = claimants.flatMap((claimant) => {
    const cells = states.map((state) => missing(short.get(state) ?? [], claimant));
    return cells.every((cell) => cell === fits) ? [] : [[nameOf(claimant), ...cells]];
  });
  if (rows.length === 0) return [];
  const told = states.filter((state) => short.get(state)?.length !== 0);
  return [
    `${rows.length} of ${claimants.length} do not fit. Served in this order: the entry, gateways by id, tenants by id, there is missing`,
    "",
    ...table([["up to", ...states.map((state) => stateNames[state])], ...rows]),
    "",
    ...told.map((state) => `${stateNames[state]}: ${consequences[state]}`),
    `Add nodes and raise regions.${region}.capacity, choose smaller sizes, or move tenants to another region.`,
  ];
}

const fits = "fits";

function missing(shortages: readonly Shortage[], claimant: Claimant): string {
  const shortage = shortages.find((each) => each.claimant === claimant);
  if (shortage === undefined) return fits;
  const { missing: amounts } = shortage;
  return units
    .flatMap((unit) => (amounts[unit] === undefined ? [] : [`${amountOf(amounts[unit], unit)} ${unitNames[unit]}`]))
    .join(", ");
}
