import { chartNames, consoleAccounts, consoleRelease, labels, releaseName } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import type { Matched, Statement } from "../statement.ts";

const written: Matched["operations"] = ["CREATE", "UPDATE", "DELETE"];

/**
 * What the operators of Prometheus and VictoriaMetrics read. With one of these in its namespace a tenant could write numbers under
 * another's name, have Prometheus send its token somewhere, or fill it up.
 */
const monitors = {
  apiGroups: ["monitoring.coreos.com", "operator.victoriametrics.com"],
  kinds: [
    ...["PodMonitor", "Probe", "PrometheusRule", "ScrapeConfig", "ServiceMonitor"],
    ...["VMPodScrape", "VMProbe", "VMRule", "VMScrapeConfig", "VMServiceScrape", "VMStaticScrape"],
  ],
};

/** Kinds of which nobody adds one either: a second NetworkPolicy opens what the first closes. */
const closed = ["CiliumNetworkPolicy", "LimitRange", "NetworkPolicy", "ResourceQuota", ...monitors.kinds];

const listed = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(", ")}]`;

/** The charts' own, which Helm labels in its own way. */
const account = (object: string): string =>
  `(request.kind.kind == 'ServiceAccount' && ${object}.metadata.name in ${listed([chartNames.controller, chartNames.gateway, ...consoleAccounts])})`;

/**
 * What Helm remembers of the fleet's releases, found by name or by labels. The next upgrade, with the platform's rights, deletes
 * whatever is listed there and not in the chart: objects of other namespaces too.
 */
const releaseRecord = (object: string): string =>
  `(request.kind.kind == 'Secret' && (${object}.metadata.name.matches('^sh[.]helm[.]release[.]v1[.](${releaseName}|${consoleRelease})[.]') || ` +
  `${object}.metadata.?labels[?'owner'].orValue('') == 'helm' && ` +
  `${object}.metadata.?labels[?'name'].orValue('') in ${listed([releaseName, consoleRelease])}))`;

/** The gateway's mesh and its MCP servers: where it connects to, past the McpBridge. */
const configuration = (object: string): string =>
  `(request.kind.kind == 'ConfigMap' && ${object}.metadata.name == '${chartNames.configuration}')`;

/** What it leads to hands the gateway its plugins, keeps its counters, or is told its people's password. */
const server = (object: string): string =>
  `(request.kind.kind == 'Service' && ${object}.metadata.name in ${listed([chartNames.pluginServer, chartNames.redis, chartNames.console])})`;

const ours = (object: string): string =>
  `(${object}.metadata.?labels[?'${labels.fleet}'].hasValue() || ${account(object)} || ${releaseRecord(object)} || ${configuration(object)} || ${server(object)} || ${autoscaler(object)})`;

/** A second autoscaler of the same Deployment would fight with the first, past what the quota has room for. */
const autoscaler = (object: string): string =>
  `(request.kind.kind == 'HorizontalPodAutoscaler' && ${object}.?spec.?scaleTargetRef.?name.orValue('') in ${listed([chartNames.controller, chartNames.gateway, chartNames.console])})`;

/** Kinds of network plugins, which open what Kubernetes' own policies close. */
const ofPlugins = ["cilium.io", "crd.antrea.io", "crd.projectcalico.org", "projectcalico.org"];

export const guardRails: Statement = {
  id: "guard-rails",
  title: "What bounds an installation, and the fleet's own objects, are changed by the platform alone",
  scope: "installations",
  matches: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: [
        "configmaps",
        "limitranges",
        "resourcequotas",
        "resourcequotas/status",
        "secrets",
        "serviceaccounts",
        "services",
      ],
      operations: written,
    },
    // Not that others may not have routes: whoever takes fields of the platform's own makes its next run end in a conflict.
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses", "networkpolicies"],
      operations: written,
    },
    {
      apiGroups: ofPlugins,
      apiVersions: ["*"],
      resources: ["ciliumnetworkpolicies", "networkpolicies"],
      operations: written,
    },
    {
      apiGroups: monitors.apiGroups,
      apiVersions: ["*"],
      resources: monitors.kinds.map((kind) => `${kind.toLowerCase()}s`),
      operations: written,
    },
    { apiGroups: ["networking.higress.io"], apiVersions: ["*"], resources: ["mcpbridges"], operations: written },
    {
      apiGroups: ["autoscaling"],
      apiVersions: ["*"],
      resources: ["horizontalpodautoscalers", "horizontalpodautoscalers/status"],
      operations: written,
    },
    {
      apiGroups: ["policy"],
      apiVersions: ["*"],
      resources: ["poddisruptionbudgets", "poddisruptionbudgets/status"],
      operations: written,
    },
    {
      apiGroups: ["rbac.authorization.k8s.io"],
      apiVersions: ["*"],
      resources: ["rolebindings", "roles"],
      operations: written,
    },
  ],
  exempt: [
    {
      name: "cleaning-up",
      expression: `request.operation == 'DELETE' && ${madeBy("generic-garbage-collector", "namespace-controller")}`,
    },
    {
      // It adds a missing `proxies[].listenerPort`; where the registries lead, statement `bridge` judges.
      name: "completing-the-bridge",
      expression:
        "request.kind.kind == 'McpBridge' && request.operation == 'UPDATE' && " +
        `request.userInfo.username == 'system:serviceaccount:' + request.namespace + ':${chartNames.controller}'`,
    },
    {
      name: "counting",
      expression: `request.?subResource.orValue('') == 'status' && ${madeBy("disruption-controller", "horizontal-pod-autoscaler", "resourcequota-controller")}`,
    },
  ],
  variables: [
    { name: "was", expression: `request.operation != 'CREATE' && ${ours("oldObject")}` },
    { name: "is", expression: `request.operation != 'DELETE' && ${ours("object")}` },
  ],
  validations: [
    {
      expression: `!(request.kind.kind in [${closed.map((kind) => `'${kind}'`).join(", ")}])`,
      message:
        "Limits, network policies and what is measured are made from the fleet file alone. Ask the platform for a change there.",
    },
    {
      expression: "!variables.was && !variables.is",
      message:
        "The object belongs to the platform, or would look as if it did. Ask the platform for a change of the fleet file.",
    },
  ],
};
