/**
 * What the rules must know of the fleet and cannot learn from the resources alone: who owns what.
 * It reaches the pack as policy configuration (`--policy-pack-config`), generated from the fleet file.
 */

export interface Facts {
  readonly environment: string;
  readonly region: string;
  readonly domain: string;
  readonly dnsDomain: string;
  /** Pod and service networks and the API server: no allowance may reach into them by address. */
  readonly clusterCidrs: readonly string[];
  readonly platformNamespaces: readonly string[];
  /** The environment's namespaces, roots of tenants' data, are protected from deletion. */
  readonly protect: boolean;
  readonly chart: { readonly name: string; readonly repository?: string; readonly version?: string };
  readonly entry: InstallationFacts;
  readonly gateways: readonly (InstallationFacts & {
    readonly watch: "own" | "all";
    readonly exposure: "cluster" | "load-balancer";
  })[];
  readonly tenants: readonly (InstallationFacts & { readonly hosts: readonly string[] })[];
}

export interface InstallationFacts {
  readonly id: string;
  readonly namespace: string;
  readonly ingressClass: string;
}
