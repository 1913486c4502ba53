import type { Mutations } from "./mutation.ts";

export const availability = (): Mutations => ({});
