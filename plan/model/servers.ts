/** Servers that may run beside a gateway, for it and for nobody else; each is absent where it does not run. */
import type { Compute } from "./sizing.ts";

export interface Servers {
  readonly pluginServer?: PluginServer;
  readonly redis?: Redis;
}

/** Hands Higress's own plugins to the gateway by HTTP. Requests equal limits. */
export interface PluginServer extends Compute {
  readonly replicas: number;
}

/** One pod, for plugins that count or cache. Requests equal limits. */
export interface Redis extends Compute {
  /** Absent: what it holds is gone with its pod. */
  readonly storage?: Storage;
}

/** A PersistentVolumeClaim. */
export interface Storage {
  /** As a Kubernetes quantity. */
  readonly size: string;
  /** StorageClass; absent: the cluster's default. */
  readonly class?: string;
}
