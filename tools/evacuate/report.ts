/** What draining a region changes, and the way back, in words. */
import type { Fleet } from "../../plan/index.ts";
import { quote } from "../../plan/quote.ts";
import { recordsOf } from "../../plan/records.ts";
import { runningIn } from "../../plan/site.ts";
import { table } from "../table.ts";
import { difference } from "../tenant/difference.ts";
import { planOf, tellEffects } from "../tenant/effects.ts";
import type { Stack } from "../tenant/stacks.ts";
import { shiftsOf, type Shift } from "./shifts.ts";

/** @param after the fleet with the region drained, or with it back */
export function tellEvacuation(
  before: Fleet,
  after: Fleet,
  region: string,
  stacks: readonly Stack[],
): readonly string[] {
  const drained = after.regions[region]?.drained === true;
  const effects = Object.keys(after.regions)
    .toSorted()
    .map((each) => ({ region: each, changes: difference(planOf(before, each), planOf(after, each)) }))
    .filter(({ changes }) => changes.length > 0);
  // A ReferenceGrant goes with the last way to its Service.
  const isDeleted = effects.some(({ changes }) => changes.some(({ sign }) => sign === "-"));
  const own = (each: Stack): number => (each.region === region ? 1 : 0);
  return [
    ...tellShifts(shiftsOf(before, after)),
    "",
    ...tellRecords(drained ? before : after, region, drained),
    "",
    ...tellEffects(effects),
    `Nothing else changes: ${isDeleted ? "no more than that" : "nothing"} is deleted, and all pods run on.`,
    ...(stacks.length > 0 ? [""] : []),
    ...stacks.toSorted((a, b) => own(a) - own(b)).map(({ name }) => `  pulumi up -s ${name}`),
  ];
}

function tellShifts(shifts: readonly Shift[]): readonly string[] {
  if (shifts.length === 0) return ["No route leads to a destination of it from elsewhere: no requests move."];
  const rows = shifts.map(({ region, owner, route, destination, before, after }) => [
    ...[region, owner, route, destination],
    ...[percent(before), "→", percent(after)],
  ]);
  return [
    "Requests, in percent of each route:",
    ...table([["in region", "of", "route", "go to", "now", "", "then"], ...rows], { indent: "  ", right: [4, 6] }),
  ];
}

const percent = (weight: number): string => (weight === 0 ? "-" : String(weight));

function tellRecords(fleet: Fleet, region: string, drained: boolean): readonly string[] {
  const { domain, environment, dns } = fleet;
  const tenants = runningIn(region, fleet.tenants).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = tenants.flatMap((tenant) =>
    recordsOf(tenant, { domain, environment })
      .filter(({ type }) => type !== "TXT")
      .map(({ name, type }) => [name, type, tenant.regions.filter((each) => serves(fleet, each, region)).join(", ")]),
  );
  const gone = rows.filter(([, , others]) => others === "");
  return [
    dns.externalDns === undefined
      ? `DNS records to ${drained ? "take away from" : "point to"} the entry of ${quote(region, [])} by hand, since \`dns.externalDns\` says nothing:`
      : `DNS records that the entry of ${quote(region, [])} ${drained ? "stops publishing" : "publishes again"} (ExternalDNS${ttl(dns.externalDns.ttl)}):`,
    ...table(
      rows.map(([name = "", type = "", others = ""]) => [
        name,
        type,
        others === "" ? "nowhere else" : `also in ${others}`,
      ]),
      { indent: "  " },
    ),
    ...(drained && gone.length > 0
      ? [
          `${gone.length === 1 ? "One name is" : `${gone.length} names are`} served nowhere else: nobody finds ${gone.length === 1 ? "it" : "them"} until the way back.`,
        ]
      : []),
  ];
}

const serves = ({ regions }: Fleet, each: string, but: string): boolean =>
  each !== but && regions[each]?.drained !== true;

const ttl = (seconds: number | undefined): string =>
  seconds === undefined ? "" : `; clients keep one for ${seconds} seconds`;
