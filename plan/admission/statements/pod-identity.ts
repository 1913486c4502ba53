import { chartNames, consoleAccounts, consoleLabel, pageServerName } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import { podKinds, thePod, thePodBefore } from "../pods.ts";
import type { Statement } from "../statement.ts";

const listed = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(", ")}]`;

const withAccounts = [chartNames.controller, chartNames.gateway, ...consoleAccounts];
/** Their Pods have the account of everybody. What the first of them hands out runs in the gateway, what the last says is read for tenants'. */
const withoutAccounts = [chartNames.pluginServer, chartNames.redis, pageServerName];
const accounts = listed(withAccounts);
const servers = listed(withoutAccounts);
const all = listed([...withAccounts, ...withoutAccounts]);

/** What `kubectl rollout restart` writes. */
const restart = "kubectl.kubernetes.io/restartedAt";

const decidingNotes = (pod: string): string =>
  `${pod}.?metadata.?annotations.orValue({}).filter(key, key != '${restart}').map(key, key + '=' + ` +
  `${pod}.metadata.annotations[key])`;

/**
 * The controller's account reads every Secret of the namespace, and network policies know Higress's Pods by label `app`. A Pod of
 * Higress descends from the platform's Deployment, step by step: so each step may be made by the cluster's controller for it, and
 * be changed by anybody as long as the specification of its Pods stays.
 */
export const podIdentity: Statement = {
  id: "pod-identity",
  title: "No Pod but Higress's own has its accounts and its labels",
  scope: "installations",
  matches: [
    ...podKinds,
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"],
      operations: ["CONNECT"],
    },
  ],
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
    { name: "notes", expression: decidingNotes("variables.pod") },
    { name: "notesBefore", expression: decidingNotes("variables.podBefore") },
    { name: "app", expression: "variables.pod.?metadata.?labels[?'app'].orValue('')" },
    // The console's Pods have this one and no label `app`.
    {
      name: "console",
      expression: `variables.pod.?metadata.?labels[?'${consoleLabel}'].orValue('') == '${chartNames.console}'`,
    },
    { name: "appBefore", expression: "variables.podBefore.?metadata.?labels[?'app'].orValue('')" },
  ],
  validations: [
    {
      expression: `!(variables.account in ${accounts}) || variables.spec == variables.before`,
      message: "This ServiceAccount is for Higress's own Pods alone. Use another one.",
    },
    {
      expression:
        `request.kind.kind == 'Pod' || !(variables.account in ${accounts} || variables.app in ${servers}) || ` +
        // A map has no order, so neither list has.
        "variables.notes.all(note, note in variables.notesBefore) && variables.notesBefore.all(note, note in variables.notes)",
      message:
        "An annotation of its template gives Higress's Pod another network or profile. Leave all but the restart's as they are.",
    },
    {
      expression:
        // A Pod's name, or [<scheme>:]<name>[:<port>] of a proxy's.
        "request.operation != 'CONNECT' || " +
        `!${all}.exists(account, request.?name.orValue('').matches('(^|:)' + account + '(-|:|$)'))`,
      message:
        "From inside, or past the network policies, Higress gives its account, keys and configuration away. Read its logs instead.",
    },
    {
      expression:
        `(!(variables.app in ${accounts}) || variables.account == variables.app) && ` +
        `(!variables.console || variables.account == '${chartNames.console}')`,
      message: `Label app or ${consoleLabel} makes it one of Higress's Pods, for which the network is open. Give it another value.`,
    },
    {
      // Not all that its controller makes is let pass: of a StatefulSet's old revisions, others can be the author.
      expression:
        `!(variables.app in ${servers}) || variables.appBefore == variables.app && variables.spec == variables.before || ` +
        `request.kind.kind == 'Pod' && variables.app == '${chartNames.redis}' && ${madeBy("statefulset-controller")}`,
      message: "Label app makes it one of the servers that Higress trusts. Give it another value.",
    },
  ],
};
