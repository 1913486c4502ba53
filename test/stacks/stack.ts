import { readFileSync } from "node:fs";
import { parseCrds, planFleet, type Fleet, type Plan } from "../../plan/index.ts";
import { recordFleet } from "../components/recorded.ts";
import { fleetOf } from "../support/plan.ts";

/** The stacks of the project: which region of which fleet each runs. */
export const stacks = [
  { stack: "test", file: "fleets/test.yaml", region: "local" },
  { stack: "prod", file: "fleets/prod.yaml", region: "south" },
  { stack: "prod-north", file: "fleets/prod.yaml", region: "north" },
] as const;

/** What a stack plans, with the stand-in's CRDs for those that the fleet would download. */
export const planStack = (file: string, region: string, change: (fleet: Fleet) => Fleet = (fleet) => fleet): Plan =>
  planFleet(change(fleetOf(file)), region, { crds, narrowDigest: "0123456789ab", chartDigest: () => "ba9876543210" });

/** What a stack registers. A recording is made once: it takes a second, and nobody changes it. */
export function recordStack(file: string, region: string): ReturnType<typeof recordFleet> {
  const key = `${file} ${region}`;
  const recording = recordings.get(key) ?? recordFleet(planStack(file, region));
  recordings.set(key, recording);
  return recording;
}

const recordings = new Map<string, ReturnType<typeof recordFleet>>();

const standIn = "local/chart/higress-core/crds/customresourcedefinitions.yaml";
const parsed = parseCrds({ file: standIn, text: readFileSync(standIn, "utf8") });
const crds = "crds" in parsed ? parsed.crds : [];
