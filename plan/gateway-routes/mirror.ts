/** Copies of requests. */
import type { Mirror } from "../model/traffic.ts";
import type { Translation } from "./translation.ts";

export const mirror: Translation<Mirror> = {
  say: ({ service, port, percent }) => ({
    filters: [{ type: "RequestMirror", requestMirror: { backendRef: { name: service, port }, percent } }],
  }),
};
