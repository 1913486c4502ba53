/** What all routes of the Gateway API have: a name, a host, the section of a Gateway with that host, and Services that answer. */
import type { Metadata } from "../manifests.ts";
import { metadata } from "../metadata.ts";
import type { BackendReference, ParentReference } from "../manifests/gateway-api.ts";
import type { Backend, ServiceBackend } from "../model/backend.ts";
import type { Listener } from "../model/listener.ts";

import { sectionName } from "../names.ts";
import { weighedIn } from "../shares.ts";
import type { Installation, Site } from "../site.ts";
import type { PlainRoute } from "../variants.ts";

interface Placed<Rule> {
  readonly metadata: Metadata;
  readonly spec: {
    readonly parentRefs: readonly ParentReference[];
    readonly hostnames: readonly string[];
    readonly rules: readonly Rule[];
  };
}

/** @param listener the one that has the route's host */
export const placed = <Rule>(
  installation: Installation,
  listener: Listener,
  { name, host }: PlainRoute,
  rules: readonly Rule[],
): Placed<Rule> => ({
  metadata: metadata(installation, name),
  spec: {
    parentRefs: [{ name: listener.name, sectionName: sectionOf(listener, host) }],
    hostnames: [host],
    rules,
  },
});

/** Of the host itself or, where the listener has none, of the wildcard over it. */
export const sectionOf = ({ hosts, secret }: Listener, host: string): string =>
  sectionName(secret === undefined ? "http" : "https", hosts.includes(host) ? host : host.replace(/^[^.]+/, "*"));

/** Services alone: a check keeps hosts of registries away. */
export function backendsOf(backend: Backend, { region, regions }: Site): readonly BackendReference[] {
  if ("service" in backend) return [referenceTo(backend)];
  return weighedIn(region, backend, regions).flatMap((destination) =>
    "service" in destination ? [{ ...referenceTo(destination), weight: destination.weight }] : [],
  );
}

const referenceTo = ({ service, namespace, port }: ServiceBackend): BackendReference => ({
  name: service,
  ...(namespace !== undefined && { namespace }),
  port,
});
