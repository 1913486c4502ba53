import type { Statement } from "../statement.ts";

/** They may be deleted: without one the gateway does less, never more. */
export const istioObjects: Statement = {
  id: "istio-objects",
  title: "Istio's objects in the namespaces of installations are the platform's",
  scope: "installations",
  matches: [
    {
      apiGroups: [
        "extensions.istio.io",
        "install.istio.io",
        "networking.istio.io",
        "security.istio.io",
        "telemetry.istio.io",
      ],
      apiVersions: ["*"],
      resources: ["*"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  validations: [
    {
      expression: "false",
      message:
        "Istio's objects rewrite the gateway below its routes: listeners, filters, upstreams. " +
        "Use Ingress, McpBridge and WasmPlugin, or ask the platform.",
    },
  ],
};
