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

/** The entry has one more, for tenants that are away. */
export interface EntryServers extends Servers {
  readonly pageServer?: PageServer;
}

/** Answers in place of tenants, each with a page of its own. Requests equal limits. */
export interface PageServer extends Compute {
  readonly replicas: number;
  /** Has Envoy at /usr/local/bin/envoy; absent: the image of the entry's own gateway. */
  readonly image?: string;
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
