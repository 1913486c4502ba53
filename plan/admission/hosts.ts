/** Expressions about hosts that several statements need. */
import { annotations } from "../names.ts";
import type { Statement } from "./statement.ts";

/**
 * `hosts`: every host of the tenant, from its Namespace. `suffixes`: its wildcards less the star, since one answers for
 * any number of labels below it (Envoy: VirtualHost.domains; nginx.org/en/docs/http/server_names.html).
 */
export const ownHosts: NonNullable<Statement["variables"]> = [
  {
    name: "hosts",
    expression: `namespaceObject.metadata.?annotations[?'${annotations.hosts}'].orValue('').split(',')`,
  },
  {
    name: "suffixes",
    expression: "variables.hosts.filter(host, host.startsWith('*.')).map(host, host.substring(1))",
  },
];

/** Whether the tenant owns the host that the expression gives; never true for the empty one. Needs `ownHosts`. */
export const isOwn = (host: string): string =>
  `(${host} != '' && (${host} in variables.hosts || variables.suffixes.exists(suffix, ${host}.endsWith(suffix))))`;

/** Where the hosts of a tenant are listed. */
export const listedHosts = `annotation ${annotations.hosts} of the namespace`;
