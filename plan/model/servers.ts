/** Servers that may run beside a gateway, for it and for nobody else; each is absent where it does not run. */
import type { Compute } from "./sizing.ts";

export interface Servers {
  readonly pluginServer?: PluginServer;
  readonly redis?: Redis;
}

/** What may run beside a gateway at all; a console never beside the entry's, which serves everybody. */
export interface Beside extends EntryServers {
  readonly console?: Console;
}

/** Higress's pages for people, one pod that writes routes and plugins of its namespace. Requests equal limits. */
export interface Console extends Compute {
  /** Networks outside the cluster from which it is reached. */
  readonly sourceCidrs: readonly string[];
  /** Namespaces of the platform from which it is. One of the two lists names somebody. */
  readonly namespaces: readonly string[];
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
