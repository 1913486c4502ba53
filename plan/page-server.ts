/**
 * The server that answers for tenants that are away: Envoy of the gateways' own image, with one file of configuration. It is no part of the
 * entry's gateway, so a page that it does not take leaves everybody's traffic alone: its new pods do not become ready, and the old ones stay.
 */
import { createHash } from "node:crypto";
import { answersConfig, readyHost } from "./answers.ts";
import { metadata } from "./metadata.ts";
import type { KubernetesObject, Strings } from "./manifests.ts";
import type { Tenant } from "./model.ts";
import type { Higress } from "./model/higress.ts";
import type { PageServer } from "./model/servers.ts";
import { chartHub, labelPrefix, pageServerName, pageServerPods, pageServerPort } from "./names.ts";
import { chartSource } from "./release.ts";
import { pullSecrets, requestsAndLimits } from "./servers.ts";
import type { Installation } from "./site.ts";

/** What is registered for it. */
export interface PageServerPlan {
  readonly pages: ConfigMap;
  readonly deployment: Deployment;
  readonly service: Service;
}

export interface ConfigMap extends KubernetesObject<"v1", "ConfigMap"> {
  readonly data: Strings;
}

/** With an address inside the cluster alone. */
export interface Service extends KubernetesObject<"v1", "Service"> {
  readonly spec: {
    readonly type: "ClusterIP";
    readonly selector: Strings;
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[];
  };
}

export interface Deployment extends KubernetesObject<"apps/v1", "Deployment"> {
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Strings };
    readonly strategy: {
      readonly type: "RollingUpdate";
      readonly rollingUpdate: { readonly maxSurge: number; readonly maxUnavailable: number };
    };
    readonly template: {
      readonly metadata: { readonly labels: Strings; readonly annotations: Strings };
      readonly spec: ReturnType<typeof pod>;
    };
  };
}

/** None unless the entry has one. */
export function planPageServer(
  entry: Installation,
  tenants: readonly Tenant[],
  domain: string,
): PageServerPlan | undefined {
  const server = entry.servers.pageServer;
  if (server === undefined) return undefined;
  const config = answersConfig(tenants, domain, listenAddress(entry));
  return {
    pages: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: metadata(entry, pageServerName),
      data: { [file]: config },
    },
    deployment: deployment(entry, server, config),
    service: {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata(entry, pageServerName),
      spec: {
        type: "ClusterIP",
        selector: pageServerPods,
        ports: [{ name: "http", port: pageServerPort, targetPort: pageServerPort }],
      },
    },
  };
}

/**
 * The entry's gateway has it anyway: the chart calls it `{hub}/higress/gateway:{version}` (higress v2.2.4, helm/core/templates/_pod.tpl).
 * Undefined where nobody says: a chart from a directory tells its version to Helm alone.
 */
export function pageServerImage({ image }: PageServer, { chart, hub = chartHub }: Higress): string | undefined {
  if (image !== undefined) return image;
  const { version } = chartSource(chart);
  return version && `${hub}/higress/gateway:${version}`;
}

const file = "envoy.json";
const folder = "/etc/higress-fleet-pages";

/** Pods have an address of the first family for certain, and their Service of that one alone. */
const listenAddress = ({ site }: Installation): string =>
  site.cluster.podCidrs[0]?.includes(":") === true ? "::" : "0.0.0.0";

function deployment(entry: Installation, server: PageServer, config: string): Deployment {
  const digest = createHash("sha256").update(config).digest("hex");
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadata(entry, pageServerName),
    spec: {
      replicas: server.replicas,
      selector: { matchLabels: pageServerPods },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        // Envoy reads its file once, so other pages are other pods.
        metadata: { labels: pageServerPods, annotations: { [`${labelPrefix}/pages`]: digest.slice(0, 12) } },
        spec: pod(entry, server),
      },
    },
  };
}

function pod({ site: { higress }, priorityClass }: Installation, server: PageServer) {
  const priority = priorityClass ?? higress.priorityClass;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(priority !== undefined && { priorityClassName: priority }),
    ...pullSecrets(higress),
    // The user of the chart's gateway, which the image has.
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1337,
      runAsGroup: 1337,
      seccompProfile: { type: "RuntimeDefault" },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: pageServerPods },
      },
    ],
    containers: [container(server, pageServerImage(server, higress))],
    volumes: [{ name: "pages", configMap: { name: pageServerName } }],
  };
}

const container = (server: PageServer, image: string | undefined) => ({
  name: "pages",
  image: image ?? "",
  command: ["/usr/local/bin/envoy"],
  args: ["-c", `${folder}/${file}`, "--concurrency", "1", "--disable-hot-restart", "--log-level", "warning"],
  ports: [{ name: "http", containerPort: pageServerPort }],
  resources: requestsAndLimits(server),
  readinessProbe: {
    httpGet: { path: "/", port: pageServerPort, httpHeaders: [{ name: "Host", value: readyHost }] },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
  volumeMounts: [{ name: "pages", mountPath: folder, readOnly: true }],
});
