/** Sending clients elsewhere. */
import type { HttpFilter } from "../manifests/gateway-api.ts";
import type { Redirect } from "../model/traffic.ts";
import { targetParts } from "../schema/url.ts";
import type { Translation } from "./translation.ts";

export const redirect: Translation<Redirect, { readonly filters: readonly HttpFilter[] }> = {
  say: ({ to, code }) => {
    const { host, port, path } = targetParts(to);
    return {
      filters: [
        {
          type: "RequestRedirect",
          requestRedirect: {
            scheme: "https",
            hostname: host,
            ...(port !== "" && { port: Number(port) }),
            ...(path !== "" && { path: { type: "ReplaceFullPath", replaceFullPath: path } }),
            statusCode: code,
          },
        },
      ],
    };
  },
};
