/** What a fleet asks of the cluster of a region, and from whom on the cluster has too little. */
import { tenantsIn } from "./in-region.ts";
import type { Capacity, Fleet } from "./model.ts";
import type { Sized, Sizing } from "./model/sizing.ts";
import { entryId } from "./names.ts";
import { sortedBy } from "./order.ts";
import { parseQuantity } from "./quantity.ts";
import { regionOf, runningIn } from "./site.ts";
import { mostGateways, rolloutPeak, sizingOf, steady, type Peak } from "./sizes.ts";

/**
 * When something is asked for, from the least to the most. `steady`: the load is low and nothing rolls out. `maximum`: every
 * autoscaler is at its maximum. `peak`: besides, everything rolls out at once, as a new version of the chart makes it.
 */
export const states = ["steady", "maximum", "peak"] as const;
export type State = (typeof states)[number];

export const units = ["cpu", "memory", "pods"] as const;
export type Unit = (typeof units)[number];

/** Thousandths of cores, of bytes and of pods (quantity.ts). */
export type Amounts = Readonly<Record<Unit, bigint>>;

export type Demand = Readonly<Record<State, Amounts>>;

/** Whoever has a Higress in the region. */
export interface Claimant {
  readonly role: "entry" | "gateway" | "tenant";
  readonly id: string;
  readonly demand: Demand;
}

/** What is missing for a claimant and all before it; only what is. */
export interface Shortage {
  readonly claimant: Claimant;
  readonly missing: Readonly<Partial<Record<Unit, bigint>>>;
}

const nothing: Amounts = { cpu: 0n, memory: 0n, pods: 0n };

/** Of somebody without pods. To be resumed, it needs what its size asks for: the cluster keeps nothing free for it. */
const suspended: Demand = { steady: nothing, maximum: nothing, peak: nothing };

/** What one installation asks for; requests and limits are the same. */
export const demandOf = (sizing: Sizing): Demand => ({
  steady: amounts(steady(sizing)),
  maximum: amounts(steady({ ...sizing, gateway: { ...sizing.gateway, replicas: mostGateways(sizing) } })),
  peak: amounts(rolloutPeak(sizing)),
});

/**
 * Everybody in the region, in the order in which they are served: the entry, which everybody needs, the platform's gateways and
 * the tenants, both by id.
 * @throws Error when the fleet has no such region (regionOf).
 */
export function claimantsOf(fleet: Fleet, region: string): readonly Claimant[] {
  regionOf(fleet.regions, region);
  const claimant = (role: Claimant["role"], id: string, sized: Sized): Claimant => ({
    role,
    id,
    demand: demandOf(sizingOf(fleet.sizes, sized)),
  });
  const byId = <T extends Sized & { readonly id: string }>(all: readonly T[]) => sortedBy(all, ({ id }) => id);
  return [
    claimant("entry", entryId, fleet.entry),
    ...byId(runningIn(region, fleet.gateways)).map((gateway) => claimant("gateway", gateway.id, gateway)),
    ...byId(tenantsIn(region, fleet.tenants)).map((tenant): Claimant =>
      tenant.suspend ? { role: "tenant", id: tenant.id, demand: suspended } : claimant("tenant", tenant.id, tenant),
    ),
  ];
}

export const sumOf = (all: readonly Amounts[]): Amounts => all.reduce(plus, nothing);

/** From the first claimant on who does not fit any more with all before it; nobody when everything fits. */
export function shortagesOf(claimants: readonly Claimant[], state: State, capacity: Capacity): readonly Shortage[] {
  let asked = nothing;
  return claimants.flatMap((claimant) => {
    asked = plus(asked, claimant.demand[state]);
    const missing = missingOf(asked, capacity);
    return Object.keys(missing).length === 0 ? [] : [{ claimant, missing }];
  });
}

function missingOf(asked: Amounts, capacity: Capacity): Shortage["missing"] {
  const short = units.flatMap((unit) => {
    const given = capacity[unit];
    const missing = given === undefined ? 0n : asked[unit] - thousandths(given);
    return missing > 0n ? [[unit, missing] as const] : [];
  });
  return Object.fromEntries(short);
}

const plus = (one: Amounts, other: Amounts): Amounts => ({
  cpu: one.cpu + other.cpu,
  memory: one.memory + other.memory,
  pods: one.pods + other.pods,
});

const amounts = ({ cpu, memory, pods }: Peak): Amounts => ({
  cpu: thousandths(cpu),
  memory: thousandths(memory),
  pods: thousandths(String(pods)),
});

/** @throws Error for what is no quantity, which parseFleet finds out first. */
export function thousandths(quantity: string): bigint {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new Error(`${JSON.stringify(quantity)} is no quantity`);
  return value;
}
