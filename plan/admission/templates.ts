/**
 * What a controller of Higress puts into a configuration: `${secret.<namespace>/<name>.<key>}` (higress v2.2.4,
 * pkg/ingress/config/ingress_template.go:28-60).
 */
import type { Expression } from "./statement.ts";

const opening = "${secret.";

/** Whether every template in the text names a Secret of the namespace that the request is for. */
export const withinTemplates = (text: Expression): Expression =>
  `!${text}.contains('${opening}') || ` +
  `${text}.split('${opening}').size() == ${text}.split('${opening}' + request.namespace + '/').size()`;

export const foreignTemplate =
  "A template takes a Secret of another namespace. Write ${secret.<namespace>/<name>.<key>} with this namespace.";
