/** Changing what belongs to the whole cluster. */
import { create, get, made, other, own, patch, place, remove, type Attempt } from "./attempt.ts";

const registration = "admissionregistration.k8s.io/v1";
const leases = "coordination.k8s.io/v1";
const operator = { as: "operator", stoppedBy: "RBAC" } as const;
const controller = { as: "controller", stoppedBy: "RBAC" } as const;
const editor = { as: "editor", stoppedBy: "RBAC" } as const;

const event = (namespace: string) =>
  create(
    place("v1", "events", own),
    made("v1", "Event", { involvedObject: { kind: "Pod", namespace, name: "higress-gateway" }, reason: "Killing" }),
  );

export const attempts: readonly Attempt[] = [
  {
    tries: "switches an admission policy off",
    ...editor,
    request: remove(place(registration, "validatingadmissionpolicybindings", undefined, "higress-fleet-guard-rails")),
  },
  {
    tries: "changes an admission policy",
    ...controller,
    request: patch(place(registration, "validatingadmissionpolicies", undefined, "higress-fleet-bridge"), {
      spec: { failurePolicy: "Ignore" },
    }),
  },
  {
    tries: "sends all Secrets of the cluster past a webhook of its own",
    ...controller,
    request: create(
      place(registration, "mutatingwebhookconfigurations"),
      made(registration, "MutatingWebhookConfiguration", { webhooks: [] }),
    ),
  },
  {
    tries: "takes a part of the API over by an APIService",
    ...editor,
    request: create(
      place("apiregistration.k8s.io/v1", "apiservices"),
      made("apiregistration.k8s.io/v1", "APIService", {}, { name: "v1.metrics.k8s.io" }),
    ),
  },
  {
    tries: "deletes the kind McpBridge, and every tenant's with it",
    ...controller,
    request: remove(
      place("apiextensions.k8s.io/v1", "customresourcedefinitions", undefined, "mcpbridges.networking.higress.io"),
    ),
  },
  {
    tries: "takes the lock of the cluster's scheduler",
    ...editor,
    request: patch(place(leases, "leases", "kube-system", "kube-scheduler"), { spec: { holderIdentity: "mallory" } }),
  },
  {
    tries: "takes the lock of another tenant's controller",
    ...controller,
    request: patch(place("v1", "configmaps", other, "ingress-controller-leader"), { metadata: { annotations: {} } }),
  },
  {
    tries: "drains a node",
    ...operator,
    request: patch(place("v1", "nodes", undefined, "node-000000"), { spec: { unschedulable: true } }),
  },
  {
    tries: "reads another tenant's logs",
    ...operator,
    request: get(`${place("v1", "pods", other, "higress-gateway")}/log`),
  },
  {
    tries: "reads another tenant's routes",
    ...operator,
    request: get(place("networking.k8s.io/v1", "ingresses", other)),
  },
  {
    tries: "reads another tenant's registries",
    ...controller,
    request: get(place("networking.higress.io/v1", "mcpbridges", other)),
  },
  { tries: "writes an Event about another tenant's Pod", as: "editor", stoppedBy: "the API", request: event(other) },
  { tries: "writes Events", ...controller, request: event(own) },
];
