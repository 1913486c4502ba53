import type { ReadPair } from "../../components/certificates.ts";
import { cluster } from "../../components/cluster.ts";
import { Fleet } from "../../components/fleet.ts";
import type { Plan } from "../../plan/index.ts";
import { fixturePlan } from "./plan.ts";
import { record, type Outputs, type Registered } from "./recorder.ts";

/** Everything that a plan's fleet registers, as index.ts has it registered. */
export async function recordFleet(
  plan: Plan,
  computed?: Outputs,
  readPair: ReadPair = () => ({ certificate: "", key: "" }),
): Promise<Recorded> {
  const { result, registered } = await record(
    () => new Fleet(plan.environment, plan, { providers: [cluster(plan.environment, plan.region, "")] }, readPair),
    computed,
  );
  return { fleet: result, registered, named: (name) => only(registered, name) };
}

/** The same for the plan made by hand. A recording is made once: it takes half a second, and nobody changes it. */
export function recordFixture(tenants: readonly string[], protect = false): Promise<Recorded> {
  const key = JSON.stringify([tenants, protect]);
  const recording = recordings.get(key) ?? recordFleet(fixturePlan(tenants, protect));
  recordings.set(key, recording);
  return recording;
}

const recordings = new Map<string, Promise<Recorded>>();

interface Recorded {
  readonly fleet: Fleet;
  readonly registered: readonly Registered[];
  /** The one resource of that name. */
  readonly named: (name: string) => Registered;
}

function only(registered: readonly Registered[], name: string): Registered {
  const [first, ...more] = registered.filter((each) => each.name === name);
  if (first !== undefined && more.length === 0) return first;
  const names = registered.map((each) => each.name).join(", ");
  throw new Error(`${more.length === 0 ? "no" : "more than one"} resource is named ${name}; there are: ${names}`);
}
