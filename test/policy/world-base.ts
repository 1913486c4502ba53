/** The cluster-wide part of the world: CRDs, IngressClasses, the read-only ClusterRole. */
import { admissionPrefix, admissionStatements } from "../../policy/demands.ts";
import type { Sketch } from "./harness.ts";
import type { Site } from "./world-installation.ts";

const parents = "higress-fleet:index:Fleet$higress-fleet:index:Base";
const managed = { "app.kubernetes.io/managed-by": "higress-fleet", "higress-fleet.io/fleet": "prod" };

export function base(sites: readonly Site[]): Sketch[] {
  return [
    ...admissionStatements.flatMap((id) => admission(`${admissionPrefix}${id}`)),
    crd("wasmplugins", "extensions.higress.io", "WasmPlugin", "v1alpha1"),
    crd("http2rpcs", "networking.higress.io", "Http2Rpc", "v1"),
    crd("mcpbridges", "networking.higress.io", "McpBridge", "v1"),
    crd("envoyfilters", "networking.istio.io", "EnvoyFilter", "v1alpha3"),
    ...sites.map(({ ingressClass }) => ({
      type: "kubernetes:networking.k8s.io/v1:IngressClass",
      name: ingressClass,
      parents,
      props: {
        apiVersion: "networking.k8s.io/v1",
        kind: "IngressClass",
        metadata: { name: ingressClass, labels: managed },
        spec: { controller: "higress.io/higress-controller" },
      },
    })),
    {
      type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
      name: "controller",
      parents,
      props: {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name: "higress-fleet-controller", labels: managed },
        rules: controllerRules,
      },
    },
  ];
}

/** One of the policies that the API server goes by, with the binding that makes it deny. */
const admission = (name: string): readonly Sketch[] =>
  Object.entries({
    ValidatingAdmissionPolicy: { failurePolicy: "Fail" },
    ValidatingAdmissionPolicyBinding: { policyName: name, validationActions: ["Deny"] },
  }).map(([kind, spec]) => ({
    type: `kubernetes:admissionregistration.k8s.io/v1:${kind}`,
    name,
    parents,
    props: { apiVersion: "admissionregistration.k8s.io/v1", kind, metadata: { name, labels: managed }, spec },
  }));

const crd = (plural: string, group: string, kind: string, version: string): Sketch => ({
  type: "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
  name: `${plural}.${group}`,
  parents,
  protect: true,
  props: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}`, labels: managed },
    spec: {
      group,
      names: { plural, kind },
      scope: "Namespaced",
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
    },
  },
});

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** Everything a controller may do outside its namespace: the rules of plan/permissions.ts. */
const controllerRules = [
  rule("", ["namespaces", "nodes"], ["list", "watch"]),
  rule("networking.k8s.io", ["ingressclasses"], ["list", "watch"]),
  rule("apiextensions.k8s.io", ["customresourcedefinitions"], ["list", "watch"]),
  rule(
    "admissionregistration.k8s.io",
    ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    ["list", "watch"],
  ),
  rule("authentication.k8s.io", ["tokenreviews"], ["create"]),
  rule("authorization.k8s.io", ["subjectaccessreviews"], ["create"]),
];
