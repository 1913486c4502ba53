/**
 * What the entry's Ingresses of one tenant say of clients: TLS, redirect, who may come and how often (higress v2.2.4,
 * pkg/ingress/kube/annotations).
 */
import { speaksGrpc } from "./grpc.ts";
import { answerOf } from "./maintenance.ts";
import type { Strings } from "./manifests.ts";
import type { Entry, Tenant } from "./model.ts";
import { clientAddressHeader, consumerHeader } from "./plugins/client-address.ts";
import { kindOf } from "./plugins/kind.ts";
import { limits } from "./traffic/rate-limit.ts";

const prefix = "higress.io";

export function doorAnnotations(entry: Entry, tenant: Tenant): Strings {
  const { entry: door } = tenant;
  const minVersion = door.tls.minVersion ?? entry.tls.minVersion;
  const { maxVersion } = entry.tls;
  // Those of TLS 1.3 cannot be chosen.
  const ciphers = minVersion === "TLSv1.3" ? undefined : (door.tls.ciphers ?? entry.tls.ciphers);
  return {
    // With the tenant's gateway; by itself the entry speaks HTTP/1.1 with it, through which connections can be upgraded. Higress keeps
    // it for what the Ingress leads to, and the page server is that of all tenants that are away.
    ...(answerOf(tenant) === undefined &&
      tenant.routes.some((route) => speaksGrpc(route, tenant)) && { [`${prefix}/backend-protocol`]: "HTTP2" }),
    [`${prefix}/ssl-redirect`]: String(door.redirect),
    [`${prefix}/tls-min-protocol-version`]: minVersion,
    ...(maxVersion !== undefined && { [`${prefix}/tls-max-protocol-version`]: maxVersion }),
    ...(ciphers !== undefined && { [`${prefix}/ssl-cipher`]: ciphers.join(":") }),
    ...(door.sourceCidrs.length > 0 && { [`${prefix}/whitelist-source-range`]: door.sourceCidrs.join(",") }),
    ...(door.rateLimit !== undefined &&
      Object.fromEntries(Object.entries(limits(door.rateLimit)).map(([key, value]) => [`${prefix}/${key}`, value]))),
    // Of every tenant, since backends believe these headers whatever plugins there are, and some come past the fleet file.
    [`${prefix}/request-header-control-remove`]: identityHeaders(tenant).join(","),
    [`${prefix}/request-header-control-update`]: `${clientAddressHeader} %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%`,
  };
}

/** Headers that say who a client is, in lower case, which no client may write. */
export const identityHeaders = ({ plugins }: Tenant): readonly string[] => [
  consumerHeader,
  ...new Set(
    plugins.flatMap((plugin) => (plugin.config === undefined ? [] : kindOf(plugin).identity(plugin.config))).toSorted(),
  ),
];
