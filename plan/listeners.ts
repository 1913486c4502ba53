/** Which listener of a gateway a host is answered by. */
import { covers } from "./hosts.ts";
import type { Listener } from "./model/listener.ts";

/** The one that names it or, where none does, the one with the wildcard over it; a certificate's wildcard covers one label. */
export const listenerOf = (host: string, listeners: readonly Listener[]): Listener | undefined =>
  listeners.find(({ hosts }) => hosts.includes(host)) ??
  listeners.find(({ hosts }) => hosts.some((own) => covers(own, host)));
