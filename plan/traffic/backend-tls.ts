/** TLS between a gateway and the backend. */
import * as z from "zod";
import type { BackendTls } from "../model/traffic.ts";
import { host, objectName } from "../schema/text.ts";
import { says } from "../schema/words.ts";
import type { Concern } from "./concern.ts";
import { toldByRegistry } from "./protocol.ts";

export const backendTlsSchema = z
  .strictObject({
    secret: objectName()
      .exactOptional()
      .describe(
        "Secret in the namespace of the tenant or gateway with the gateway's certificate and key (`tls.crt`, `tls.key`) and the authority that signs the backend's (`ca.crt`).",
      ),
    serverName: host().exactOptional().describe("Name that the backend is asked for in the handshake (SNI)."),
  })
  .refine(
    ({ secret, serverName }) => (secret ?? serverName) !== undefined,
    says("changes nothing", "Name a Secret or a server name, or leave this out."),
  )
  .exactOptional()
  .describe("Certificates and name for a backend that speaks TLS. Default: no certificate of the gateway's, no name.");

/**
 * The Secret without its namespace, which is then the Ingress's. The switches are `on` and `off`, other words are ignored; the name
 * counts only with its switch. The backend's certificate is held against `ca.crt` whatever `proxy-ssl-verify` says, which
 * is written so that it stays so (annotations/upstreamtls.go).
 */
export const backendTls: Concern<BackendTls> = {
  keys: ["proxy-ssl-secret", "proxy-ssl-verify", "proxy-ssl-name", "proxy-ssl-server-name"],
  annotations: ({ secret, serverName }) => ({
    ...(secret !== undefined && { "proxy-ssl-secret": secret, "proxy-ssl-verify": "on" }),
    ...(serverName !== undefined && { "proxy-ssl-name": serverName, "proxy-ssl-server-name": "on" }),
  }),
  findings: (_, route, tenant) => {
    if (route.protocol === "https" || route.protocol === "grpcs") return [];
    const [told] = toldByRegistry(route, tenant);
    return [
      told ?? {
        path: [],
        message: `is only for a backend with TLS, and protocol is ${JSON.stringify(route.protocol ?? "http")}`,
        remedy: 'Write "protocol: https" or "grpcs", or remove it: Higress would ignore it in silence.',
      },
    ];
  },
};
