/** Where a measurement takes place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resetCluster, startCluster } from "../../local/control-plane.ts";
import { checkout } from "../../local/paths.ts";
import { benchFleet } from "./fleet.ts";

/** A simulated node holds 110 pods; a tenant of the smallest size has two. */
const nodesFor = (tenants: number): number => Math.ceil((tenants * 3) / 100) + 1;

/** Does something with a control plane of its own, which is gone afterwards. */
export async function onFreshCluster<T>(tenants: number, work: (home: string) => Promise<T>): Promise<T> {
  const parent = join(checkout, ".fleet", "bench");
  mkdirSync(parent, { recursive: true });
  const home = mkdtempSync(join(parent, `${tenants}-`));
  try {
    await startCluster({ home, nodes: nodesFor(tenants) });
    return await work(home);
  } finally {
    await resetCluster(home);
    rmSync(home, { recursive: true, force: true });
  }
}

const relative = (home: string): string => join(home, "bench.yaml").slice(checkout.length + 1);

/** Writes the fleet file of so many tenants; returns its path from the checkout. */
export function writeFleet(home: string, tenants: number): string {
  writeFileSync(join(home, "bench.yaml"), benchFleet(tenants));
  return relative(home);
}

/** Settings that make stack `test` run that fleet. */
export const settingsOf = (home: string): Readonly<Record<string, string>> => ({
  "higress-fleet:fleet": relative(home),
});
