import { chartNames } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import { podKinds, thePod, thePodBefore } from "../pods.ts";
import type { Statement } from "../statement.ts";

const accounts = `['${chartNames.controller}', '${chartNames.gateway}']`;

/**
 * The controller's account reads every Secret of the namespace, and network policies know Higress's Pods by label `app`. A Pod of
 * Higress descends from the platform's Deployment, step by step: so each step may be made by the cluster's controller for it, and
 * be changed by anybody as long as the specification of its Pods stays.
 */
export const podIdentity: Statement = {
  id: "pod-identity",
  title: "No Pod but Higress's own has its accounts and its labels",
  scope: "installations",
  matches: podKinds,
  exempt: [
    {
      name: "making-the-next-step",
      expression:
        `request.kind.kind == 'ReplicaSet' && ${madeBy("deployment-controller")} || ` +
        `request.kind.kind == 'Pod' && ${madeBy("replicaset-controller")}`,
    },
  ],
  variables: [
    ...thePod,
    ...thePodBefore,
    { name: "account", expression: "variables.spec.?serviceAccountName.orValue('')" },
    { name: "app", expression: "variables.pod.?metadata.?labels[?'app'].orValue('')" },
  ],
  validations: [
    {
      expression: `!(variables.account in ${accounts}) || variables.spec == variables.before`,
      message: "This ServiceAccount is for Higress's own Pods alone. Use another one.",
    },
    {
      expression: `!(variables.app in ${accounts}) || variables.account == variables.app`,
      message: "Label app makes it one of Higress's Pods, for which the network is open. Give it another value.",
    },
  ],
};
