/** Where Higress comes from. */

export interface Higress {
  readonly chart: Chart;
  /** Absent: everybody has the one above. */
  readonly canary?: Canary;
  /** File or URL of the CRDs that belong to the chart's version, of two charts to the newer one's. */
  readonly crds: string;
  /** Absent: the fleet has nothing to do with the Gateway API. */
  readonly gatewayApi?: GatewayApi;
  /** Registry that holds the images, `global.hub`; absent: the chart's own. */
  readonly hub?: string;
  /** Names of Secrets with registry credentials, expected in every gateway namespace. */
  readonly imagePullSecrets: readonly string[];
  /** PriorityClass of gateway and controller pods; absent: the cluster's default. */
  readonly priorityClass?: string;
}

/** Another chart for single installations: the next one, tried by few, or the last one, for who must wait. */
export interface Canary {
  readonly chart: Chart;
  /** Ids of those that have it, in every region they run in. Never the entry, which carries everybody's traffic. */
  readonly gateways: readonly string[];
  readonly tenants: readonly string[];
}

export type Chart =
  | { readonly from: "repository"; readonly repository: string; readonly name: string; readonly version: string }
  | { readonly from: "oci"; readonly reference: string; readonly version: string }
  | { readonly from: "path"; readonly path: string };

/** What the Gateway API is made of, in every region, whether or not a gateway of it serves the API: CRDs outlive gateways. */
export interface GatewayApi {
  /** File or URL of its standard channel, in the version that the chart wants. */
  readonly crds: string;
}
