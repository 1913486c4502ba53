/**
 * What a controller of Higress puts into a configuration: `${secret.<namespace>/<name>.<key>}` (higress v2.2.4,
 * pkg/ingress/config/ingress_template.go:28-60).
 */
import type { Expression, Statement } from "./statement.ts";

const opening = "${secret.";

/** Whether every template in the text names a Secret of the namespace that the request is for. */
export const withinTemplates = (text: Expression): Expression =>
  `!${text}.contains('${opening}') || ` +
  `${text}.split('${opening}').size() == ${text}.split('${opening}' + request.namespace + '/').size()`;

export const foreignTemplate =
  "A template takes a Secret of another namespace. Write ${secret.<namespace>/<name>.<key>} with this namespace.";

/**
 * Everything in which a controller looks for templates: it does so in whatever it makes of an Ingress, a route of the Gateway API, a plugin
 * or a registry (higress v2.2.4, pkg/ingress/config/ingress_config.go).
 */
export const templated: Statement["matches"] = [
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
];

const specText = "(has(object.spec) ? '%s'.format([object.spec]) : '')";

/** The whole text of such an object that may hold one: `variables.text`. */
export const writtenText = {
  name: "text",
  expression: `'%s'.format([object.metadata.?annotations.orValue({})]) + ${specText}`,
};

/** The same of one whose annotations the controller leaves alone. */
export const writtenSpec = { name: "text", expression: specText };

/** Whether a template in the text names a Secret that Higress keeps for itself, beside a controller of the request's namespace. */
export const ofHigress = (text: Expression): Expression =>
  ["istio-ca-secret.", "higress-"]
    .map((name) => `${text}.contains('${opening}' + request.namespace + '/${name}')`)
    .join(" || ");

export const ofHigressTemplate =
  "A template takes a Secret that Higress keeps for itself. Keep what the plugin needs in one of your own.";
