import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** The directory of the clone, absolute. */
export const checkout = dirname(import.meta.dirname);

/** Where state, kubeconfig and logs of this clone live; git ignores it. */
export const defaultHome = join(checkout, ".fleet");

/** What every clone of this user shares: the programs built from local/toolchain. */
export function cacheDirectory(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base !== undefined && base.startsWith("/") ? base : join(homedir(), ".cache"), "higress-fleet");
}

/** The files of one home: a directory that holds one control plane and the state of the stacks on it. */
export interface Home {
  readonly root: string;
  /** What Kubernetes clients read; its only context is `kwok-higress-fleet`. */
  readonly kubeconfig: string;
  /** Every writing call the API server answered, one JSON event a line. */
  readonly auditLog: string;
  /** KWOK_WORKDIR. */
  readonly cluster: string;
  /** PULUMI_HOME. */
  readonly pulumi: string;
  /** The file backend of the engine. */
  readonly state: string;
  /** Copies of the stack files, with the encryption salts that tracked files must not receive. */
  readonly config: string;
  /** Settings of the policy pack, one file a stack. */
  readonly policy: string;
  readonly passphrase: string;
  readonly logs: string;
  /** Discovery caches of kubectl and Helm, which otherwise lie in the user's home. */
  readonly cache: string;
}

export function homeAt(root: string): Home {
  return {
    root,
    kubeconfig: join(root, "kubeconfig"),
    auditLog: join(root, "audit.log"),
    cluster: join(root, "cluster"),
    pulumi: join(root, "pulumi"),
    state: join(root, "state"),
    config: join(root, "config"),
    policy: join(root, "policy"),
    passphrase: join(root, "passphrase"),
    logs: join(root, "logs"),
    cache: join(root, "cache"),
  };
}
