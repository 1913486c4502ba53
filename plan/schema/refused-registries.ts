/** Settings of registries that people look for: fields that nobody reads, and what other documents promise of them. */
import type { Refusal } from "./refused.ts";

const noHealth: Refusal = {
  message:
    "nothing checks the health of what a registry lists or turns to another registry: the controller drops such fields without a word",
  remedy:
    "Remove it. Weigh regional services under backend.destinations, and let fallback answer when one fails (docs/discovery.md).",
};

const noPlace: Refusal = {
  message:
    "the controller knows no places: an instance's region is passed over, and all instances of one service are asked alike",
  remedy:
    "Remove it. Give each region a namespace, a group or a service name of its own, and weigh them under backend.destinations.",
};

const noMcp: Refusal = {
  message:
    "tools that a Nacos lists would become routes on any host and a plugin of no version that lets requests pass where it fails, " +
    "with the credentials of Nacos in its configuration",
  remedy: "Remove it. Declare the backends as services of the registry, and plugins under `plugins`.",
};

const nobodyReads: Refusal = {
  message: "the controller has the field and reads it nowhere",
  remedy: "Remove it.",
};

const inTheOpen: Refusal = {
  message: "the fleet file holds no credentials",
  remedy: "Put them into a Secret and name it: credentials: { secret: nacos-login }.",
};

const noProxy: Refusal = {
  message:
    "nothing sends a gateway through a proxy: Higress's listeners for it take TLS to port 443 alone, whatever the registry's port",
  remedy:
    "Remove it, and open the way with network.egress or the registry's cidrs; a proxy that takes requests as a server does is a dns or static registry.",
};

const noLogin: Refusal = {
  message: "the controller logs in to Nacos 2 and 3 and to Consul, and to no other registry",
  remedy: "Remove it: the server has to answer without a login, so have its network keep others out.",
};

/** What an McpBridge calls a setting that has another name here. */
const called = (name: string, more = ""): Refusal => ({
  message: `is how an McpBridge says "${name}"`,
  remedy: `Write "${name}"${more}.`,
});
const inSeconds = ", in seconds: the program makes nanoseconds of it";

const ofRegistries: Readonly<Record<string, Refusal>> = {
  nacosNamespaceId: called("namespaceId"),
  nacosGroups: called("groups"),
  nacosRefreshInterval: called("refreshInterval", inSeconds),
  consulDatacenter: called("datacenter"),
  consulServiceTag: called("serviceTag"),
  consulRefreshInterval: called("refreshInterval", inSeconds),
  zkServicesPath: called("servicesPath"),
  credentials: noLogin,
  healthCheck: noHealth,
  failover: noHealth,
  weight: noHealth,
  region: noPlace,
  zone: noPlace,
  enableMCPServer: noMcp,
  mcpServerBaseUrl: noMcp,
  mcpServerExportDomains: noMcp,
  allowMcpServers: nobodyReads,
  enableScopeMcpServers: nobodyReads,
  metadata: nobodyReads,
  consulNamespace: {
    message: "the controller does not pass a namespace on to Consul (registry/reconcile of chart 2.2.4)",
    remedy: "Remove it. Tell services apart by serviceTag, or give the token a policy that shows it no others.",
  },
  nacosAddressServer: {
    message:
      "it would say at run time where Nacos is, and NetworkPolicies let the controller only to what is known before",
    remedy: "Remove it, and name the server: domain and port.",
  },
  nacosAccessKey: inTheOpen,
  nacosSecretKey: inTheOpen,
  authSecretName: { message: "a registry's login is under `credentials`", remedy: "Write credentials: { secret: … }." },
  proxy: noProxy,
  proxyName: noProxy,
  address: {
    message: "is no setting of any type",
    remedy: "A server has a domain and a port, a static registry endpoints.",
  },
};

export const registryRefusals: Readonly<Record<string, Refusal>> = {
  "tenants[].proxies": noProxy,
  proxies: noProxy,
  ...Object.fromEntries(
    Object.entries(ofRegistries).flatMap(([key, why]) => [
      [`tenants[].registries[].${key}`, why],
      // In a tenant's own file.
      [`registries[].${key}`, why],
    ]),
  ),
};

const cloud = 'Write type "nacos2" and the address of the Nacos that it offers.';

/** Types that other documents name, with what is meant by them. */
export const otherTypes: Readonly<Record<string, string>> = {
  edas: cloud,
  sae: cloud,
  mse: cloud,
  fixed: 'Write type "static", with endpoints: ["10.0.0.1:8080"].',
  zk: 'Write type "zookeeper".',
};
