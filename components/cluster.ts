import * as k8s from "@pulumi/kubernetes";

/**
 * The one provider of a stack; the default provider is disabled in the stack files, so nothing can slip past it into
 * whatever cluster a kubeconfig points at.
 * @param context of the kubeconfig; empty: its current one
 */
export function cluster(environment: string, region: string, context: string): k8s.Provider {
  return new k8s.Provider("cluster", {
    // What this cluster is for us. With it, renewed credentials or another address do not replace every object.
    clusterIdentifier: `${environment}-${region}`,
    ...(context !== "" && { context }),
    // Empty: the plugin reads KUBECONFIG itself. Otherwise the SDK records one machine's path in everybody's state.
    kubeconfig: "",
    // The plugin's 50 requests a second are the bottleneck from twenty tenants on; the API server guards itself.
    kubeClientSettings: { qps: 500, burst: 1000 },
  });
}
