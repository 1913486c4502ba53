/** What opens Services of other namespaces to a gateway's routes: one grant for each of them and kind of route. */
import { metadata } from "../metadata.ts";
import type { GrpcRoute, HttpRoute, ReferenceGrant } from "../manifests/gateway-api.ts";
import { referenceGrant } from "../names.ts";
import { sortedBy } from "../order.ts";
import type { Installation } from "../site.ts";

/**
 * From the routes as they are written, so that nothing is open that no route leads to. One Service each: of several in one grant
 * Higress keeps one (higress v2.2.4, gateway/istio/references_collection.go, whose key lacks the name).
 */
export function planGrants(
  installation: Installation,
  routes: readonly (HttpRoute | GrpcRoute)[],
): readonly ReferenceGrant[] {
  const grants = routes.flatMap(({ kind, spec }) =>
    spec.rules
      .flatMap(({ backendRefs = [] }) => backendRefs)
      .flatMap(({ name, namespace }) => (namespace === undefined ? [] : [grant(installation, kind, name, namespace)])),
  );
  const distinct = new Map(grants.map((each) => [placeOf(each), each]));
  return sortedBy([...distinct.values()], placeOf);
}

const placeOf = ({ metadata: { namespace = "", name } }: ReferenceGrant): string => `${namespace}/${name}`;

const grant = (
  installation: Installation,
  kind: (HttpRoute | GrpcRoute)["kind"],
  service: string,
  namespace: string,
): ReferenceGrant => ({
  apiVersion: "gateway.networking.k8s.io/v1beta1",
  kind: "ReferenceGrant",
  metadata: { ...metadata(installation, referenceGrant(installation.namespace, kind, service)), namespace },
  spec: {
    from: [{ group: "gateway.networking.k8s.io", kind, namespace: installation.namespace }],
    to: [{ group: "", kind: "Service", name: service }],
  },
});
