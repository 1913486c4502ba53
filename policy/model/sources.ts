/** Where images and plugins may come from. */
import type { Facts } from "../facts.ts";
import type { Settings, Values } from "../settings.ts";

/** Settings of every rule about that. */
export const sourceSettings = {
  vendorRegistry: {
    type: "string",
    description: "Registry that is allowed where the fleet file names none (higress.hub).",
    default: "higress-registry.cn-hangzhou.cr.aliyuncs.com",
  },
  registries: {
    type: "array",
    items: { type: "string" },
    description: "Registries that are allowed besides, with or without the first parts of a path: `ghcr.io/example`.",
    default: [] as readonly string[],
  },
} as const satisfies Settings;

/** As `isFrom` takes them. */
export const allowedSources = (
  { hub }: Facts,
  { vendorRegistry, registries }: Values<typeof sourceSettings>,
): readonly string[] => [hub ?? vendorRegistry, ...registries];
