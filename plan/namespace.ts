import { annotations, pluginServerUrl } from "./names.ts";
import { clusterMetadata } from "./metadata.ts";
import type { Metadata, Namespace } from "./manifests.ts";
import { registriesOf } from "./plugins/source.ts";
import type { Installation } from "./site.ts";

/**
 * Kubernetes version of the Pod Security Standards. Pinned, not `latest`: a cluster upgrade must not begin to refuse
 * gateway pods on a day when nobody touched the fleet. It is the version on which the chart's pods were judged; a
 * cluster that is older takes a later version as its own latest (KEP 2579).
 */
const podSecurityVersion = "v1.35";

/**
 * Baseline is what the chart passes unmodified. Restricted fails on one field of the controller's container `discovery`,
 * which no value sets (higress v2.2.4, helm/core/templates/controller-deployment.yaml:276-283), so it warns and is audited:
 * whatever else falls short becomes visible.
 */
const podSecurity = { enforce: "baseline", warn: "restricted", audit: "restricted" } as const;

export function planNamespace(installation: Installation): Namespace {
  const { labels, ...metadata } = clusterMetadata(installation, installation.namespace);
  const levels = Object.entries(podSecurity).flatMap(([mode, level]) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, podSecurityVersion],
  ]);
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      ...metadata,
      labels: { ...labels, ...(Object.fromEntries(levels) as Record<string, string>) },
      ...annotated(installation),
    },
  };
}

/** Whom to call, and what admission policies read: they see the Namespace of an object and nothing else of the fleet. */
function annotated({
  namespace,
  owner,
  hosts,
  certManager,
  ingressClass,
  servers,
  site,
}: Installation): Pick<Metadata, "annotations"> {
  const { dnsDomain, podCidrs, serviceCidrs, apiServerCidrs, platformNamespaces } = site.cluster;
  const notes = {
    ...(owner !== undefined && { [annotations.owner]: owner }),
    ...(certManager !== undefined && { [annotations.certManager]: certManager }),
    ...(ingressClass !== undefined && { [annotations.ingressClass]: ingressClass }),
    ...(hosts !== undefined && {
      [annotations.clusterCidrs]: [...podCidrs, ...serviceCidrs, ...apiServerCidrs].join(","),
      [annotations.dnsDomain]: dnsDomain,
      [annotations.hosts]: hosts.toSorted().join(","),
      [annotations.hub]: registriesOf(site).join(","),
      [annotations.platformNamespaces]: platformNamespaces.join(","),
      ...(servers.pluginServer && { [annotations.plugins]: pluginServerUrl(namespace, dnsDomain) }),
    }),
  };
  return Object.keys(notes).length === 0 ? {} : { annotations: notes };
}
