import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Ingress } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/**
 * An Ingress, registered without waiting for it. Pulumi would wait for an address, which a gateway behind a ClusterIP
 * Service never writes, and for the endpoints of a backend, which its owner may deploy later.
 */
export function ingress(name: string, plan: Ingress, opts: pulumi.CustomResourceOptions): k8s.networking.v1.Ingress {
  const { metadata, ...rest } = inputs(plan);
  const annotations = { ...metadata.annotations, "pulumi.com/skipAwait": "true" };
  return new k8s.networking.v1.Ingress(name, { ...rest, metadata: { ...metadata, annotations } }, opts);
}
