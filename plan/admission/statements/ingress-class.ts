import { annotations, labels } from "../../names.ts";
import type { Statement } from "../statement.ts";

const legacy = "kubernetes.io/ingress.class";

/**
 * Status too: an update of it may change annotations, and the controller reads the class there first (higress v2.2.4,
 * pkg/ingress/kube/ingressv1/controller.go:1286-1340).
 */
export const ingressClass: Statement = {
  id: "ingress-class",
  title: "An Ingress has the class of its namespace's gateway",
  scope: "installations",
  matches: [
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses", "ingresses/status"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    { name: "labels", expression: "namespaceObject.metadata.?labels.orValue({})" },
    {
      // ingressClass() and gatewayNamespace() of names.ts: a gateway of the platform calls both the same, but for the one
      // that takes over from ingress-nginx. In tenants' namespaces the annotation says nothing.
      name: "class",
      expression:
        `variables.labels[?'${labels.role}'].orValue('') == 'tenant' ? 'higress-' + variables.labels[?'${labels.tenant}'].orValue('') : ` +
        `variables.labels[?'${labels.role}'].orValue('') == 'gateway' ? ` +
        `namespaceObject.metadata.?annotations[?'${annotations.ingressClass}'].orValue(namespaceObject.metadata.name) : 'higress-entry'`,
    },
  ],
  validations: [
    {
      expression: `!(object.metadata.?annotations[?'${legacy}'].hasValue())`,
      message: `Annotation ${legacy} would win over spec.ingressClassName. Remove it, and name the class in that field.`,
    },
    {
      expression: "object.spec.?ingressClassName.orValue('') == variables.class",
      message: "spec.ingressClassName is not the class of the gateway in this namespace.",
      messageExpression: `'spec.ingressClassName must be "' + variables.class + '", the class of the gateway in this namespace.'`,
    },
  ],
};
