import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { homeAt } from "./paths.ts";
import { clusterDirectory, componentsUnder } from "./processes.ts";
import { ask } from "./run.ts";
import { describeToolchain } from "./toolchain.ts";

const parts = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok-controller"];

/** The environment of kubectl and kwokctl for one home: nothing is read from or written to the user's own directories. */
export function clusterEnvironment(root: string): NodeJS.ProcessEnv {
  const home = homeAt(root);
  return {
    ...process.env,
    PATH: `${describeToolchain().bin}:${process.env.PATH ?? ""}`,
    KUBECONFIG: home.kubeconfig,
    KUBECACHEDIR: join(home.cache, "kube"),
    KWOK_WORKDIR: home.cluster,
    KWOK_KUBE_VERSION: "v1.35.4",
  };
}

/** Asks the API server of one home. */
export const kubectl = (root: string, ...args: string[]) => ask("kubectl", args, { env: clusterEnvironment(root) });

/** The parts of the control plane that do not run; none when it runs. */
export function missingParts(root: string): readonly string[] {
  if (!existsSync(root)) return parts;
  const running = componentsUnder(clusterDirectory(homeAt(realpathSync(root)).cluster)).map(({ name }) => name);
  return parts.filter((part) => !running.includes(part));
}

/** Whether all parts run and the API server answers. */
export async function clusterIsReady(root: string): Promise<boolean> {
  if (missingParts(root).length > 0) return false;
  return (await kubectl(root, "get", "--raw", "/readyz")).code === 0;
}
