import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartNames } from "../plan/names.ts";

/**
 * Where a gateway is reached from outside: IP address or host name of its Service's load balancer; undefined for a ClusterIP.
 * The Service is the chart's, so it is read, once the release exists.
 */
export function address(
  name: string,
  release: k8s.helm.v3.Release,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string | undefined> {
  const id = pulumi.interpolate`${release.status.namespace}/${chartNames.gateway}`;
  return k8s.core.v1.Service.get(name, id, opts).status.apply(firstAddress);
}

/** As the API server has it; the SDK's type claims that every field is always there. */
interface ServiceStatus {
  readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

function firstAddress({ loadBalancer }: ServiceStatus): string | undefined {
  const first = loadBalancer?.ingress?.[0];
  return first?.ip ?? first?.hostname;
}
