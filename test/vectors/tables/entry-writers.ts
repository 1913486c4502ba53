import { ingress, rule } from "../objects.ts";
import type { Manifest, Table } from "../vector.ts";

const namespace = "higress-system";
const controller = `system:serviceaccount:${namespace}:higress-controller`;
const whoever = "the rules judge what the program registers, whoever writes later";

const of = (apiVersion: string, kind: string, name: string, rest: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});
const secret = (name: string): Manifest => of("v1", "Secret", name, { type: "Opaque", data: { key: "dmFsdWU=" } });
const certManager = "system:serviceaccount:cert-manager:cert-manager";
const pair = { "tls.crt": "", "tls.key": "" };
const nextKey: Manifest = {
  ...of("v1", "Secret", "acme-issued-tls-x7k2p", { type: "Opaque", data: { "tls.key": "" } }),
  metadata: { name: "acme-issued-tls-x7k2p", namespace, labels: { "cert-manager.io/next-private-key": "true" } },
};
const request = of("cert-manager.io/v1", "CertificateRequest", "acme-issued-tls-1", {
  spec: { request: "Y3Ny", issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" } },
});
const asked = of("cert-manager.io/v1", "Certificate", "tried", {
  spec: { secretName: "istio-ca-secret", dnsNames: ["a.acme.aigw.example.com"], issuerRef: { name: "internal" } },
});
const configMap = (name: string): Manifest => of("v1", "ConfigMap", name, { data: { key: "value" } });
const service = (metadata: object = {}): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "tried", namespace, ...metadata },
  spec: { type: "ClusterIP", ports: [{ port: 80 }] },
});
const bridge = (registries: readonly object[], name = "tried"): Manifest =>
  of("networking.higress.io/v1", "McpBridge", name, { spec: { registries } });
const route = ingress(
  { ingressClassName: "higress-entry", rules: [rule("a.acme.aigw.example.com")] },
  { namespace, labels: { "higress-fleet.io/tenant": "acme" } },
);
const asking: Manifest = {
  ...route,
  metadata: { ...route.metadata, annotations: { "higress.io/auth-tls-secret": `${namespace}/acme-tls-cacert` } },
};
const header = "higress.io/request-header-control";
const telling: Manifest = {
  ...route,
  metadata: {
    ...route.metadata,
    annotations: {
      [`${header}-remove`]: "x-mse-consumer",
      [`${header}-update`]: "x-higress-fleet-client %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
    },
  },
};
const authority = (cacert: string): Manifest =>
  of("v1", "Secret", "acme-tls-cacert", { type: "Opaque", data: { cacert: Buffer.from(cacert).toString("base64") } });
const dns = { type: "dns", name: "acme", domain: "higress-gateway.acme-gateway.svc.cluster.local", port: 80 };
const lease = of("coordination.k8s.io/v1", "Lease", "higress-controller-leader", {
  spec: { leaseDurationSeconds: 15 },
});
const balanced = { ...service(), spec: { type: "LoadBalancer", ports: [{ port: 80 }] } };

export const table: Table = {
  statement: "entry-writers",
  rules: ["entry-namespace-writers"],
  vectors: [
    { name: "a Service of the platform", verdict: "accept", as: "platform", object: service() },
    { name: "a certificate of the platform", verdict: "accept", as: "platform", object: secret("tried") },
    {
      name: "the controller's own certificate authority",
      verdict: "accept",
      as: controller,
      object: secret("istio-ca-secret"),
    },
    {
      name: "the controller's root certificate",
      verdict: "accept",
      as: controller,
      object: configMap("higress-ca-root-cert"),
    },
    {
      name: "the controller's correction of an McpBridge",
      verdict: "accept",
      as: controller,
      before: bridge([]),
      object: bridge([dns]),
    },
    {
      name: "the cluster's root certificate, published by the controller manager",
      verdict: "accept",
      as: "system:serviceaccount:kube-system:root-ca-cert-publisher",
      before: configMap("kube-root-ca.crt"),
      object: of("v1", "ConfigMap", "kube-root-ca.crt", { data: { "ca.crt": "renewed" } }),
      by: "update",
    },
    {
      name: "a finalizer of the load balancer's controller",
      verdict: "accept",
      as: "system:serviceaccount:kube-system:service-controller",
      before: service(),
      object: service({ finalizers: ["service.kubernetes.io/load-balancer-cleanup"] }),
    },
    {
      name: "what goes with the namespace",
      verdict: "accept",
      as: "system:serviceaccount:kube-system:namespace-controller",
      by: "delete",
      before: service(),
      object: service(),
    },
    {
      name: "a Secret that cert-manager fills",
      verdict: "accept",
      as: certManager,
      object: of("v1", "Secret", "acme-issued-tls", { type: "kubernetes.io/tls", data: pair }),
    },
    {
      name: "a renewed certificate",
      verdict: "accept",
      as: certManager,
      before: of("v1", "Secret", "acme-issued-tls", { type: "kubernetes.io/tls", data: pair }),
      object: of("v1", "Secret", "acme-issued-tls", { type: "kubernetes.io/tls", data: { ...pair, "ca.crt": "" } }),
    },
    { name: "the key for a renewal", verdict: "accept", as: certManager, object: nextKey },
    {
      name: "the end of that key",
      verdict: "accept",
      as: certManager,
      by: "delete",
      before: nextKey,
      object: nextKey,
    },
    {
      name: "what cert-manager makes of a Certificate",
      verdict: "accept",
      as: certManager,
      object: request,
      unseenByRules:
        "the rules take what the program registers for the platform's, and an entry consists of no requests",
    },
    {
      name: "another Secret of cert-manager's account",
      verdict: "refuse",
      as: certManager,
      object: secret("tried"),
      unseenByRules: whoever,
    },
    {
      name: "a Secret of another kind that cert-manager's account makes its own by a label",
      verdict: "refuse",
      as: certManager,
      before: secret("istio-ca-secret"),
      object: { ...secret("istio-ca-secret"), metadata: { ...nextKey.metadata, name: "istio-ca-secret" } },
      unseenByRules: whoever,
    },
    {
      name: "the end of a Secret that is not cert-manager's",
      verdict: "refuse",
      as: certManager,
      by: "delete",
      before: secret("tried"),
      object: secret("tried"),
      unseenByRules: whoever,
    },
    {
      name: "the authority of a tenant's clients, by cert-manager's account",
      verdict: "refuse",
      as: certManager,
      before: authority("MIIB"),
      object: authority("MIIC"),
      unseenByRules: whoever,
    },
    {
      name: "the authority of a tenant's clients",
      verdict: "refuse",
      before: authority("MIIB"),
      object: authority("MIIC"),
      unseenByRules: whoever,
    },
    {
      name: "a route that asks clients for no certificates any more",
      verdict: "refuse",
      before: asking,
      object: route,
      unseenByRules: whoever,
    },
    {
      name: "a route that leaves it to clients to say who they are",
      verdict: "refuse",
      before: telling,
      object: route,
      unseenByRules: "another rule does: client-headers-taken",
    },
    {
      name: "a route of cert-manager's account",
      verdict: "refuse",
      as: certManager,
      object: route,
      unseenByRules: whoever,
    },
    {
      name: "a Certificate into a Secret of the platform's",
      verdict: "refuse",
      object: asked,
      unseenByRules: "another rule does: certificate-requests-own",
    },
    {
      name: "the status of a Certificate, by which cert-manager goes",
      verdict: "refuse",
      before: asked,
      subresource: "status",
      object: { ...asked, status: { nextPrivateKeySecretName: "istio-ca-secret" } },
      unseenByRules: whoever,
    },
    { name: "a route", verdict: "refuse", object: route, unseenByRules: whoever },
    { name: "a route by server-side apply", verdict: "refuse", by: "apply", object: route, unseenByRules: whoever },
    { name: "a Service", verdict: "refuse", object: service(), unseenByRules: whoever },
    { name: "a certificate", verdict: "refuse", object: secret("acme-tls"), unseenByRules: whoever },
    { name: "an McpBridge", verdict: "refuse", object: bridge([dns]), unseenByRules: whoever },
    {
      name: "an McpBridge with a generated name",
      verdict: "refuse",
      object: { ...bridge([dns]), metadata: { namespace, generateName: "tried-" } },
      unseenByRules: whoever,
    },
    {
      name: "a plugin",
      verdict: "refuse",
      object: of("extensions.higress.io/v1alpha1", "WasmPlugin", "tried", {
        spec: { url: "oci://registry.example.com/p" },
      }),
      unseenByRules: whoever,
    },
    {
      name: "an Http2Rpc, which is no part of an entry",
      verdict: "refuse",
      object: of("networking.higress.io/v1", "Http2Rpc", "tried", { spec: {} }),
    },
    {
      name: "an HTTPRoute, which is no part of an entry",
      verdict: "refuse",
      object: of("gateway.networking.k8s.io/v1", "HTTPRoute", "tried", {
        spec: { hostnames: ["a.acme.aigw.example.com"] },
      }),
    },
    {
      name: "an HTTPRoute in an older version",
      verdict: "refuse",
      object: of("gateway.networking.k8s.io/v1beta1", "HTTPRoute", "tried", { spec: { hostnames: [] } }),
    },
    {
      name: "another target for what stands",
      verdict: "refuse",
      before: bridge([dns]),
      object: bridge([{ ...dns, domain: "higress-gateway.globex-gateway.svc.cluster.local" }]),
      unseenByRules: whoever,
    },
    {
      name: "the end of a certificate",
      verdict: "refuse",
      by: "delete",
      before: secret("tried"),
      object: secret("tried"),
      unseenByRules: whoever,
    },
    {
      name: "an annotation for the cloud's load balancer",
      verdict: "refuse",
      before: service(),
      object: service({ annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } }),
      unseenByRules: whoever,
    },
    {
      name: "an annotation by an update of the status",
      verdict: "refuse",
      before: service(),
      subresource: "status",
      object: service({ annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } }),
      unseenByRules: whoever,
    },
    {
      name: "a tenant's certificate, by the entry's controller",
      verdict: "refuse",
      as: controller,
      object: secret("globex-tls"),
      unseenByRules: whoever,
    },
    {
      name: "a Secret with a generated name, by the entry's controller",
      verdict: "refuse",
      as: controller,
      object: { ...secret("tried"), metadata: { namespace, generateName: "istio-ca-secret" } },
      unseenByRules: whoever,
    },
    {
      name: "the certificate authority, by a tenant's controller",
      verdict: "refuse",
      as: "system:serviceaccount:acme-gateway:higress-controller",
      object: secret("istio-ca-secret"),
      unseenByRules: whoever,
    },

    {
      name: "the controller's election",
      verdict: "accept",
      as: controller,
      object: lease,
      unseenByRules: "the program registers none, and they know nobody who writes later",
    },
    {
      name: "somebody's address for the entry's load balancer, by an update of the status (CVE-2020-8554)",
      verdict: "refuse",
      before: balanced,
      subresource: "status",
      object: { ...balanced, status: { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } } },
      unseenByRules: whoever,
      unseenByAdmission: "the controller of each cloud writes it, under a name of its own",
    },
    {
      name: "the switch that gives every host a certificate",
      verdict: "refuse",
      object: configMap("higress-https"),
      unseenByRules: whoever,
    },
    {
      name: "all certificates at once",
      verdict: "refuse",
      by: "deletecollection",
      before: secret("tried"),
      object: secret("tried"),
      unseenByRules: whoever,
    },
    {
      name: "all certificates at once, by the entry's controller",
      verdict: "refuse",
      as: controller,
      by: "deletecollection",
      before: secret("tried"),
      object: secret("tried"),
      unseenByRules: whoever,
    },
    {
      name: "the certificate authority, by a user named like the controller",
      verdict: "refuse",
      as: "system:serviceaccount:higress-system:higress-controller2",
      object: secret("istio-ca-secret"),
      unseenByRules: whoever,
    },
  ],
};
