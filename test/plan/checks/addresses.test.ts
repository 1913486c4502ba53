import { expect } from "chai";
import type { Registry } from "../../../plan/model/registry.ts";
import { changeRegion, changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const having = (...registries: readonly Registry[]) => changeTenant(validFleet(), "globex", { registries });
const at = (domain: string, cidrs: readonly string[] = []): Registry => ({
  type: "eureka",
  name: "r",
  domain,
  port: 8761,
  cidrs,
});
const fixed = (...endpoints: readonly string[]): Registry => ({
  type: "static",
  name: "r",
  endpoints,
  port: 80,
  protocol: "http",
});
const dns = (domains: readonly string[], cidrs: readonly string[] = []): Registry => ({
  type: "dns",
  name: "r",
  domains,
  port: 80,
  protocol: "http",
  cidrs,
});

const full = 'Write "<service>.<namespace>.svc.cluster.local".';
const inFull = 'Write the full name of what is meant; of a Service: "<service>.<namespace>.svc.cluster.local".';
const open = 'Use a Service of "globex-gateway", "middleware", "monitoring".';
const bare = "Write one bare DNS name in lower case, without port; the port has a key of its own.";
const elsewhere = "Name a platform namespace, or a Service of one, instead of an address in the cluster.";
const others = 'of region "south", where other tenants are reached';
const remove = "Remove it, or name the addresses you mean.";
const translated = (mechanism: string) =>
  `stands for IPv4 addresses (${mechanism}), which behind a translator may be pods, Services or the API server`;
const itself = "Write the IPv4 address itself.";
const outside =
  'List the networks it answers from under cidrs, or write a Service as "<service>.<namespace>.svc.cluster.local".';

describe("the server of a registry", () => {
  for (const [domain, message, remedy] of [
    ["127.0.0.1", "leads to the machine itself (loopback)", remove],
    ["0.0.0.0", "leads to the machine itself (loopback)", remove],
    ["169.254.169.254", "leads to a cloud's metadata service, which hands out the node's credentials", remove],
    ["100.100.100.200", "leads to a cloud's metadata service, which hands out the node's credentials", remove],
    ["168.63.129.16", "leads to a cloud's metadata service, which hands out the node's credentials", remove],
    ["192.0.0.192", "leads to a cloud's metadata service, which hands out the node's credentials", remove],
    ["fd20:ce::254", "leads to a cloud's metadata service, which hands out the node's credentials", remove],
    ["64:ff9b::10.244.0.9", translated("NAT64"), itself],
    ["169.254.1.1", "leads to link-local addresses, where clouds have their metadata service", remove],
    ["224.0.0.1", "leads to multicast or reserved addresses", remove],
    ["10.244.0.9", `lies in the pod network "10.244.0.0/16" ${others}`, elsewhere],
    ["10.96.0.1", `lies in the Service network "10.96.0.0/16" ${others}`, elsewhere],
    [
      "172.18.0.2",
      'lies in the API server\'s network "172.18.0.2/32" of region "south", which is no tenant\'s to call',
      elsewhere,
    ],
    ["localhost", "is the machine itself (loopback)", "Name the server."],
    ["nacos.localhost", "is the machine itself (loopback)", "Name the server."],
    [
      "nacos",
      "has one label, which means something else in each namespace",
      'Write the full name; of a Service: "nacos.<namespace>.svc.cluster.local".',
    ],
    ["NACOS.example.net", "is no legal name of a server", bare],
    ["nacos.example.net:8848", "is no legal name of a server", bare],
    ["http://nacos.example.net", "is no legal name of a server", bare],
    ["*.example.net", "is no legal name of a server", bare],
    ["10.70.0.300", "is no legal name of a server", bare],
    ["", "is no legal name of a server", bare],
    ["nacos.example.net", 'is outside the cluster of region "south", and a NetworkPolicy knows no names', outside],
    ["nacos.middleware", 'is outside the cluster of region "south", and a NetworkPolicy knows no names', outside],
    [
      "nacos.middleware.svc.other.local",
      'is outside the cluster of region "south", and a NetworkPolicy knows no names',
      outside,
    ],
    [
      "kubernetes.default",
      'is looked up as a Service of namespace "default" first, which belongs to Kubernetes',
      inFull,
    ],
    [
      "web.acme-gateway",
      'is looked up as a Service of namespace "acme-gateway" first, which belongs to tenant "acme"',
      inFull,
    ],
    [
      "p.web.higress-internal",
      'is looked up as a Service of namespace "higress-internal" first, which belongs to gateway "internal"',
      inFull,
    ],
    [
      "kubernetes.default.svc",
      'is in namespace "default", which belongs to Kubernetes, and is no platform namespace of region "south"',
      open,
    ],
    [
      "kubernetes.default.svc.cluster.local",
      'is in namespace "default", which belongs to Kubernetes, and is no platform namespace of region "south"',
      open,
    ],
    [
      "web.acme-gateway.svc.cluster.local",
      'is in namespace "acme-gateway", which belongs to tenant "acme", and is no platform namespace of region "south"',
      open,
    ],
    [
      "p.web.acme-gateway.svc",
      'is in namespace "acme-gateway", which belongs to tenant "acme", and is no platform namespace of region "south"',
      open,
    ],
    [
      "web.higress-system.svc.cluster.local",
      'is in namespace "higress-system", which belongs to the entry, and is no platform namespace of region "south"',
      open,
    ],
    ["web.shop.svc.cluster.local", 'is in namespace "shop", which is no platform namespace of region "south"', open],
    [
      "higress-controller.globex-gateway.svc.cluster.local",
      "is the tenant's own Higress, which would call or expose itself",
      "Name the service that is meant.",
    ],
    [
      "higress-gateway.globex-gateway.svc",
      "is the tenant's own Higress, which would call or expose itself",
      "Name the service that is meant.",
    ],
    [
      "higress-console.globex-gateway.svc.cluster.local",
      "is the tenant's own Higress, which would call or expose itself",
      "Name the service that is meant.",
    ],
    ["10-244-0-9.acme-gateway.pod.cluster.local", "is a name of the cluster, but not of a Service", full],
    ["a.b.web.middleware.svc.cluster.local", "is a name of the cluster, but not of a Service", full],
    ["middleware.svc.cluster.local", "is a name of the cluster, but not of a Service", full],
    ["svc.cluster.local", "is a name of the cluster, but not of a Service", full],
    ["cluster.local", "is a name of the cluster, but not of a Service", full],
  ] as const) {
    it(`may not be ${JSON.stringify(domain)}`, () => {
      expect(told(having(at(domain)))).to.deep.equal([
        `tenants[1].registries[0].domain: "${domain}" ${message} | ${remedy}`,
      ]);
    });
  }

  for (const domain of [
    "10.70.0.1",
    "192.0.2.1",
    "nacos.middleware.svc.cluster.local",
    "nacos.middleware.svc",
    "nacos-0.nacos.middleware.svc.cluster.local",
    "nacos.globex-gateway.svc.cluster.local",
  ]) {
    it(`may be ${domain}`, () => expect(told(having(at(domain)))).to.deep.equal([]));
  }

  it("may have a name outside the cluster when its networks are given", () => {
    for (const domain of ["nacos.example.net", "nacos.middleware", "higress-gateway.globex.example.net"]) {
      expect(told(having(at(domain, ["198.51.100.0/24"]))), domain).to.deep.equal([]);
    }
  });

  it("is no way past the names of the cluster when its networks are given", () => {
    for (const domain of [
      "web.acme-gateway.svc.cluster.local",
      "kubernetes.default",
      "localhost",
      "127.0.0.1",
      "nacos",
    ]) {
      expect(told(having(at(domain, ["198.51.100.0/24"]))), domain).to.have.length(1);
    }
  });

  it("is judged in each region of the tenant, and told once where the reason is the same", () => {
    const fleet = changeRegion(
      changeTenant(having(at("nacos.middleware.svc.cluster.local")), "globex", { regions: ["south", "north"] }),
      "north",
      {
        dnsDomain: "north.local",
      },
    );
    const globex = told(fleet).filter((line) => line.startsWith("tenants[1]"));
    expect(globex).to.deep.equal([
      'tenants[1].registries[0].domain: "nacos.middleware.svc.cluster.local" is outside the cluster of region "north", and a NetworkPolicy knows no names | List the networks it answers from under cidrs, or write a Service as "<service>.<namespace>.svc.north.local".',
    ]);
    const everywhere = changeTenant(having(at("127.0.0.1")), "globex", { regions: ["south", "north"] });
    expect(told(everywhere)).to.have.length(1);
  });
});

describe("the networks of a registry", () => {
  it("are outside the cluster", () => {
    expect(
      told(having(at("nacos.example.net", ["198.51.100.1/24", "10.244.0.0/24", "127.0.0.0/8", "0.0.0.0/0"]))),
    ).to.deep.equal([
      'tenants[1].registries[0].cidrs[0]: "198.51.100.1/24" has bits set beyond its prefix length | Did you mean "198.51.100.0/24"?',
      `tenants[1].registries[0].cidrs[1]: "10.244.0.0/24" lies in the pod network "10.244.0.0/16" ${others} | ${elsewhere}`,
      `tenants[1].registries[0].cidrs[2]: "127.0.0.0/8" leads to the machine itself (loopback) | ${remove}`,
    ]);
  });

  it("are no metadata service, and no IPv4 addresses in an IPv6 spelling", () => {
    const cidrs = ["168.63.129.16/32", "192.0.0.0/24", "2002:af4:9::/48", "2001:db8:20::/48", "64:ff9b:1::/96"];
    expect(told(having(at("nacos.example.net", cidrs)))).to.deep.equal([
      `tenants[1].registries[0].cidrs[0]: "168.63.129.16/32" leads to a cloud's metadata service, which hands out the node's credentials | ${remove}`,
      `tenants[1].registries[0].cidrs[2]: "2002:af4:9::/48" ${translated("6to4")} | ${itself}`,
      `tenants[1].registries[0].cidrs[4]: "64:ff9b:1::/96" ${translated("NAT64")} | ${itself}`,
    ]);
  });
});

describe("static endpoints", () => {
  for (const endpoint of [
    "10.70.0.1",
    "10.70.0.1:",
    "10.70.0.1:0",
    "10.70.0.1:080",
    "10.70.0.1:65536",
    "10.70.0.1:http",
    "fd00:1::1:80",
    "[fd00:1::1]",
    "[10.70.0.1]:80",
    "api.example.net:80",
    "10.70.0.1:80,10.70.0.2:80",
    "",
  ]) {
    it(`may not be ${JSON.stringify(endpoint)}`, () => {
      expect(told(having(fixed(endpoint)))).to.deep.equal([
        `tenants[1].registries[0].endpoints[0]: ${JSON.stringify(endpoint)} is no address with port | Write "10.0.0.1:8080" or "[fd00::1]:8080"; for a host name use type dns.`,
      ]);
    });
  }

  it("may not be in the cluster or nowhere", () => {
    expect(
      told(having(fixed("10.70.0.1:80", "10.244.0.1:80", "127.0.0.1:15000", "[::1]:15000", "169.254.169.254:80"))),
    ).to.deep.equal([
      `tenants[1].registries[0].endpoints[1]: "10.244.0.1:80" lies in the pod network "10.244.0.0/16" ${others} | ${elsewhere}`,
      `tenants[1].registries[0].endpoints[2]: "127.0.0.1:15000" leads to the machine itself (loopback) | ${remove}`,
      `tenants[1].registries[0].endpoints[3]: "[::1]:15000" leads to the machine itself (loopback) | ${remove}`,
      `tenants[1].registries[0].endpoints[4]: "169.254.169.254:80" leads to a cloud's metadata service, which hands out the node's credentials | ${remove}`,
    ]);
  });

  it("may be no metadata service, and no IPv4 address in an IPv6 spelling", () => {
    const endpoints = ["168.63.129.16:80", "[::ffff:10.244.0.9]:80", "[::af4:9]:80", "[64:ff9b::af4:9]:80"];
    expect(told(having(fixed(...endpoints, "[2001:0:4136:e378::1]:80", "168.63.129.17:80")))).to.deep.equal([
      `tenants[1].registries[0].endpoints[0]: "168.63.129.16:80" leads to a cloud's metadata service, which hands out the node's credentials | ${remove}`,
      'tenants[1].registries[0].endpoints[1]: "[::ffff:10.244.0.9]:80" is no address with port | Write "10.0.0.1:8080" or "[fd00::1]:8080"; for a host name use type dns.',
      `tenants[1].registries[0].endpoints[2]: "[::af4:9]:80" ${translated("IPv4-compatible")} | ${itself}`,
      `tenants[1].registries[0].endpoints[3]: "[64:ff9b::af4:9]:80" ${translated("NAT64")} | ${itself}`,
      `tenants[1].registries[0].endpoints[4]: "[2001:0:4136:e378::1]:80" ${translated("Teredo")} | ${itself}`,
    ]);
  });

  it("may be addresses of both families", () => {
    expect(told(having(fixed("10.70.0.1:1", "[fd12:3456::10]:65535")))).to.deep.equal([]);
  });
});

describe("names of a dns registry", () => {
  it("are judged one by one", () => {
    expect(
      told(having(dns(["api.example.net", "web.middleware.svc.cluster.local", "web.acme-gateway.svc.cluster.local"]))),
    ).to.deep.equal([
      `tenants[1].registries[0].domains[0]: "api.example.net" is outside the cluster of region "south", and a NetworkPolicy knows no names | ${outside}`,
      `tenants[1].registries[0].domains[2]: "web.acme-gateway.svc.cluster.local" is in namespace "acme-gateway", which belongs to tenant "acme", and is no platform namespace of region "south" | ${open}`,
    ]);
  });

  it("are no addresses", () => {
    expect(told(having(dns(["10.70.0.1"])))).to.deep.equal([
      `tenants[1].registries[0].domains[0]: "10.70.0.1" is no legal name of a server | ${bare}`,
    ]);
  });
});

describe("a registry without anything to call", () => {
  for (const [registry, key] of [
    [fixed(), "endpoints"],
    [dns([]), "domains"],
    [{ type: "nacos2", name: "r", domain: "10.70.0.1", port: 8848, cidrs: [], namespaceId: "", groups: [] }, "groups"],
  ] as const) {
    it(`is refused: no ${key}`, () => {
      expect(told(having(registry))).to.deep.equal([
        `tenants[1].registries[0].${key}: registry "r" names no ${key} | Name at least one.`,
      ]);
    });
  }
});
