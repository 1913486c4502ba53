import { chartNames, labels } from "../../names.ts";
import type { Statement } from "../statement.ts";
import { templated, writtenText } from "../templates.ts";

/**
 * Secrets that no route takes: with the one a reader logs in, with the other a reader signs for the gateway. Helm's need no mention,
 * since no template takes a name with a dot in it (higress v2.2.4, pkg/ingress/config/ingress_template.go).
 */
const kept = [chartNames.console, "istio-ca-secret"];
const keptTemplate = `[$][{]secret[.]([^/}]+/)?(${kept.join("|")})[.]`;

/**
 * A gateway answers with what its controller fills in, so whoever writes a template reads the Secret. The console's people read none
 * of the namespace's otherwise (permissions.ts).
 */
export const consoleWrites: Statement = {
  id: "console-writes",
  title: "A console writes no template and no route for every host, and nobody's template takes its password",
  scope: "installations",
  matches: templated,
  variables: [
    writtenText,
    {
      name: "console",
      expression: `request.userInfo.username.matches('^system:serviceaccount:[^:]+:${chartNames.console}$')`,
    },
    {
      // What a tenant's Ingress answers for is judged of everybody (ingress-hosts).
      name: "judged",
      expression:
        "variables.console && request.kind.kind == 'Ingress' && " +
        `namespaceObject.metadata.?labels[?'${labels.role}'].orValue('') != 'tenant'`,
    },
  ],
  validations: [
    {
      expression: `!variables.text.matches('${keptTemplate}')`,
      message: `A template takes a Secret that only Higress may read. Name another than ${kept.join(" and ")}.`,
    },
    {
      expression: "!variables.console || !variables.text.contains('${secret.')",
      message:
        "A template shows a Secret to whoever calls the gateway, and the console's people may read none. " +
        "Write it as somebody who may write the object without the console.",
    },
    {
      expression:
        "!variables.judged || !has(dyn(object).spec.defaultBackend) && " +
        "dyn(object).spec.?rules.orValue([]).all(rule, rule.?host.orValue('') != '')",
      message: "A route of the console would serve every host that nobody claims. Give it a domain.",
    },
  ],
};
