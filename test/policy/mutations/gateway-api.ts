import type { Mutations } from "./mutation.ts";

export const gatewayApi = (): Mutations => ({});
