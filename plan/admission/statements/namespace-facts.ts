import { labelPrefix } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import type { Statement } from "../statement.ts";

const labelsOf = (object: string): string => `${object}.metadata.?labels.orValue({})`;
const annotationsOf = (object: string): string => `${object}.metadata.?annotations.orValue({})`;

/**
 * Annotations of a Namespace by which something decides: the fleet; admission plugins of the API server, where its Pods run; Calico and
 * Kube-OVN, which addresses they have; Rancher and OpenShift, who and what may be in it.
 */
const deciding = [
  labelPrefix,
  "cni.projectcalico.org",
  "field.cattle.io",
  "openshift.io",
  "ovn.kubernetes.io",
  "scheduler.alpha.kubernetes.io",
];
const decides = `[${deciding.map((prefix) => `'${prefix}/'`).join(", ")}].exists(prefix, key.startsWith(prefix))`;

/** Whether the second has all of these annotations that the first has. */
const kept = (first: string, second: string): string =>
  `${annotationsOf(first)}.all(key, !${decides} || ` +
  `${annotationsOf(second)}[?key] == optional.of(${first}.metadata.annotations[key]))`;

const remedy = "Ask the platform for a change of the fleet file.";

/**
 * Every other statement goes by these labels and annotations, and so do Pod Security and network policies. Subresources are no
 * way round: an update of the status may change labels as well.
 */
export const namespaceFacts: Statement = {
  id: "namespace-facts",
  title: "A Namespace of the fleet is made, labelled and deleted by the platform alone",
  scope: "namespaces",
  matches: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["namespaces", "namespaces/finalize", "namespaces/status"],
      operations: ["CREATE", "UPDATE", "DELETE"],
    },
  ],
  exempt: [{ name: "ending-it", expression: `request.?subResource.hasValue() && ${madeBy("namespace-controller")}` }],
  validations: [
    {
      expression: "request.operation == 'UPDATE' && !request.?subResource.hasValue()",
      message: `A Namespace of the fleet is made and deleted by the platform alone. ${remedy}`,
    },
    {
      expression: `request.operation != 'UPDATE' || ${labelsOf("object")} == ${labelsOf("oldObject")}`,
      message: `Labels of a Namespace decide what holds in it. ${remedy}`,
    },
    {
      expression: `request.operation != 'UPDATE' || ${kept("object", "oldObject")} && ${kept("oldObject", "object")}`,
      message: `Annotations ${deciding.join("/…, ")}/… of a Namespace decide what holds in it. ${remedy}`,
    },
    {
      expression:
        "request.operation != 'UPDATE' || " +
        "object.metadata.?finalizers.orValue([]).all(each, each in oldObject.metadata.?finalizers.orValue([])) && " +
        "object.metadata.?ownerReferences.orValue([]).all(each, each in oldObject.metadata.?ownerReferences.orValue([]))",
      message:
        "A finalizer would keep the platform from deleting the Namespace, and an owner would have it deleted. Leave both out.",
    },
  ],
};
