/** Hosts, routes and certificates: who is who at the entry. */
import type { DoorFacts } from "../../../policy/facts.ts";
import { list, record } from "../../../policy/model/shape.ts";
import { change, type Sketch } from "../../policy/harness.ts";
import { added, altered, annotated, extended, set, swapped, unfit, type ObjectSpot, type Spot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const routes = "Ingress tenant,entry";
const own = "Ingress tenant";
const front = "Ingress entry";
const host = "spec.rules[0].host";

/** A host of the tenant, or of the other: one below a wildcard, where its first is one. */
const hostOf = (tenant: Spot["tenant"]): string => (tenant.hosts[0] ?? "").replace("*", "shop");
/** What a front does with headers of requests. */
const header = (change: string): string => `metadata.annotations["higress.io/request-header-control-${change}"]`;
const reheaded = (change: string, by: (value: string) => string) =>
  swapped(front, header(change), ({ now }: ObjectSpot) => by(String(now(header(change)))));
/** A host that must not be served, where the tenant has one. */
const waiting = ({ withheld = [] }: Spot["tenant"]): string | typeof unfit => withheld[0] ?? unfit;
const upper = (name: string): string => name.toUpperCase();
const limit = (key: string): string => `metadata.annotations["higress.io/route-limit-${key}"]`;
const clients = 'metadata.annotations["higress.io/whitelist-source-range"]';
const destination = 'metadata.annotations["higress.io/destination"]';
const both = (key: string): readonly string[] => [`higress.io/${key}`, `nginx.ingress.kubernetes.io/${key}`];

/** Whom a front is of; it is called like the tenant. */
const behind = ({ facts, sketch }: ObjectSpot): Spot["tenant"] | undefined =>
  facts.tenants.find(({ id }) => id === record(sketch.props.metadata).name);
/** A host that must not be served, of the tenant behind a front. */
const waitingBehind = (spot: ObjectSpot): string | typeof unfit => {
  const tenant = behind(spot);
  return tenant === undefined ? unfit : waiting(tenant);
};

/** An annotation of the fronts of those tenants whose door is like that. */
const guarded = (key: string, value: unknown, isSuch: (door: DoorFacts) => boolean) =>
  annotated(front, key, (spot: ObjectSpot) => {
    const door = behind(spot)?.door;
    return door !== undefined && isSuch(door) ? value : unfit;
  });

/** One operator for each prefix that Higress reads an annotation with. */
const either = (name: string, where: string, key: string, value: unknown) =>
  Object.fromEntries(both(key).map((full) => [`${name} (${full})`, annotated(where, full, value)]));

const stolen = {
  "takes a host of the neighbour": ({ other }: ObjectSpot) => hostOf(other),
  "takes it in capitals": ({ other }: ObjectSpot) => upper(hostOf(other)),
  "takes it with a dot at the end": ({ other }: ObjectSpot) => `${hostOf(other)}.`,
  "takes it with a port": ({ other }: ObjectSpot) => `${hostOf(other)}:443`,
  "takes all hosts of the neighbour": ({ other }: ObjectSpot) => other.hosts[0],
  "takes a host that is nobody's": () => "shop.example.info",
  "takes a name beside its own": ({ tenant, facts }: ObjectSpot) => `${tenant.id}x.${facts.domain}`,
  "takes its own name below another domain": ({ tenant, facts }: ObjectSpot) =>
    `${tenant.id}.${facts.domain}.example.net`,
  "takes the fleet's domain": ({ facts }: ObjectSpot) => facts.domain,
  "takes everything below the fleet's domain": ({ facts }: ObjectSpot) => `*.${facts.domain}`,
  "takes every host": () => "*",
  "takes every host of a public suffix": () => "*.com",
  "takes a wildcard in the middle": ({ tenant, facts }: ObjectSpot) => `api.*.${tenant.id}.${facts.domain}`,
  "takes a part of a label": ({ tenant, facts }: ObjectSpot) => `a*.${tenant.id}.${facts.domain}`,
  "takes an empty host": () => "",
  "takes no host": () => undefined,
};

export const entry: readonly Harmful[] = [
  ...harmful("impersonate", ["entry"], {
    ...Object.fromEntries(Object.entries(stolen).map(([name, value]) => [name, set(routes, host, value)])),
    "has a host of the neighbour signed": extended(
      "Certificate entry",
      "spec.dnsNames",
      ({ facts, now }: ObjectSpot) => {
        const neighbour = facts.tenants.find(({ id }) => id !== now('metadata.labels["higress-fleet.io/tenant"]'));
        return neighbour === undefined ? unfit : hostOf(neighbour);
      },
    ),
    "has every host signed below the fleet's domain": set(
      "Certificate entry",
      "spec.dnsNames",
      ({ facts }: ObjectSpot) => [`*.${facts.domain}`],
    ),
    "has a host signed by another issuer": set(
      "Certificate entry",
      "spec.issuerRef.name",
      "letsencrypt-of-the-neighbour",
    ),
    "has a certificate written over Higress's authority": set(
      "Certificate entry",
      "spec.secretName",
      "istio-ca-secret",
    ),
    "has a certificate signed that signs others": set("Certificate entry", "spec.isCA", true),
    "adds a host of the neighbour to the certificates": altered(front, (spot) =>
      change(spot.sketch, "spec.tls", [
        ...list(spot.now("spec.tls")),
        { hosts: [hostOf(spot.other)], secretName: spot.tenant.certificates[0]?.secret },
      ]),
    ),
    "adds it to a tenant's own route": set(own, "spec.tls", ({ other, tenant }: ObjectSpot) => [
      { hosts: [upper(hostOf(other))], secretName: `${tenant.id}-tls` },
    ]),
    "answers what no rule is for": set(routes, "spec.defaultBackend", {
      service: { name: "shop", port: { number: 8080 } },
    }),
    "has no rules": set(routes, "spec.rules", []),
    "forgets the class": set(routes, "spec.ingressClassName", undefined),
    "has the empty class": set(routes, "spec.ingressClassName", ""),
    "has the class of others": set(routes, "spec.ingressClassName", "nginx"),
    "has the neighbour's class": set(own, "spec.ingressClassName", ({ other }: ObjectSpot) => other.ingressClass),
    "has the entry's class": set(own, "spec.ingressClassName", ({ facts }: ObjectSpot) => facts.entry.ingressClass),
    "names a class in the annotation of old": annotated(
      routes,
      "kubernetes.io/ingress.class",
      ({ other }: ObjectSpot) => other.ingressClass,
    ),
    "names its own class there": annotated(
      routes,
      "kubernetes.io/ingress.class",
      ({ site }: ObjectSpot) => site.ingressClass,
    ),
    "makes a class the default": annotated("IngressClass", "ingressclass.kubernetes.io/is-default-class", "true"),
    "leads the neighbour's hosts to itself": set(front, destination, (spot: ObjectSpot) => {
      const other = otherOf(spot);
      return other === unfit ? unfit : `${other}.dns:80`;
    }),
    "shares the neighbour's certificate": set(
      front,
      "spec.tls[0].secretName",
      (spot: ObjectSpot) => spot.facts.tenants.find(({ id }) => id === otherOf(spot))?.certificates[0]?.secret,
    ),
    "serves a certificate that is nobody's": set(front, "spec.tls[0].secretName", "wildcard-tls"),
    "makes the tenant's component write for the entry": altered(front, ({ sketch }) => ({
      ...sketch,
      parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    })),
    "adds a route in the entry's namespace": added(({ tenant, facts }) => ({
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      name: `${tenant.id}.intruder`,
      parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
      props: {
        metadata: { name: `${tenant.id}-too`, namespace: facts.entry.namespace },
        spec: { ingressClassName: facts.entry.ingressClass, rules: [{ host: hostOf(tenant) }] },
      },
    })),
    ...either("serves under further names", routes, "server-alias", ({ other }: ObjectSpot) => hostOf(other)),
  }),
  ...harmful("reach", ["entry"], {
    "leads a route to a name in the neighbour's namespace": set(
      own,
      destination,
      ({ other, facts }: ObjectSpot) => `shop.${other.namespace}.svc.${facts.dnsDomain}:80`,
    ),
    "leads it to the API server": set(
      own,
      destination,
      ({ facts }: ObjectSpot) => `kubernetes.default.svc.${facts.dnsDomain}:443`,
    ),
    "leads a front to another port": set(front, destination, (spot: ObjectSpot) =>
      String(spot.now(destination)).replace(":80", ":15000"),
    ),
    "leads a front nowhere": set(front, destination, undefined),
    "leads a front to a Service": swapped(front, "spec.rules[0].http.paths[0].backend", {
      service: { name: "shop", port: { number: 80 } },
    }),
    ...either(
      "falls back to the neighbour's Service",
      own,
      "default-backend",
      ({ other }: ObjectSpot) => `${other.namespace}/shop`,
    ),
    ...either(
      "mirrors requests to the neighbour",
      own,
      "mirror-target-service",
      ({ other }: ObjectSpot) => `${other.namespace}/shop:80`,
    ),
    ...either("mirrors requests to the Internet", own, "mirror-target-fqdn", "collect.example.org"),
  }),
  ...harmful("read", ["entry"], {
    ...either(
      "borrows the neighbour's client certificate",
      own,
      "proxy-ssl-secret",
      ({ other }: ObjectSpot) => `${other.namespace}/client`,
    ),
    ...either(
      "borrows the neighbour's authority",
      own,
      "auth-tls-secret",
      ({ other }: ObjectSpot) => `${other.namespace}/authority`,
    ),
    "has no certificate for its hosts": set(front, "spec.tls", undefined),
    "empties the certificates": set(front, "spec.tls", []),
    "leaves a host without a certificate": swapped(front, "spec.tls[0].hosts", []),
    "does not lead to HTTPS": guarded("higress.io/ssl-redirect", "false", ({ plainHttp }) => !plainHttp),
    "forgets to lead to HTTPS": guarded("higress.io/ssl-redirect", undefined, ({ plainHttp }) => !plainHttp),
    "speaks an older TLS than its tenant asks": guarded(
      "higress.io/tls-min-protocol-version",
      "TLSv1.2",
      ({ minTls }) => minTls === "TLSv1.3",
    ),
    "speaks TLS of old": annotated(front, "higress.io/tls-min-protocol-version", "TLSv1.0"),
    "lets the version of TLS be any": annotated(front, "higress.io/tls-min-protocol-version", undefined),
    ...either("has weak ciphers", front, "ssl-cipher", "RC4-SHA"),
    ...either("has ciphers without forward secrecy", front, "ssl-cipher", "AES128-GCM-SHA256"),
    ...either("has ciphers that the controller does not know", front, "ssl-cipher", "TLS_AES_128_GCM_SHA256"),
  }),
  ...harmful("widen", ["entry"], {
    ...either("asks for a login that nobody checks", own, "auth-type", "basic"),
    ...either("asks for one from a Secret", own, "auth-secret", "users"),
    ...either("writes configuration of nginx", own, "configuration-snippet", "more_set_headers 'X: y';"),
    ...either("writes a server of nginx", own, "server-snippet", "location / { }"),
    ...either("asks a URL for permission", own, "auth-url", "http://auth.example.org/"),
    ...either("writes a line too many", own, "rewrite-target", "/\nproxy_pass http://127.0.0.1"),
    ...either(
      "reads the token of the pod",
      own,
      "rewrite-target",
      "/var/run/secrets/kubernetes.io/serviceaccount/token",
    ),
    "has a path that climbs": swapped(own, "spec.rules[0].http.paths[0].path", "/a/../../admin"),
    "has a path with two slashes": swapped(own, "spec.rules[0].http.paths[0].path", "//admin"),
    "has a pattern where a prefix is meant": altered(own, (spot) =>
      spot.now("spec.rules[0].http.paths[0].pathType") === "Prefix"
        ? change(spot.sketch, "spec.rules[0].http.paths[0].path", "/api/(.*)")
        : undefined,
    ),
    "answers every origin with credentials": altered(own, ({ sketch }) =>
      withAnnotations(sketch, {
        "higress.io/enable-cors": "true",
        "higress.io/cors-allow-origin": "*",
        "higress.io/cors-allow-credentials": "true",
      }),
    ),
    "is a canary of nothing": annotated(own, "higress.io/canary", "true"),
  }),
  ...harmful("impersonate", ["entry"], {
    "serves a host of its own that nobody has proven": set(front, host, waitingBehind),
    "gets a certificate for one": set(front, "spec.tls[0].hosts[0]", waitingBehind),
    "routes one": set(own, host, ({ tenant }: ObjectSpot) => waiting(tenant)),
    "takes nothing away that says who a client is": set(front, header("remove"), undefined),
    "takes one of those headers away no more": reheaded("remove", (value) => value.split(",").slice(1).join(",")),
    "takes away one that sounds like it": reheaded("remove", (value) =>
      value.replace("x-mse-consumer", "x-mse-consumers"),
    ),
    "lets clients say their address": set(front, header("update"), undefined),
    "adds the address to what they say": altered(front, (spot) =>
      change(change(spot.sketch, header("update"), undefined), header("add"), spot.now(header("update"))),
    ),
    "tells another address": reheaded("update", (value) => value.replace(/%.*%/, "%REQ(x-forwarded-for)%")),
    "tells the address in another header": reheaded("update", (value) => value.replace("client", "caller")),
    "says that everybody is one of the consumers": set(front, header("add"), "X-Mse-Consumer admin"),
    "spells one in capitals": set(own, host, ({ tenant }: ObjectSpot) => {
      const name = waiting(tenant);
      return name === unfit ? unfit : upper(name);
    }),
  }),
  ...harmful("exhaust", ["entry"], {
    "takes the limit away": swapped(front, limit("rps"), undefined),
    "has a limit ten times as high": swapped(
      front,
      limit("rps"),
      ({ now }: ObjectSpot) => `${String(now(limit("rps")))}0`,
    ),
    "has a limit that is no number": swapped(front, limit("rps"), "500/s"),
    "has one that wins over it": altered(front, (spot) =>
      spot.now(limit("rps")) === undefined ? undefined : change(spot.sketch, limit("rpm"), "999999"),
    ),
    "has a burst of any size": swapped(front, limit("burst-multiplier"), "1000"),
    "lets everybody in": swapped(front, clients, "0.0.0.0/0"),
    "lets the neighbours in": swapped(
      front,
      clients,
      ({ now }: ObjectSpot) => `${String(now(clients))},198.51.100.0/24`,
    ),
    "forgets who may come": swapped(front, clients, undefined),
  }),
  ...harmful("configure", ["entry"], {
    "has another controller than Higress": set("IngressClass", "spec.controller", "k8s.io/ingress-nginx"),
    "is there in the API's first version": altered(own, ({ sketch }) =>
      list(record(sketch.props.spec).rules).length === 0
        ? undefined
        : change({ ...sketch, type: "kubernetes:extensions/v1beta1:Ingress" }, host, "shop.example.info"),
    ),
  }),
];

/** The tenant whose front this is not, of which the entry has one for each. */
function otherOf({ facts, sketch }: ObjectSpot): string | typeof unfit {
  const { name } = record(sketch.props.metadata);
  return facts.tenants.find(({ id }) => id !== name)?.id ?? unfit;
}

const withAnnotations = (sketch: Sketch, more: Readonly<Record<string, string>>): Sketch =>
  change(sketch, "metadata.annotations", { ...record(record(sketch.props.metadata).annotations), ...more });
