/** A Service that a route names beside or in place of its backend. */
import type { Finding } from "../fault.ts";
import { chartNames, closedServices } from "../names.ts";

const own: readonly string[] = [chartNames.gateway, chartNames.pluginServer, chartNames.redis, ...closedServices];

/** The controller's ports hand the gateway's whole configuration to anyone who asks; the gateway would call itself. */
export const higressItself = (service: string, path: Finding["path"]): readonly Finding[] =>
  own.includes(service)
    ? [
        {
          path,
          message: `Service ${JSON.stringify(service)} is Higress itself and cannot be a backend`,
          remedy: "Name the application's own Service.",
        },
      ]
    : [];
