import { labels } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import type { Matched, Statement } from "../statement.ts";

const written: Matched["operations"] = ["CREATE", "UPDATE", "DELETE"];

/** Kinds of which nobody adds one either: a second NetworkPolicy opens what the first closes. */
const closed = ["ResourceQuota", "LimitRange", "NetworkPolicy"];

/** What Helm knows of the fleet's release, by name and by the labels it searches with: an upgrade deletes what is listed there. */
const releaseRecord = (object: string): string =>
  `(${object}.metadata.name.startsWith('sh.helm.release.v1.higress.') || ` +
  `${object}.metadata.?labels[?'owner'].orValue('') == 'helm' && ${object}.metadata.?labels[?'name'].orValue('') == 'higress')`;

const ours = (object: string): string =>
  `(${object}.metadata.?labels[?'${labels.fleet}'].hasValue() || request.kind.kind == 'Secret' && ${releaseRecord(object)})`;

export const guardRails: Statement = {
  id: "guard-rails",
  title: "Quotas, limits, network policies and the fleet's own objects are changed by the platform alone",
  scope: "installations",
  matches: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["resourcequotas", "resourcequotas/status", "limitranges", "serviceaccounts", "secrets"],
      operations: written,
    },
    { apiGroups: ["networking.k8s.io"], apiVersions: ["*"], resources: ["networkpolicies"], operations: written },
    {
      apiGroups: ["rbac.authorization.k8s.io"],
      apiVersions: ["*"],
      resources: ["roles", "rolebindings"],
      operations: written,
    },
    {
      apiGroups: ["policy"],
      apiVersions: ["*"],
      resources: ["poddisruptionbudgets", "poddisruptionbudgets/status"],
      operations: written,
    },
  ],
  exempt: [
    {
      name: "end-of-namespace",
      expression: `request.operation == 'DELETE' && ${madeBy("namespace-controller", "generic-garbage-collector")}`,
    },
    {
      name: "accounting",
      expression: `request.subResource == 'status' && ${madeBy("resourcequota-controller", "disruption-controller")}`,
    },
  ],
  variables: [
    // Absent on creation; and on deletion there is no object.
    { name: "was", expression: `request.operation != 'CREATE' && ${ours("oldObject")}` },
    { name: "is", expression: `request.operation != 'DELETE' && ${ours("object")}` },
  ],
  validations: [
    {
      expression: `!(request.kind.kind in [${closed.map((kind) => `'${kind}'`).join(", ")}])`,
      message: "What bounds a tenant is made from the fleet file alone.",
      messageExpression: "'A ' + request.kind.kind + ' here is made from the fleet file alone. Ask the platform to change it there.'",
    },
    {
      expression: "!variables.was && !variables.is",
      message: `This object, or one with label ${labels.fleet}, belongs to the platform. Ask it for a change of the fleet file.`,
    },
  ],
};
