import { labels } from "../../names.ts";
import { foreignTemplate, templated, withinTemplates, writtenText } from "../templates.ts";
import type { Statement } from "../statement.ts";

/** A controller that watches all namespaces fills in whatever Secret it reads, and it reads all of them. */
export const secretTemplates: Statement = {
  id: "secret-templates",
  title: "No route, plugin or registry of any namespace takes a Secret of another",
  scope: "cluster",
  isForWatchAll: true,
  matches: templated,
  variables: [
    { name: "labels", expression: "namespaceObject.metadata.?labels.orValue({})" },
    {
      // Nobody but its own controller serves those, and ingress-annotations and wasm-plugin judge them.
      name: "tenants",
      expression:
        `variables.labels[?'${labels.fleet}'].hasValue() && variables.labels[?'${labels.role}'].orValue('') == 'tenant' && ` +
        "request.resource.resource in ['ingresses', 'wasmplugins']",
    },
    writtenText,
  ],
  validations: [{ expression: `variables.tenants || ${withinTemplates("variables.text")}`, message: foreignTemplate }],
};
