import type { Manifest, Table } from "../vector.ts";

/** No other table has a Namespace that stands before: it is left as the last vector found it. */
const name = "initech-gateway";
const labels = {
  "app.kubernetes.io/managed-by": "higress-fleet",
  "higress-fleet.io/fleet": "test",
  "higress-fleet.io/region": "local",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "initech",
  "pod-security.kubernetes.io/audit": "restricted",
  "pod-security.kubernetes.io/audit-version": "v1.35",
  "pod-security.kubernetes.io/enforce": "baseline",
  "pod-security.kubernetes.io/enforce-version": "v1.35",
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/warn-version": "v1.35",
  "kubernetes.io/metadata.name": name,
};
const annotations = { "higress-fleet.io/hosts": "*.initech.aigw.example.com" };

const namespace = (change: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels, annotations, ...change },
});
const without = (key: string): object => ({
  labels: Object.fromEntries(Object.entries(labels).filter(([each]) => each !== key)),
});
const other = { name: "globex-annex" };

const others = "annotations of others mean nothing to them";
const live = "the program registers it as it should be";
const controller = "system:serviceaccount:kube-system:namespace-controller";

export const table: Table = {
  statement: "namespace-facts",
  rules: ["namespace-labels-owned", "namespace-psa", "tenant-namespace-naming"],
  vectors: [
    { name: "the Namespace as it stands", verdict: "accept", before: namespace(), object: namespace() },
    {
      name: "an annotation of somebody else",
      verdict: "accept",
      before: namespace(),
      object: namespace({ annotations: { ...annotations, "example.com/note": "seen" } }),
    },
    {
      name: "somebody else's annotation removed",
      verdict: "accept",
      before: namespace({ annotations: { ...annotations, "example.com/note": "seen" } }),
      object: namespace(),
    },
    {
      name: "an annotation that only begins like ours",
      verdict: "accept",
      before: namespace(),
      object: namespace({ annotations: { ...annotations, "higress-fleet.io.example.com/hosts": "*" } }),
    },
    {
      name: "the status by the cluster's controller",
      verdict: "accept",
      before: namespace(),
      object: namespace(),
      subresource: "status",
      as: controller,
    },
    {
      name: "the end by the cluster's controller",
      verdict: "accept",
      before: namespace(),
      object: { ...namespace(), spec: { finalizers: ["kubernetes"] } },
      subresource: "finalize",
      as: controller,
    },
    {
      name: "other hosts by the platform",
      verdict: "accept",
      before: namespace(),
      object: namespace({ annotations: { "higress-fleet.io/hosts": "www.initech.example" } }),
      as: "platform",
      unseenByRules: "they ask no less of the platform: the fleet file says which",
    },
    {
      name: "the removal by the platform",
      verdict: "accept",
      before: namespace(),
      object: namespace(),
      by: "delete",
      as: "platform",
    },

    {
      name: "the tenant's label removed",
      verdict: "refuse",
      before: namespace(),
      object: namespace(without("higress-fleet.io/tenant")),
    },
    {
      name: "the label by which the policies know it removed",
      verdict: "refuse",
      before: namespace(),
      object: namespace(without("higress-fleet.io/fleet")),
    },
    { name: "every label removed", verdict: "refuse", before: namespace(), object: namespace({ labels: {} }) },
    { name: "labels that are null", verdict: "refuse", before: namespace(), object: namespace({ labels: null }) },
    {
      name: "another tenant's label",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "higress-fleet.io/tenant": "globex" } }),
    },
    {
      name: "Pod Security turned off",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "pod-security.kubernetes.io/enforce": "privileged" } }),
    },
    {
      name: "Pod Security turned off by server-side apply",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "pod-security.kubernetes.io/enforce": "privileged" } }),
      by: "apply",
    },
    {
      name: "Pod Security removed",
      verdict: "refuse",
      before: namespace(),
      object: namespace(without("pod-security.kubernetes.io/enforce")),
    },
    {
      name: "labels changed by way of the status",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "higress-fleet.io/tenant": "globex" } }),
      subresource: "status",
    },
    {
      name: "a label that opens the namespace to somebody's selector",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "istio-injection": "enabled" } }),
      unseenByRules: "labels beside ours mean nothing to them",
    },
    {
      name: "the status without any change",
      verdict: "refuse",
      before: namespace(),
      object: namespace(),
      subresource: "status",
      unseenByRules: live,
    },
    {
      name: "the end forced",
      verdict: "refuse",
      before: namespace(),
      object: { ...namespace(), spec: { finalizers: [] } },
      subresource: "finalize",
      unseenByRules: live,
    },
    {
      name: "another tenant's hosts",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ annotations: { "higress-fleet.io/hosts": "*.globex.aigw.example.com" } }),
    },
    {
      name: "the hosts removed",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ annotations: {} }),
      unseenByRules: "annotations are for admission alone",
    },
    {
      name: "an annotation of ours added",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ annotations: { ...annotations, "higress-fleet.io/platform-namespaces": "globex-gateway" } }),
    },
    {
      name: "an owner that does not exist, with whom it would be collected",
      verdict: "refuse",
      before: namespace(),
      object: namespace({
        ownerReferences: [
          { apiVersion: "v1", kind: "Node", name: "none", uid: "00000000-0000-4000-8000-000000000000" },
        ],
      }),
      unseenByRules: "owners mean nothing to them",
    },
    {
      name: "a finalizer that keeps it for ever",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ finalizers: ["example.com/never"] }),
      unseenByRules: "finalizers mean nothing to them",
    },
    {
      name: "the removal",
      verdict: "refuse",
      before: namespace(),
      object: namespace(),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "the removal by the garbage collector, which an owner made up would call",
      verdict: "refuse",
      before: namespace(),
      object: namespace(),
      by: "delete",
      as: "system:serviceaccount:kube-system:generic-garbage-collector",
      unseenByRules: live,
    },
    {
      name: "a Namespace that somebody takes into the fleet",
      verdict: "refuse",
      before: { apiVersion: "v1", kind: "Namespace", metadata: other },
      object: namespace(other),
    },

    {
      name: "an older version of Pod Security, which forbids less",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ labels: { ...labels, "pod-security.kubernetes.io/enforce-version": "v1.0" } }),
    },
    {
      name: "nodes for the namespace's Pods, by an annotation that the API server reads",
      verdict: "refuse",
      before: namespace(),
      object: namespace({
        annotations: { ...annotations, "scheduler.alpha.kubernetes.io/node-selector": "pool=globex" },
      }),
      unseenByRules: others,
    },
    {
      name: "tolerations for the namespace's Pods, by server-side apply",
      verdict: "refuse",
      before: namespace(),
      object: namespace({
        annotations: { "scheduler.alpha.kubernetes.io/defaultTolerations": '[{"operator":"Exists"}]' },
      }),
      by: "apply",
      unseenByRules: others,
    },
    {
      name: "a pool of addresses that no other policy knows",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ annotations: { ...annotations, "cni.projectcalico.org/ipv4pools": '["outside"]' } }),
      unseenByRules: others,
    },
    {
      name: "a project of Rancher's, whose members have rights in it",
      verdict: "refuse",
      before: namespace(),
      object: namespace({ annotations: { ...annotations, "field.cattle.io/projectId": "local:p-globex" } }),
      unseenByRules: others,
    },
  ],
};
