/** Copies of requests. */
import type { HttpFilter } from "../manifests/gateway-api.ts";
import type { Mirror } from "../model/traffic.ts";
import type { Translation } from "./translation.ts";

export const mirror: Translation<Mirror, { readonly filters: readonly HttpFilter[] }> = {
  say: ({ service, port, percent }) => ({
    filters: [{ type: "RequestMirror", requestMirror: { backendRef: { name: service, port }, percent } }],
  }),
};
