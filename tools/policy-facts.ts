/** What the facts of the policy pack mean, for people who write them without a fleet file. */

/** By path in the facts; `[]` is any element of a list. */
export const meanings: Readonly<Record<string, string>> = {
  environment: "Name of the environment, `prod`.",
  profile:
    "What the environment is for: its row in the floors of `env-gateway-floor` counts where the environment's own name has none.",
  region: "Name of the region that this stack runs.",
  domain: "Domain under which tenants get hosts of their own.",
  dnsDomain: "The cluster's DNS domain, `cluster.local`.",
  clusterCidrs: "Pod and service networks and the API server: no allowance may reach into them by address.",
  apiServerCidrs: "Addresses of the API server among them, which controllers call.",
  platformNamespaces:
    "Namespaces of the platform beside the gateways, `monitoring`: a NetworkPolicy may name them, objects may be there.",
  monitoring: "Whose pods may read the metrics of gateways (15020) and controllers (15014), and must be able to.",
  "monitoring.namespace": "One of the platform's namespaces.",
  "monitoring.pods": "Labels that its pods must have for it; without any, every pod there.",
  capacity:
    "What the region's cluster has for all quotas together, as Kubernetes quantities; without it `fleet-capacity` judges nothing.",
  "capacity.cpu": "CPU, `256`.",
  "capacity.memory": "Memory, `1Ti`.",
  "capacity.pods": "Number of pods; without it they are not counted.",
  protect:
    "Whether the environment is protected: each rule then has its strict level, and namespaces must be protected from deletion.",
  retiring: "Ids of gateways and tenants that are on their way out, and so need not be protected any more.",
  certManager:
    "User name of cert-manager's account, which may write TLS Secrets beside the entry; without it nobody's may.",
  ...chart("chart", "The chart that every Higress release takes."),
  hub: "Registry that holds the images; without it those of the chart.",
  pluginRegistries: "Registries that plugins may come from besides; without it there are none.",
  platform: "Who runs `pulumi up`: exempt from what binds tenants.",
  "platform.groups": "Groups, as the API server sees them.",
  "platform.users": "Users likewise.",
  entry: "The Higress that all clients reach first. Without one, name a namespace that you keep empty and shut.",
  "entry.id": "Its id, `entry`.",
  "entry.namespace": "Its namespace.",
  "entry.ingressClass": "Its ingress class.",
  "entry.servers": "Servers that run beside its gateway, as its owner asked; without it none.",
  gateways: "Gateways of the platform beside the entry, which belong to no tenant.",
  "gateways[].id": "Id; unique among gateways and tenants.",
  "gateways[].namespace": "Its namespace.",
  "gateways[].ingressClass": "Its ingress class; `nginx` for the one that takes over from ingress-nginx.",
  "gateways[].backendNamespaces": "Namespaces outside the fleet that its pods may call.",
  "gateways[].servers": "Servers that run beside its gateway, as its owner asked; without it none.",
  "gateways[].watch": "Whether its controller reads its own namespace or all of them.",
  "gateways[].exposure": "Whether clients outside the cluster reach it, and how.",
  "gateways[].ports": "Ports of its pods that clients are let in by.",
  ...chart("gateways[].chart", "The chart that it takes in place of that one."),
  ...console("gateways[].console"),
  "gateways[].listeners": "Hosts that it answers for; without them whatever its users give it.",
  "gateways[].listeners[].hosts": "Hosts, exact or with `*.` in front; none is a tenant's.",
  "gateways[].listeners[].namespace": "Namespace whose routes may attach, beside its own; without it none.",
  "gateways[].gatewayClass": "GatewayClass whose Gateways and routes it serves; without it none.",
  tenants: "Who has a Higress of its own, in a namespace of its own.",
  "tenants[].id": "Id, a DNS label; value of the label `higress-fleet.io/tenant`.",
  "tenants[].namespace": "Its namespace, `<id>-gateway`.",
  "tenants[].ingressClass": "Its ingress class; no two installations share one.",
  "tenants[].servers": "Servers that run beside its gateway, as its owner asked; without it none.",
  ...chart("tenants[].chart", "The chart that it takes in place of everybody's."),
  ...console("tenants[].console"),
  "tenants[].hosts": "Hosts that it owns; `*.` at the beginning stands for one label or more.",
  "tenants[].withheld":
    "Those of them that nobody may be served yet, since they are not proven; without it there are none.",
  "tenants[].certificates": "TLS Secrets of the entry's namespace that are this tenant's.",
  "tenants[].certificates[].secret": "Name of the Secret.",
  "tenants[].certificates[].names": "Names on the certificate.",
  "tenants[].certificates[].clientAuthority":
    "Secret with the authority that signs the certificates of its hosts' clients. Left out: clients show none.",
  "tenants[].certificates[].fillsAuthority": "Whether the stack fills that Secret: it must be registered then.",
  "tenants[].certificates[].fromFile": "Whether the stack fills the Secret from files, and can do so again.",
  "tenants[].certificates[].issuer":
    "Issuer of cert-manager that signs it: the entry then has a Certificate of the Secret's name. Without it the Secret comes otherwise.",
  "tenants[].certificates[].issuer.name": "Name of the issuer.",
  "tenants[].certificates[].issuer.kind": "Whether it is the cluster's, or one in the entry's namespace.",
  "tenants[].registries": "Registries of services that its McpBridge may ask.",
  "tenants[].registries[].name": "Name in the McpBridge.",
  "tenants[].registries[].type": "`nacos2`, `consul`, `dns`, `static` and so on, as Higress has it.",
  "tenants[].registries[].server": "Name or address of the registry.",
  "tenants[].registries[].namespace": "The namespace inside Nacos or Consul.",
  "tenants[].registries[].cidrs":
    "Networks that answer for the registry's names, since a NetworkPolicy knows no names.",
  "tenants[].network": "What is open to its gateway pods beyond what every tenant has.",
  "tenants[].suspended":
    "Whether its release has no pods for now, no autoscaler and no disruption budget; without it its pods run.",
  "tenants[].maintenance":
    "Address of the page that the entry sends its clients to for now; without it its gateway answers.",
  "tenants[].answered":
    "SHA-256, in hexadecimal, of the JSON without spaces of the routes by which the page server answers its clients for now; without it it does not.",
  "tenants[].groups": "Groups of the identity provider that have access to its namespace.",
  "tenants[].door": "What its routes at the entry hold clients to, beyond what holds for every tenant's.",
  "tenants[].door.minTls": "Oldest version of TLS.",
  "tenants[].door.plainHttp": "Whether its hosts may answer over plain HTTP too.",
  "tenants[].door.sourceCidrs": "Networks of the only clients that may come; empty: everybody.",
  "tenants[].door.rateLimit": "The most requests to each host through each pod of the entry; without it any number.",
  "tenants[].door.rateLimit.requests": "Number within the period.",
  "tenants[].door.rateLimit.per": "The period.",
  "tenants[].door.rateLimit.burst": "How many times as many may come at once.",
  "tenants[].door.identityHeaders":
    "Headers, in lower case, that say who a client is: the entry takes them out of requests. Without it there are none.",
  "tenants[].door.addressHeader":
    "Header, in lower case, in which the entry says a client's address, over whatever stands there; without it in none.",
  waivers: "Exceptions from rules, granted by the platform.",
  "waivers[].rule": "Id of the rule.",
  "waivers[].scope": "Whose findings: exactly one of `tenant`, `namespace`, `urn`.",
  "waivers[].scope.tenant": "Id of a tenant.",
  "waivers[].scope.namespace": "Name of a namespace.",
  "waivers[].scope.urn": "URN of one resource.",
  "waivers[].reason": "Why the rule cannot hold there.",
  "waivers[].owner": "Who answers for it: a mail address or a chat channel.",
  "waivers[].expires": "Last day in UTC, `2026-12-31`; at most 90 days ahead.",
  ...allowances("ingress", "Who may call them."),
  ...allowances("egress", "Whom they may call."),
};

function console(path: string): Readonly<Record<string, string>> {
  return {
    [path]: "Its console, and who may reach it; without it none.",
    [`${path}.sourceCidrs`]: "Blocks of addresses outside the cluster.",
    [`${path}.namespaces`]: "Namespaces of the platform.",
  };
}

function chart(path: string, meaning: string): Readonly<Record<string, string>> {
  return {
    [path]: meaning,
    [`${path}.name`]: "Name, OCI reference or path, as the release has it.",
    [`${path}.repository`]: "URL of the chart's repository; none for OCI references and paths.",
    [`${path}.version`]: "Exact version; none for a path.",
  };
}

function allowances(direction: string, meaning: string): Readonly<Record<string, string>> {
  const path = `tenants[].network.${direction}`;
  return {
    [path]: meaning,
    [`${path}[].peer`]:
      "A block of addresses outside the cluster (`cidr`) or one of the platform's namespaces (`namespace`).",
    [`${path}[].peer.cidr`]: "The block, `203.0.113.0/24`.",
    [`${path}[].peer.namespace`]: "The namespace's name.",
    [`${path}[].protocol`]: "Protocol.",
    [`${path}[].ports`]: "Ports; no ranges.",
  };
}
