import { annotations, chartNames } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import type { Matched, Statement } from "../statement.ts";

const written: Matched["operations"] = ["CREATE", "UPDATE", "DELETE"];

/** Absent when empty: the name of what the server names itself, and of a collection that is deleted. */
const name = "request.?name.orValue('')";
const subResource = "request.?subResource.orValue('')";

/**
 * What its controller writes (permissions.ts): its CA and its locks, `listenerPort` of a proxy, status. The release's own
 * configuration statement `guard-rails` keeps from it. No other Secret, since here lie the certificates of all tenants.
 */
const byController =
  `request.userInfo.username == 'system:serviceaccount:' + request.namespace + ':${chartNames.controller}' && ` +
  `request.operation != 'DELETE' && (${subResource} == 'status' || ` +
  "request.resource.resource == 'mcpbridges' && request.operation == 'UPDATE' || " +
  `request.resource.resource == 'secrets' && ${name} == 'istio-ca-secret' || ` +
  "request.resource.resource == 'configmaps')";

/** Every cluster publishes its API server's certificate in each namespace. */
const byPublisher = `request.resource.resource == 'configmaps' && ${name} == 'kube-root-ca.crt' && ${madeBy("root-ca-cert-publisher")}`;

const unchanged = (field: string): string => `dyn(object).?${field} == dyn(oldObject).?${field}`;

/**
 * Finalizers, references to owners and status: what controllers of load balancers and the garbage collector write, and what leads
 * no request anywhere.
 */
const incidental = [
  "request.operation == 'UPDATE'",
  // cert-manager goes by the status of its own.
  "!request.resource.group.endsWith('cert-manager.io')",
  ...["spec", "data", "binaryData", "type"].map(unchanged),
  ...["labels", "annotations"].map((field) => unchanged(`metadata.?${field}`)),
].join(" && ");

/**
 * cert-manager fills the Secrets of Certificates: TLS ones, and for a while the new key of one. It may touch no Secret that is something
 * else, Higress's CA, Helm's records or the registry's credentials, and of its own kinds it has to write everything.
 */
const isTls = (object: string): string =>
  `${object}.?type.orValue('') == 'kubernetes.io/tls' || ` +
  `${object}.metadata.?labels[?'cert-manager.io/next-private-key'] == optional.of('true')`;
const byCertManager =
  `namespaceObject.metadata.?annotations[?'${annotations.certManager}'] == optional.of(request.userInfo.username) && ` +
  "(request.resource.group.endsWith('cert-manager.io') || request.resource.resource == 'secrets' && " +
  `(request.operation == 'CREATE' || ${isTls("dyn(oldObject)")}) && (request.operation == 'DELETE' || ${isTls("dyn(object)")}))`;

export const entryWriters: Statement = {
  id: "entry-writers",
  title: "In the entry's namespace the platform alone writes what routes, and what it is made of",
  scope: "entry",
  matches: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["configmaps", "secrets", "services", "services/status"],
      operations: written,
    },
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses", "ingresses/status"],
      operations: written,
    },
    {
      apiGroups: ["networking.higress.io", "extensions.higress.io", "gateway.networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["*"],
      operations: written,
    },
    {
      // With their status: cert-manager goes by it, down to the name of the Secret with the next key.
      apiGroups: ["cert-manager.io", "acme.cert-manager.io"],
      apiVersions: ["*"],
      resources: ["*/*"],
      operations: written,
    },
  ],
  exempt: [
    { name: "controller", expression: byController },
    { name: "root-certificate", expression: byPublisher },
    {
      name: "end-of-namespace",
      expression: `request.operation == 'DELETE' && ${madeBy("namespace-controller", "generic-garbage-collector")}`,
    },
  ],
  validations: [
    {
      expression: `${byCertManager} || ${incidental}`,
      message:
        "Every tenant's certificates and routes are here, so the platform alone writes here. Change the fleet file, or write in the tenant's namespace.",
    },
  ],
};
