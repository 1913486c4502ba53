import { labels } from "../../names.ts";
import { foreignTemplate, withinTemplates } from "../templates.ts";
import type { Statement } from "../statement.ts";

/**
 * A controller that watches all namespaces fills in whatever Secret it reads, and it reads all of them. It looks for templates in
 * everything that it makes of an Ingress, a route of the Gateway API, a plugin or a registry, so the whole text counts (higress v2.2.4,
 * pkg/ingress/config/ingress_config.go).
 */
export const secretTemplates: Statement = {
  id: "secret-templates",
  title: "No route, plugin or registry of any namespace takes a Secret of another",
  scope: "cluster",
  isForWatchAll: true,
  matches: [
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses", "ingresses/status"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: ["gateway.networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["gateways", "grpcroutes", "httproutes", "listenersets", "tcproutes", "tlsroutes"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: ["extensions.higress.io"],
      apiVersions: ["*"],
      resources: ["wasmplugins"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: ["networking.higress.io"],
      apiVersions: ["*"],
      resources: ["http2rpcs", "mcpbridges"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    { name: "labels", expression: "namespaceObject.metadata.?labels.orValue({})" },
    {
      // Nobody but its own controller serves those, and ingress-annotations and wasm-plugin judge them.
      name: "tenants",
      expression:
        `variables.labels[?'${labels.fleet}'].hasValue() && variables.labels[?'${labels.role}'].orValue('') == 'tenant' && ` +
        "request.resource.resource in ['ingresses', 'wasmplugins']",
    },
    {
      name: "text",
      expression:
        "'%s'.format([object.metadata.?annotations.orValue({})]) + (has(object.spec) ? '%s'.format([object.spec]) : '')",
    },
  ],
  validations: [{ expression: `variables.tenants || ${withinTemplates("variables.text")}`, message: foreignTemplate }],
};
