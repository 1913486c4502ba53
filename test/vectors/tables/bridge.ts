import type { Manifest, Table } from "../vector.ts";

const metadata = { name: "default", namespace: "acme-gateway" };
/** The one of fleets/test.yaml, to which others are added. */
const nacos = {
  name: "nacos",
  type: "nacos2",
  domain: "nacos.acme-gateway.svc.cluster.local",
  port: 8848,
  nacosNamespaceId: "shop",
  nacosGroups: ["orders", "payments"],
  authSecretName: "nacos-credentials",
};
const bridge = (spec: object = { registries: [nacos] }, meta: object = {}): Manifest => ({
  apiVersion: "networking.higress.io/v1",
  kind: "McpBridge",
  metadata: { ...metadata, ...meta },
  spec,
});
const to = (domain: string, rest: object = {}): Manifest =>
  bridge({ registries: [{ name: "tried", type: "dns", domain, port: 80, protocol: "http", ...rest }] });
const at = (domain: string): Manifest => to(domain, { type: "static" });
const by = (serverAddress: string): Manifest =>
  bridge({
    registries: [nacos],
    proxies: [{ name: "out", type: "HTTP", serverAddress, serverPort: 3128, listenerPort: 15100 }],
  });

const controller = "system:serviceaccount:acme-gateway:higress-controller";

/** Where somebody else's name server decides. */
const resolved = "the name is public, and only its server knows where it leads";

export const table: Table = {
  statement: "bridge",
  rules: ["mcpbridge-effective", "mcpbridge-tenant-scoped", "mcpbridge-target-safe"],
  vectors: [
    { name: "the fleet's registry", verdict: "accept", object: bridge() },
    { name: "a server outside the cluster", verdict: "accept", object: to("forecast.acme.example") },
    {
      name: "a server outside the cluster in capitals with a dot at the end",
      verdict: "accept",
      object: to("Forecast.ACME.Example."),
    },
    { name: "several servers outside the cluster", verdict: "accept", object: to("a.acme.example,b.acme.example") },
    { name: "a Service of the tenant's by its short name", verdict: "accept", object: to("shop") },
    {
      name: "a Service of the tenant's by its long name",
      verdict: "accept",
      object: to("shop.acme-gateway.svc.cluster.local"),
    },
    { name: "a Service of a platform namespace", verdict: "accept", object: to("alerts.middleware.svc.cluster.local") },
    { name: "addresses outside the cluster", verdict: "accept", object: at("192.0.2.10:8080,[2001:db8::10]:8080") },
    {
      name: "a server that is named like a control plane elsewhere",
      verdict: "accept",
      object: to("higress-controller.acme.example"),
    },
    { name: "a server whose name holds localhost", verdict: "accept", object: to("localhost.acme.example") },
    { name: "a proxy outside the cluster", verdict: "accept", object: by("proxy.acme.example") },
    { name: "registries that are null", verdict: "accept", object: bridge({ registries: null, proxies: null }) },
    { name: "no specification", verdict: "accept", object: { ...bridge(), spec: undefined } },
    {
      name: "five hundred targets",
      verdict: "accept",
      object: bridge({
        registries: Array.from({ length: 500 }, (_, place) => ({
          name: `r${place}`,
          type: "dns",
          domain: `a${place}.acme.example`,
          port: 80,
        })),
      }),
    },
    { name: "no registries", verdict: "accept", object: bridge({ registries: [] }) },
    { name: "a registry by server-side apply", verdict: "accept", object: bridge(), by: "apply" },
    {
      name: "the port that the tenant's controller adds to a proxy",
      verdict: "accept",
      before: bridge({
        registries: [nacos],
        proxies: [{ name: "out", type: "HTTP", serverAddress: "proxy.acme.example", serverPort: 3128 }],
      }),
      object: by("proxy.acme.example"),
      as: controller,
    },
    {
      name: "another tenant's Service by the platform",
      verdict: "accept",
      object: to("shop.globex-gateway.svc.cluster.local"),
      as: "platform",
      unseenByRules: "they ask no less of the platform",
    },
    {
      name: "a public name of the machine itself",
      verdict: "refuse",
      object: to("127.0.0.1.nip.io"),
      unseenByRules: resolved,
      unseenByAdmission: resolved,
    },

    {
      name: "five hundred lawful targets and one that is not",
      verdict: "refuse",
      object: bridge({
        registries: Array.from({ length: 501 }, (_, place) => ({
          name: `r${place}`,
          type: "dns",
          domain: place < 500 ? `a${place}.acme.example` : "shop.globex-gateway.svc",
          port: 80,
        })),
      }),
    },
    { name: "a machine's name in wide letters", verdict: "refuse", object: to("ｌｏｃａｌｈｏｓｔ") },
    { name: "an address with ideographic dots", verdict: "refuse", object: at("127。0。0。1") },
    { name: "the API server with the sign for kelvin", verdict: "refuse", object: to("\u212aubernetes.default.svc") },
    { name: "a list with line breaks", verdict: "refuse", object: to("a.acme.example\n127.0.0.1") },
    { name: "a user's name before the machine itself", verdict: "refuse", object: to("shop@127.0.0.1") },
    { name: "another gateway's Service", verdict: "refuse", object: to("higress-gateway.higress-internal") },
    { name: "the machine itself behind 6to4", verdict: "refuse", object: at("[2002:7f00:1::]:80") },
    {
      name: "tools of a Nacos as routes and a plugin",
      verdict: "refuse",
      object: bridge({ registries: [{ ...nacos, type: "nacos3", enableMCPServer: true }] }),
    },
    {
      name: "a Nacos whose tools are left alone",
      verdict: "accept",
      object: bridge({ registries: [{ ...nacos, type: "nacos3", enableMCPServer: false }] }),
    },
    { name: "another name than default", verdict: "refuse", object: bridge(undefined, { name: "mcp-bridge" }) },
    {
      name: "a generated name",
      verdict: "refuse",
      object: bridge(undefined, { name: undefined, generateName: "default-" }),
    },
    { name: "a registry of no type", verdict: "refuse", object: to("a.acme.example", { type: undefined }) },
    { name: "a registry of an unknown type", verdict: "refuse", object: to("a.acme.example", { type: "Static" }) },
    {
      name: "a password in the open",
      verdict: "refuse",
      object: bridge({ registries: [{ ...nacos, nacosSecretKey: "hunter2hunter2" }] }),
    },
    {
      name: "an access key in the open beside a Secret",
      verdict: "refuse",
      object: bridge({ registries: [{ ...nacos, nacosAccessKey: "LTAIabcdefghijklmnop" }] }),
    },
    { name: "the gateway's own admin port", verdict: "refuse", object: at("127.0.0.1:15000") },
    { name: "the machine itself by name", verdict: "refuse", object: to("localhost") },
    {
      name: "the machine itself by name in capitals with a dot at the end",
      verdict: "refuse",
      object: to("LocalHost."),
    },
    { name: "the machine itself below localhost", verdict: "refuse", object: to("a.localhost") },
    { name: "the machine itself in IPv6", verdict: "refuse", object: at("[::1]:15000") },
    { name: "the machine itself in IPv6 in full", verdict: "refuse", object: at("[0:0:0:0:0:0:0:1]:15000") },
    { name: "the machine itself as IPv4 inside IPv6", verdict: "refuse", object: at("[::ffff:127.0.0.1]:15000") },
    {
      name: "the machine itself as IPv4 inside IPv6 in hexadecimal",
      verdict: "refuse",
      object: at("[::ffff:7f00:1]:15000"),
    },
    { name: "the machine itself behind a translator", verdict: "refuse", object: at("[64:ff9b::7f00:1]:15000") },
    { name: "the machine itself in three parts less", verdict: "refuse", object: at("127.1:15000") },
    { name: "the machine itself as one number", verdict: "refuse", object: at("2130706433:15000") },
    { name: "the machine itself in hexadecimal", verdict: "refuse", object: at("0x7f.0.0.1:15000") },
    { name: "no address at all, which many take for the machine", verdict: "refuse", object: at("0.0.0.0:15000") },
    { name: "the machine itself after a lawful address", verdict: "refuse", object: at("192.0.2.10:80, 127.0.0.1:80") },
    { name: "the cloud's metadata service", verdict: "refuse", object: at("169.254.169.254:80") },
    { name: "another cloud's metadata service", verdict: "refuse", object: at("100.100.100.200:80") },
    { name: "a cloud's metadata service in IPv6", verdict: "refuse", object: at("[fd00:ec2::254]:80") },
    { name: "a cloud's metadata service by name", verdict: "refuse", object: to("metadata.google.internal") },
    { name: "the link", verdict: "refuse", object: at("[fe80::1]:80") },
    { name: "an address of a Pod", verdict: "refuse", object: at("10.244.3.7:80") },
    { name: "an address of a Pod in IPv6", verdict: "refuse", object: at("[fd00:10:244::7]:80") },
    { name: "an address of a Service", verdict: "refuse", object: at("10.96.0.1:443") },
    { name: "the API server's address", verdict: "refuse", object: at("192.0.2.1:6443") },
    { name: "the API server", verdict: "refuse", object: to("kubernetes.default.svc") },
    { name: "the API server by its short name", verdict: "refuse", object: to("kubernetes.default") },
    {
      name: "the API server in capitals with a dot at the end",
      verdict: "refuse",
      object: to("Kubernetes.Default.SVC.Cluster.Local."),
    },
    { name: "another tenant's Service", verdict: "refuse", object: to("shop.globex-gateway.svc.cluster.local") },
    { name: "another tenant's Service by its short name", verdict: "refuse", object: to("shop.globex-gateway") },
    { name: "another tenant's Pod", verdict: "refuse", object: to("10-244-7-7.globex-gateway.pod.cluster.local") },
    {
      name: "one Pod of another tenant's headless Service",
      verdict: "refuse",
      object: to("shop-0.shop.globex-gateway.svc.cluster.local"),
    },
    { name: "another tenant's Service after one's own", verdict: "refuse", object: to("shop,shop.globex-gateway.svc") },
    { name: "the entry's gateway", verdict: "refuse", object: to("higress-gateway.higress-system.svc.cluster.local") },
    { name: "a Service of a namespace that is nobody's", verdict: "refuse", object: to("shop.billing.svc") },
    { name: "a name of the cluster that is no Service's", verdict: "refuse", object: to("shop.cluster.local") },
    { name: "one's own control plane", verdict: "refuse", object: to("higress-controller.acme-gateway.svc") },
    { name: "one's own console", verdict: "refuse", object: to("higress-console.acme-gateway.svc.cluster.local") },
    { name: "one's own console by its short name", verdict: "refuse", object: to("higress-console.acme-gateway") },
    { name: "one's own control plane by its short name", verdict: "refuse", object: to("higress-controller") },
    {
      name: "a registry's server on another tenant's",
      verdict: "refuse",
      object: bridge({ registries: [{ ...nacos, domain: "nacos.globex-gateway.svc" }] }),
    },
    {
      name: "a server that names the registry on the machine itself",
      verdict: "refuse",
      object: bridge({ registries: [{ ...nacos, nacosAddressServer: "127.0.0.1:8080" }] }),
    },
    { name: "a proxy on the machine itself", verdict: "refuse", object: by("127.0.0.1") },
    { name: "a proxy in another tenant's namespace", verdict: "refuse", object: by("proxy.globex-gateway.svc") },
    {
      name: "a URL in place of a name",
      verdict: "refuse",
      object: to("http://forecast.acme.example/v1"),
    },
    { name: "an address with a zone", verdict: "refuse", object: at("[fe80::1%25eth0]:80") },
    {
      name: "another tenant's Service by the tenant's controller",
      verdict: "refuse",
      object: to("shop.globex-gateway.svc"),
      as: controller,
    },
    {
      name: "a registry that moves to another tenant's Service",
      verdict: "refuse",
      before: bridge(),
      object: to("shop.globex-gateway.svc"),
    },
    {
      name: "a registry that moves there by server-side apply",
      verdict: "refuse",
      before: bridge(),
      object: to("shop.globex-gateway.svc"),
      by: "apply",
    },

    { name: "Azure's wire server, which has a public address", verdict: "refuse", object: at("168.63.129.16:80") },
    { name: "a third cloud's metadata service", verdict: "refuse", object: at("192.0.0.192:80") },
    { name: "identities of Pods in IPv6", verdict: "refuse", object: at("[fd00:ec2::23]:80") },
    { name: "Amazon's metadata service by name", verdict: "refuse", object: to("instance-data.ec2.internal") },
    { name: "the machine itself in octal", verdict: "refuse", object: at("0177.0.0.1:15000") },
    { name: "the machine itself in IPv6 that holds IPv4", verdict: "refuse", object: at("[::127.0.0.1]:15000") },
    { name: "everybody on the network", verdict: "refuse", object: at("224.0.0.1:80,255.255.255.255:80") },
    { name: "a server that is named like a kind of Kubernetes", verdict: "accept", object: to("svc.acme.example") },
  ],
};
