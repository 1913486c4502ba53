/** Registries: where a tenant's gateway looks for backends. */
import { list } from "../../../policy/model/shape.ts";
import { altered, annotated, extended, set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmful, type Guarantee, type Harmful } from "../mutant.ts";

const own = "McpBridge tenant";
const first = "spec.registries[0]";

const dns = (name: string, domain: string, port = 80) => ({ name, type: "dns", domain, port });
const fixed = (name: string, domain: string) => ({ name, type: "static", domain, port: 80 });

const targets: Readonly<Record<string, (spot: ObjectSpot) => string>> = {
  "the pod itself": () => "localhost",
  "the neighbour's gateway": ({ other, facts }) => `higress-gateway.${other.namespace}.svc.${facts.dnsDomain}`,
  "the neighbour's Service, in capitals": ({ other, facts }) => `SHOP.${other.namespace}.SVC.${facts.dnsDomain}`,
  "the neighbour's Service, in short": ({ other }) => `shop.${other.namespace}`,
  "the neighbour's Service, with a dot": ({ other, facts }) => `shop.${other.namespace}.svc.${facts.dnsDomain}.`,
  "the API server": ({ facts }) => `kubernetes.default.svc.${facts.dnsDomain}`,
  "a controller of the entry": ({ facts }) => `higress-controller.${facts.entry.namespace}.svc.${facts.dnsDomain}`,
};
const addresses: Readonly<Record<string, (spot: ObjectSpot) => string>> = {
  "the pod itself": () => "127.0.0.1:15000",
  "the pod itself, in IPv6": () => "[::1]:15000",
  "the metadata": () => "169.254.169.254:80",
  "the metadata, in IPv6 that is none": () => "[::ffff:169.254.169.254]:80",
  "the API server": ({ facts }) => `${facts.apiServerCidrs[0]?.split("/")[0] ?? ""}:6443`,
  "pods of the cluster": ({ facts }) => `${facts.clusterCidrs[0]?.split("/")[0] ?? ""}:80`,
  "no address, and every one": () => "0.0.0.0:80",
  "the metadata, behind a good one": () => "192.0.2.10:8080,169.254.169.254:80",
};
const to = (
  name: string,
  table: Readonly<Record<string, (spot: ObjectSpot) => string>>,
  registry: (name: string, domain: string) => unknown,
) =>
  Object.fromEntries(
    Object.entries(table).map(([what, domain]) => [
      `${name} ${what}`,
      extended(own, "spec.registries", (spot: ObjectSpot) => registry("more", domain(spot))),
    ]),
  );
const proxy = (serverAddress: string) => [
  { name: "out", type: "HTTP", serverAddress, serverPort: 3128, listenerPort: 15100 },
];
const where = (types: string, path: string, value: unknown) =>
  altered(own, (spot) => {
    if (!types.split(",").includes(String(spot.now(`${first}.type`)))) return undefined;
    return set(own, path, value)({ ...spot.stage, places: [spot.sketch] })[0]?.becomes;
  });
const nacos = "nacos,nacos2,nacos3";

const breaking = (breaks: Guarantee, edits: Parameters<typeof harmful>[2]) => harmful(breaks, ["discovery"], edits);

export const discovery: readonly Harmful[] = [
  ...breaking("configure", {
    "names a bridge as nobody looks for it": set("McpBridge tenant,entry", "metadata.name", "mcp-bridge"),
    "has a registry of no known kind": swapped(own, `${first}.type`, "etcd"),
    "has a registry of no kind": swapped(own, `${first}.type`, undefined),
    "has a registry of nowhere": swapped(own, `${first}.domain`, undefined),
    "has a registry without a port": swapped(own, `${first}.port`, undefined),
    "has a registry without a name": swapped(own, `${first}.name`, undefined),
    "has a field that no registry has": set(own, `${first}.nacosNameSpace`, ({ now }: ObjectSpot) =>
      now(first) === undefined ? unfit : "x",
    ),
    "has a registry twice": extended(own, "spec.registries", ({ now }: ObjectSpot) => now(first) ?? unfit),
    "leads a route to no registry": annotated("Ingress tenant", "higress.io/destination", "100% shop.nowhere.nacos:80"),
    "leads a route to more than all": annotated("Ingress tenant", "higress.io/destination", ({ now }: ObjectSpot) => {
      const destination = now('metadata.annotations["higress.io/destination"]');
      return typeof destination === "string" ? `150% ${destination.replace(/^\d+% /, "")}` : unfit;
    }),
    "leads a route to another bridge": swapped(
      "Ingress tenant,entry",
      "spec.rules[0].http.paths[0].backend.resource.name",
      "other",
    ),
  }),
  ...breaking("reach", {
    ...to("asks names of", targets, dns),
    ...to("asks addresses of", addresses, fixed),
    "goes through a proxy that is the pod itself": set(own, "spec.proxies", proxy("127.0.0.1")),
    "goes through a proxy that is the metadata": set(own, "spec.proxies", proxy("169.254.169.254")),
    "goes through a proxy that is the API server": set(own, "spec.proxies", ({ facts }: ObjectSpot) =>
      proxy(`kubernetes.default.svc.${facts.dnsDomain}`),
    ),
    "moves the first registry to the metadata": swapped(own, `${first}.domain`, "169.254.169.254"),
    "moves it to the pod itself": swapped(own, `${first}.domain`, "localhost"),
  }),
  ...breaking("read", {
    "has the registry's key in the open": set(own, `${first}.nacosSecretKey`, ({ now }: ObjectSpot) =>
      now(first) === undefined ? unfit : "not-in-a-secret",
    ),
    "reads everybody's part of a registry": where(nacos, `${first}.nacosNamespaceId`, "public"),
    "reads no part of a registry, and so all": where(nacos, `${first}.nacosNamespaceId`, undefined),
    "reads the neighbour's part of a registry": where(
      nacos,
      `${first}.nacosNamespaceId`,
      ({ other }: ObjectSpot) => other.id,
    ),
  }),
  ...harmful("impersonate", ["entry", "namespace"], {
    "leads the entry to one tenant for another": set("McpBridge entry", `${first}.domain`, ({ now }: ObjectSpot) => {
      const domains = list(now("spec.registries")).map((one) => (one as { readonly domain: string }).domain);
      return domains[1] ?? unfit;
    }),
    "leads the entry to a host of the Internet": set("McpBridge entry", `${first}.domain`, "shop.example.org"),
    "leads the entry to another port": set("McpBridge entry", `${first}.port`, 15000),
    "has a registry at the entry for nobody": extended(
      "McpBridge entry",
      "spec.registries",
      dns("stray", "shop.example.org"),
    ),
  }),
];
