import { extended, set, type Mutations, type Place } from "./mutation.ts";

export const discovery = ({ one, other }: Place): Mutations => ({
  "mcpbridge-effective": set(`McpBridge ${one.namespace}`, "metadata.name", "registries"),
  "mcpbridge-target-safe": extended(`McpBridge ${one.namespace}`, "spec.registries", {
    name: "neighbour",
    type: "dns",
    domain: `higress-gateway.${other.namespace}.svc`,
    port: 80,
  }),
});
