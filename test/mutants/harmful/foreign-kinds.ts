/** Objects of kinds that the fleet has none of, in a tenant's namespace or in a gateway's. */
import type { Sketch } from "../../policy/harness.ts";
import { added, altered, annotated, extended, set, type ObjectSpot, type Spot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

/** An object of Istio's or of Higress's, as somebody would write it by hand. */
const foreign =
  (apiVersion: string, kind: string, spec: (spot: Spot) => unknown, namespace = inTenant) =>
  (spot: Spot): Sketch => ({
    type: `kubernetes:${apiVersion}:${kind}`,
    name: `${spot.tenant.id}.foreign`,
    props: { apiVersion, kind, metadata: { name: "foreign", namespace: namespace(spot) }, spec: spec(spot) },
  });
const inTenant = ({ tenant }: Spot): string => tenant.namespace;
const inEntry = ({ facts }: Spot): string => facts.entry.namespace;
const inGateway = ({ facts }: Spot): string => facts.gateways[0]?.namespace ?? "";

const istio = "networking.istio.io/v1alpha3";
const filter = () => ({
  configPatches: [{ applyTo: "HTTP_FILTER", patch: { operation: "INSERT_FIRST", value: { name: "lua" } } }],
});
const service = ({ other, facts }: Spot): string => `higress-gateway.${other.namespace}.svc.${facts.dnsDomain}`;
const taken = ({ other }: Spot): string => `\${secret.${other.namespace}/registry-credentials.key}`;

export const foreignKinds: readonly Harmful[] = [
  ...harmful("widen", ["release"], {
    "adds a filter to a tenant's gateway": added(foreign(istio, "EnvoyFilter", filter)),
    "adds a filter to the entry": added(foreign(istio, "EnvoyFilter", filter, inEntry)),
    "adds a filter to a platform's gateway": added(foreign(istio, "EnvoyFilter", filter, inGateway)),
    "adds a plugin of Istio's": added(
      foreign("extensions.istio.io/v1alpha1", "WasmPlugin", () => ({ url: "oci://docker.io/someone/plugin:1" })),
    ),
  }),
  ...harmful("reach", ["release"], {
    "adds a route of Istio's to the neighbour": added(
      foreign("networking.istio.io/v1", "VirtualService", (spot) => ({
        hosts: spot.tenant.hosts,
        http: [{ route: [{ destination: { host: service(spot) } }] }],
      })),
    ),
    "makes the neighbour a name of Istio's": added(
      foreign("networking.istio.io/v1", "ServiceEntry", (spot) => ({
        hosts: ["shop.internal"],
        resolution: "DNS",
        endpoints: [{ address: service(spot) }],
      })),
    ),
  }),
  ...harmful("impersonate", ["release"], {
    "adds a listener of Istio's for the neighbour": added(
      foreign("networking.istio.io/v1", "Gateway", ({ other }) => ({
        selector: { app: "higress-gateway" },
        servers: [{ hosts: other.hosts, port: { number: 80, protocol: "HTTP", name: "http" } }],
      })),
    ),
  }),
  ...harmful("read", ["entry"], {
    "takes the neighbour's Secret in a translation to Dubbo": added(
      foreign("networking.higress.io/v1", "Http2Rpc", (spot) => ({ dubbo: { service: taken(spot), version: "1" } })),
    ),
    "takes the neighbour's Secret in a registry": extended(
      "McpBridge tenant",
      "spec.registries",
      (spot: ObjectSpot) => ({ name: "more", type: "dns", domain: `${taken(spot)}.example.org`, port: 80 }),
    ),
    "takes the neighbour's Secret in a path": set(
      "Ingress tenant,gateway",
      "spec.rules[0].http.paths[0]",
      (spot: ObjectSpot) => ({
        ...(spot.now("spec.rules[0].http.paths[0]") as object),
        pathType: "ImplementationSpecific",
        path: `/${taken(spot)}`,
      }),
    ),
    "takes the neighbour's Secret into a header": annotated(
      "Ingress tenant,gateway",
      "higress.io/request-header-control-add",
      (spot: ObjectSpot) => `x-note ${taken(spot)}`,
    ),
    "takes a tenant's Secret into a header of a platform's route": altered(
      "HTTPRoute gateway,tenant",
      (spot) =>
        set("HTTPRoute gateway,tenant", "spec.rules[0].filters", [
          { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "x-note", value: taken(spot) }] } },
        ])({ ...spot.stage, places: [spot.sketch] })[0]?.becomes,
    ),
    "takes a tenant's Secret into a match of a platform's route": set(
      "HTTPRoute,GRPCRoute gateway,tenant",
      "spec.rules[0].matches",
      (spot: ObjectSpot) => [{ headers: [{ name: "x-note", value: taken(spot) }] }],
    ),
    "takes a tenant's Secret into the name of a listener": set(
      "Gateway gateway",
      "spec.listeners[0].tls.options",
      (spot: ObjectSpot) => ({ note: taken(spot) }),
    ),
  }),
];
