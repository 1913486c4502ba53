/** What every Ingress of ours has in common. */
import { chartNames } from "./names.ts";
import type { Ingress, IngressBackend, Metadata, Strings } from "./manifests.ts";

/** The one way to a host that a registry produces; which host, the annotation says. */
export const bridgeBackend: IngressBackend = {
  resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: chartNames.bridge },
};

/**
 * Annotation that names the hosts behind `bridgeBackend`, one line each: `[weight%] host[:port]` (higress v2.2.4,
 * pkg/ingress/kube/annotations/destination.go:44-110).
 */
export const destinationAnnotation = "higress.io/destination";

export const ingress = (metadata: Metadata, annotations: Strings, spec: Ingress["spec"]): Ingress => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
  spec,
});
