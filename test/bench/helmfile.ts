import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { engineEnvironment } from "../../local/engine-environment.ts";
import { checkout } from "../../local/paths.ts";
import type { InstallationPlan, Plan } from "../../plan/index.ts";
import { installationsOf } from "../../plan/index.ts";
import { measure } from "./measure.ts";
import { contents, foundation } from "./objects.ts";

/**
 * Seconds of `helmfile sync` for the same releases (same chart, values and post-renderer), once their namespaces, quotas and
 * everything else the program registers stand: helmfile does less, so the comparison flatters it. Undefined where helmfile is not
 * built (`npm run local -- build helmfile`).
 */
export async function syncWithHelmfile(home: string, plan: Plan): Promise<number | undefined> {
  const env = engineEnvironment(home);
  if (spawnSync("helmfile", ["version"], { env }).status !== 0) return undefined;
  writeFileSync(join(home, "foundation.yaml"), foundation(plan));
  writeFileSync(join(home, "contents.yaml"), contents(plan));
  writeFileSync(join(home, "helmfile.yaml"), stringify({ releases: installationsOf(plan).map(releaseOf) }));
  const kubectl = (...args: string[]) => measure("kubectl", args, { env, cwd: home });
  await kubectl("create", "--filename", "foundation.yaml");
  await kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
  await kubectl("create", "--filename", "contents.yaml");
  const sync = await measure("helmfile", ["sync", "--concurrency", "8"], { env, cwd: home });
  return sync.seconds;
}

function releaseOf({ id, release }: InstallationPlan): object {
  return {
    name: release.name,
    namespace: release.namespace,
    chart: join(checkout, release.chart),
    values: [release.values],
    wait: true,
    skipCRDs: true,
    postRenderer: join(checkout, "components", "narrow.ts"),
    labels: { id },
  };
}
