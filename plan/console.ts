/** The console of a gateway: a release of its own beside it, and the Secret with which people log in. */
import { metadata } from "./metadata.ts";
import { chartNames, consoleRelease, ingressClass, pluginServerUrl } from "./names.ts";
import type { GeneratedSecret, ReleasePlan } from "./objects.ts";
import { chartOf, chartSource, consoleChart, describe } from "./release.ts";
import { pullSecrets, requestsAndLimits } from "./servers.ts";
import type { Installation } from "./site.ts";

export function planConsole(installation: Installation): ReleasePlan | undefined {
  if (installation.servers.console === undefined) return undefined;
  const chart = consoleChart(chartOf(installation.site.higress, installation));
  return {
    name: consoleRelease,
    namespace: installation.namespace,
    ...chartSource(chart),
    description: describe(installation, chart),
    values: values(installation, installation.servers.console),
  };
}

/** Values of chart higress-console 2.2.4. No value of the other chart reaches it. */
function values(installation: Installation, compute: { readonly cpu: string; readonly memory: string }) {
  const { id, namespace, servers, site, suspended } = installation;
  const { hub } = site.higress;
  const { dnsDomain } = site.cluster;
  return {
    global: {
      ingressClass: installation.ingressClass ?? ingressClass(id),
      // Without it the console lists the Ingresses of every namespace (its SDK, KubernetesClientService).
      watchNamespace: namespace,
      proxy: { clusterDomain: dnsDomain },
      // Where the plugins are that it offers.
      ...(hub !== undefined && { hub }),
      // Declared nowhere, and read by the template that names the plugin server.
      ...(servers.pluginServer && { enablePluginServer: true }),
    },
    ...(suspended === true && { replicaCount: 0 }),
    ...(hub !== undefined && { image: { repository: `${hub}/higress/console` } }),
    ...pullSecrets(site.higress),
    resources: requestsAndLimits(compute),
    podSecurityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    ...(servers.pluginServer && {
      // The console fills the two places in.
      pluginServer: { urlPattern: `${pluginServerUrl(namespace, dnsDomain)}\${name}/\${version}/plugin.wasm` },
    }),
  };
}

/**
 * Under the name and with the keys that the console reads. The chart renders one of its own, which would be Helm's, so the
 * post-renderer takes that out. It encrypts what it hands to browsers with `key`, of 32 bytes, and `iv`, of 16.
 */
export const consoleSecret = (installation: Installation): readonly GeneratedSecret[] =>
  installation.servers.console === undefined
    ? []
    : [
        {
          metadata: metadata(installation, chartNames.console),
          keys: ["adminPassword", "iv", "key"],
          lengths: { iv: 16 },
          known: { adminDisplayName: "Admin", adminUsername: "admin" },
        },
      ];
