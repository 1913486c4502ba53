/** Gateways of the platform: the listeners, routes and grants that the fleet file gives them. */
import { record, text } from "../../../policy/model/shape.ts";
import { added, altered, annotated, extended, removed, set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const gateway = "Gateway gateway";
const listener = "spec.listeners[0]";
const hostname = `${listener}.hostname`;
const routes = "HTTPRoute,GRPCRoute gateway";
const ingress = "Ingress gateway";
const grant = "ReferenceGrant base";
const backend = "spec.rules[0].backendRefs[0]";

const byName = "kubernetes.io/metadata.name";
const hostOf = ({ tenant }: ObjectSpot): string => (tenant.hosts[0] ?? "").replace("*", "shop");
const tenants = ({ tenant }: ObjectSpot): string => tenant.namespace;
/** A platform's gateway, but not the one whose object it is. */
const another = ({ facts, site }: ObjectSpot): string =>
  facts.gateways.find(({ namespace }) => namespace !== site.namespace)?.namespace ?? "";

/** Hosts that no gateway of the platform may answer for. */
const taken: Readonly<Record<string, (spot: ObjectSpot) => string>> = {
  "a tenant's host": hostOf,
  "a tenant's host, in capitals": (spot) => hostOf(spot).toUpperCase(),
  "all hosts of a tenant": ({ tenant }) => tenant.hosts[0] ?? "",
  "a wildcard that takes in a tenant's host": ({ facts }) =>
    facts.tenants
      .flatMap(({ hosts }) => hosts)
      .find((host) => !host.startsWith("*"))
      ?.replace(/^[^.]+/, "*") ?? "",
  "the fleet's domain": ({ facts }) => facts.domain,
  "whatever is below the fleet's domain": ({ facts }) => `*.${facts.domain}`,
  "a tenant of tomorrow": ({ facts }) => `shop.tomorrow.${facts.domain}`,
};
const taking = (name: string, edit: (value: (spot: ObjectSpot) => string) => ReturnType<typeof set>) =>
  Object.fromEntries(Object.entries(taken).map(([what, host]) => [`${name} ${what}`, edit(host)]));

/** Whose routes a listener lets in. */
const letsIn = (selector: unknown) =>
  set(gateway, `${listener}.allowedRoutes.namespaces`, (spot: ObjectSpot) => ({
    from: "Selector",
    selector: typeof selector === "function" ? (selector as (spot: ObjectSpot) => unknown)(spot) : selector,
  }));

/** A backend that is read as something else than a Service of the route's namespace. */
const leadsTo = (reference: (spot: ObjectSpot) => Readonly<Record<string, unknown>>) =>
  altered(routes, (spot) => {
    const now = spot.now(backend);
    if (now === undefined) return undefined;
    const changed = set(routes, backend, { ...record(now), ...reference(spot) });
    return changed({ ...spot.stage, places: [spot.sketch] })[0]?.becomes;
  });
const service = ({ tenant, facts }: ObjectSpot): string => `higress-gateway.${tenant.namespace}.svc.${facts.dnsDomain}`;

const opens = (to: unknown) =>
  added(({ tenant, facts }) => ({
    type: "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant",
    name: `${tenant.id}.grant`,
    props: {
      metadata: { name: "grant", namespace: tenant.namespace },
      spec: {
        from: facts.gateways.map(({ namespace }) => ({ group, kind: "HTTPRoute", namespace })),
        to: [to],
      },
    },
  }));
const group = "gateway.networking.k8s.io";

const family = ["gateway-api"];
const either = ["gateway-api", "entry"];

export const platformGateways: readonly Harmful[] = [
  ...harmful("impersonate", either, {
    ...taking("has a platform's gateway listen for", (host) => set(gateway, hostname, host)),
    ...taking("has it listen besides for", (host) =>
      extended(gateway, "spec.listeners", (spot: ObjectSpot) => ({
        ...record(spot.now(listener)),
        name: "more",
        hostname: host(spot),
      })),
    ),
    "has a platform's gateway listen for every host": set(gateway, hostname, undefined),
    ...taking("has a route of a platform's gateway answer for", (host) => set(routes, "spec.hostnames[0]", host)),
    ...taking("has it answer besides for", (host) => extended(routes, "spec.hostnames", host)),
    "has it answer for every host of the listener": set(routes, "spec.hostnames", undefined),
    ...taking("has an Ingress of a platform's gateway answer for", (host) => set(ingress, "spec.rules[0].host", host)),
    ...taking("has it show a certificate for", (host) =>
      extended(ingress, "spec.tls", (spot: ObjectSpot) => ({ hosts: [host(spot)], secretName: "wildcard-tls" })),
    ),
    "has it show a certificate for no host": extended(ingress, "spec.tls", { secretName: "wildcard-tls" }),
    "has it answer whatever no rule is for": set(ingress, "spec.defaultBackend", {
      service: { name: "invoices", port: { number: 8080 } },
    }),
    "has an Ingress of a platform's gateway in a tenant's class": set(
      ingress,
      "spec.ingressClassName",
      ({ tenant }: ObjectSpot) => tenant.ingressClass,
    ),
    "has it in the entry's": set(ingress, "spec.ingressClassName", ({ facts }: ObjectSpot) => facts.entry.ingressClass),
    "puts a platform's route where a tenant is": swapped(routes, "metadata.namespace", tenants),
    "puts a platform's listener where a tenant is": swapped(gateway, "metadata.namespace", tenants),
  }),
  ...harmful("impersonate", family, {
    "lets routes from everywhere in at a platform's gateway": set(gateway, `${listener}.allowedRoutes.namespaces`, {
      from: "All",
    }),
    "lets a tenant's routes in there": letsIn((spot: ObjectSpot) => ({ matchLabels: { [byName]: tenants(spot) } })),
    "lets a tenant's routes in beside lawful ones": letsIn((spot: ObjectSpot) => ({
      matchExpressions: [{ key: byName, operator: "In", values: [spot.site.namespace, tenants(spot)] }],
    })),
    "lets routes in there but a tenant's": letsIn((spot: ObjectSpot) => ({
      matchExpressions: [{ key: byName, operator: "NotIn", values: [tenants(spot)] }],
    })),
    "lets routes in there by a label that anyone sets": letsIn({ matchLabels: { "gateway-access": "true" } }),
    "lets routes in there by no label": letsIn({}),
    "lets the entry's routes in there": letsIn(({ facts }: ObjectSpot) => ({
      matchLabels: { [byName]: facts.entry.namespace },
    })),
    "lets others bring listeners": set(gateway, "spec.allowedListeners", { namespaces: { from: "All" } }),
    "takes a certificate of a tenant's namespace": set(
      gateway,
      `${listener}.tls.certificateRefs`,
      (spot: ObjectSpot) =>
        spot.now(`${listener}.tls`) === undefined ? unfit : [{ name: "shop-tls", namespace: tenants(spot) }],
    ),
    "takes a certificate of the entry's namespace": set(
      gateway,
      `${listener}.tls.certificateRefs`,
      ({ now, facts, tenant }: ObjectSpot) =>
        now(`${listener}.tls`) === undefined
          ? unfit
          : [{ name: tenant.certificates[0]?.secret ?? "tls", namespace: facts.entry.namespace }],
    ),
    "takes a certificate from what is no Secret": swapped(gateway, `${listener}.tls.certificateRefs`, [
      { name: "tls", kind: "ConfigMap" },
    ]),
    "has no certificate at a platform's gateway": swapped(gateway, `${listener}.tls.certificateRefs`, []),
    "hands TLS on at a platform's gateway": swapped(gateway, `${listener}.tls.mode`, "Passthrough"),
    "tells no hosts apart there": set(gateway, `${listener}.protocol`, "TCP"),
    "is served by another gateway": set(gateway, "spec.gatewayClassName", ({ facts, now }: ObjectSpot) => {
      const other = facts.gateways.find(
        (one) => one.gatewayClass !== undefined && one.gatewayClass !== now("spec.gatewayClassName"),
      );
      return other?.gatewayClass ?? unfit;
    }),
    "is bound to a tenant's Service": set(gateway, "spec.addresses", (spot: ObjectSpot) => [
      { type: "Hostname", value: service(spot) },
    ]),
    "is bound to a Service of another name": annotated(gateway, "gateway.istio.io/name-override", "other"),
    "gives its class to another controller": set(
      "GatewayClass",
      "spec.controllerName",
      "higress.io/gateway-controller",
    ),
    "has a platform's route attach to all listeners": swapped(routes, "spec.parentRefs[0].sectionName", undefined),
    "has it attach to no listener": set(routes, "spec.parentRefs[0].sectionName", "nowhere"),
    "has it attach to another gateway": set(routes, "spec.parentRefs[0].namespace", another),
    "has it attach to a tenant's": set(routes, "spec.parentRefs[0].namespace", tenants),
    "has it attach to another gateway besides": extended(routes, "spec.parentRefs", (spot: ObjectSpot) => ({
      ...record(spot.now("spec.parentRefs[0]")),
      namespace: another(spot),
    })),
    "has it attach to a Service": set(routes, "spec.parentRefs[0]", { group: "", kind: "Service", name: "wiki" }),
    "has it attach to nothing": set(routes, "spec.parentRefs", []),
  }),
  ...harmful("reach", family, {
    "leads a platform's route to a tenant's Service": leadsTo((spot) => ({ namespace: tenants(spot) })),
    "leads it to the entry's Service": leadsTo(({ facts }) => ({ namespace: facts.entry.namespace })),
    "leads it to the namespace of the API server": leadsTo(() => ({ namespace: "default" })),
    "leads it to another gateway's Service": leadsTo((spot) => ({ namespace: another(spot) })),
    "leads it to a Service of old that nobody grants": set(routes, backend, ({ facts, site }: ObjectSpot) => {
      const [first] = facts.gateways.find(({ namespace }) => namespace === site.namespace)?.backendNamespaces ?? [];
      return first === undefined ? unfit : { name: "ledger", namespace: first, port: 8080 };
    }),
    // What the conversion takes over from Istio: a name that nobody has to grant (conversion.go, buildDestination).
    "leads it to a tenant's Service by its full name": leadsTo((spot) => ({
      group: "networking.istio.io",
      kind: "Hostname",
      name: service(spot),
      namespace: undefined,
    })),
    "leads it to what a registry produces": leadsTo(() => ({
      group: "networking.higress.io",
      name: "shop.dns",
      namespace: undefined,
    })),
    "sends a tenant copies of a platform's requests": set(
      "HTTPRoute gateway",
      "spec.rules[0].filters",
      (spot: ObjectSpot) => [
        { type: "RequestMirror", requestMirror: { backendRef: { name: "shop", namespace: tenants(spot), port: 80 } } },
      ],
    ),
    "sends copies to a tenant by its full name": set(
      "HTTPRoute gateway",
      "spec.rules[0].filters",
      (spot: ObjectSpot) => [
        {
          type: "RequestMirror",
          requestMirror: {
            backendRef: { group: "networking.istio.io", kind: "Hostname", name: service(spot), port: 80 },
          },
        },
      ],
    ),
    "grants a platform's routes a tenant's Service": opens({ group: "", kind: "Service", name: "shop" }),
    "grants them every Service of a tenant": opens({ group: "", kind: "Service" }),
    "widens a grant to every Service": swapped(grant, "spec.to[0].name", undefined),
    "widens a grant to what is called like a pattern": swapped(grant, "spec.to[0].name", "*"),
    "widens a grant to one Service more, of no name": extended(grant, "spec.to", { group: "", kind: "Service" }),
    "widens a grant to every kind of route": swapped(grant, "spec.from[0].kind", undefined),
    "widens a grant to every namespace": swapped(grant, "spec.from[0].namespace", "*"),
    "gives a grant to a tenant": swapped(grant, "spec.from[0].namespace", tenants),
    "gives a grant to a tenant besides": extended(grant, "spec.from", (spot: ObjectSpot) => ({
      group,
      kind: "HTTPRoute",
      namespace: tenants(spot),
    })),
    "gives a grant to a gateway that does not lead there": swapped(
      grant,
      "spec.from[0].namespace",
      ({ facts, sketch }: ObjectSpot) => {
        const own = text(record(sketch.props.metadata).namespace) ?? "";
        return facts.gateways.find(({ backendNamespaces }) => !backendNamespaces.includes(own))?.namespace ?? unfit;
      },
    ),
    "gives a grant to nobody of the fleet": swapped(grant, "spec.from[0].namespace", "sandbox"),
    "moves a grant to what is a tenant's": swapped(grant, "metadata.namespace", tenants),
  }),
  ...harmful("read", family, {
    "widens a grant to a Secret": extended(grant, "spec.to", { group: "", kind: "Secret", name: "shop-tls" }),
    "makes a grant one of a Secret": swapped(grant, "spec.to[0].kind", "Secret"),
    "makes a grant one of any kind": swapped(grant, "spec.to[0].kind", undefined),
    "makes a grant one of a ConfigMap": swapped(grant, "spec.to[0].kind", "ConfigMap"),
    "grants a platform's routes a tenant's Secret": opens({ group: "", kind: "Secret", name: "shop-tls" }),
  }),
  ...harmful("reach", ["entry"], {
    "leads an Ingress of a platform's gateway to a tenant": annotated(
      ingress,
      "higress.io/destination",
      (spot: ObjectSpot) => `${service(spot)}:80`,
    ),
  }),
  ...harmful("read", ["entry"], {
    "has a platform's gateway borrow a tenant's certificate": annotated(
      ingress,
      "higress.io/proxy-ssl-secret",
      (spot: ObjectSpot) => `${tenants(spot)}/client`,
    ),
    "has a platform's gateway send copies to a tenant": annotated(
      ingress,
      "higress.io/mirror-target-service",
      (spot: ObjectSpot) => `${tenants(spot)}/shop:80`,
    ),
  }),
  ...harmful("configure", family, {
    "takes away the grant that a route needs": removed(grant),
    "grants from a group that no route is of": swapped(grant, "spec.from[0].group", ""),
    "grants what no Service is": swapped(grant, "spec.to[0].group", "apps"),
    "sends everything of a platform's route nowhere": set(routes, "spec.rules[0].backendRefs", [
      { name: "wiki", port: 80, weight: 0 },
    ]),
  }),
];
