import type { Mutations } from "./mutation.ts";

export const plugins = (): Mutations => ({});
