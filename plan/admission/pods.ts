/** Expressions about Pods and about what makes them. */
import type { Matched, Statement } from "./statement.ts";

/** Every kind that holds a Pod or the template of one; the status and the scale of a workload hold none. */
export const podKinds: readonly Matched[] = [
  {
    apiGroups: [""],
    apiVersions: ["v1"],
    resources: ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"],
    operations: ["CREATE", "UPDATE"],
  },
  {
    apiGroups: ["apps"],
    apiVersions: ["*"],
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    operations: ["CREATE", "UPDATE"],
  },
  { apiGroups: ["batch"], apiVersions: ["*"], resources: ["cronjobs", "jobs"], operations: ["CREATE", "UPDATE"] },
];

/** The Pod or template in an object of one of the kinds; `null` for a ReplicationController without one. */
const template = (object: string): string =>
  `request.operation == 'CONNECT' ? dyn({}) : ` +
  `request.kind.kind == 'Pod' ? dyn(${object}) : ` +
  `request.kind.kind == 'PodTemplate' ? dyn(${object}).template : ` +
  `request.kind.kind == 'CronJob' ? dyn(${object}).spec.jobTemplate.spec.template : ` +
  `dyn(${object}).spec.?template.orValue({'spec': {}})`;

/** `pod`: the Pod, or what Pods are made of; `spec`: its specification. */
export const thePod: NonNullable<Statement["variables"]> = [
  { name: "pod", expression: template("object") },
  { name: "spec", expression: "variables.pod.?spec.orValue({})" },
];

/** `podBefore`: what an update replaces; on creation empty. `before`: its specification. Needs `thePod`. */
export const thePodBefore: NonNullable<Statement["variables"]> = [
  { name: "podBefore", expression: `request.operation == 'CREATE' ? dyn({}) : (${template("oldObject")})` },
  { name: "before", expression: "variables.podBefore.?spec.orValue({})" },
];
