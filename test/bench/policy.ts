/**
 * What the policy pack costs a preview in which nothing changes: `npm run bench -- --policy 100`. Three previews in turn, several
 * times over, so that what else the machine does weighs on all of them alike: without a pack, with a pack of one rule that finds
 * nothing, and with ours.
 */
import { join } from "node:path";
import { stackInvocation, type StackCommand } from "../../local/engine.ts";
import { checkout } from "../../local/paths.ts";
import { measure } from "./measure.ts";
import { onFreshCluster, settingsOf, writeFleet } from "./cluster.ts";

const rounds = 5;
const emptyPack = join(checkout, "test", "bench", "empty-pack", "policy-pack");

type Options = Pick<StackCommand, "policy" | "args">;

const previews = {
  "no pack": { policy: false },
  "a pack of one empty rule": { policy: false, args: ["--policy-pack", emptyPack] },
  "the whole pack": { policy: true },
} as const satisfies Readonly<Record<string, Options>>;

async function engine(home: string, command: StackCommand["command"], { args = [], ...options }: Options) {
  const invocation = await stackInvocation({
    ...{ home, stack: "test", command, settings: settingsOf(home) },
    ...options,
    args: ["--non-interactive", ...args],
  });
  return measure(invocation.command, invocation.args, invocation);
}

/** Prints the seconds of every preview, and the median of the ratios to the pack of one empty rule in the same round. */
export async function measurePolicy(tenants: number): Promise<void> {
  await onFreshCluster(tenants, async (home) => {
    writeFleet(home, tenants);
    await engine(home, "up", { policy: false, args: ["--skip-preview"] });
    const times = new Map<string, number[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, options] of Object.entries<Options>(previews)) {
        const { seconds } = await engine(home, "preview", options);
        times.set(name, [...(times.get(name) ?? []), seconds]);
      }
    }
    const floor = times.get("a pack of one empty rule") ?? [];
    console.log(`\nno-op preview of ${tenants} tenants, ${rounds} rounds`);
    for (const [name, seconds] of times) {
      const ratios = seconds.map((each, round) => each / (floor[round] ?? each));
      const shown = seconds.map((each) => `${each.toFixed(1)} s`.padStart(8)).join("");
      console.log(`  ${name.padEnd(30)}${shown}${median(ratios).toFixed(2).padStart(8)} ×`);
    }
  });
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
