import { set, type Mutations, type Place } from "./mutation.ts";

export const discovery = ({ one }: Place): Mutations => ({
  "mcpbridge-effective": set(`McpBridge ${one.namespace}`, "metadata.name", "registries"),
  "mcpbridge-tenant-scoped": set(`McpBridge ${one.namespace}`, "spec.registries[0].nacosSecretKey", "not-in-a-secret"),
  "mcpbridge-target-safe": set(`McpBridge ${one.namespace}`, "spec.proxies", [
    { name: "out", type: "HTTP", serverAddress: "127.0.0.1", serverPort: 3128, listenerPort: 15100 },
  ]),
  "destination-resolves": set(
    `Ingress ${one.namespace}`,
    'metadata.annotations["higress.io/destination"]',
    "100% orders.DEFAULT-GROUP.nowhere.nacos:8080",
  ),
});
