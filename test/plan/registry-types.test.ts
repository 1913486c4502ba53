import { expect } from "chai";
import type { Registry } from "../../plan/model/registry.ts";
import { faultsOf, spoil } from "./written.ts";

/** Settings as somebody might write them beside type and name, the path below the registry, and what is said. */
type Wrong = readonly [written: string, problem: string, remedy: string];

const place = "tenants[0].registries[0]";
const said = (type: string, written: string): readonly string[] =>
  faultsOf(
    spoil(
      '{ type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }',
      `{ type: ${type}, name: billing, ${written} }`,
    ),
  ).map((fault) => fault.replace(/^\S+ /, ""));

const bare = "Write one of the two, without scheme or port.";
const host = 'Write the bare name, without scheme, port or path: "api.example.com".';
const seconds = "Use at least 10 seconds: the controller takes no less.";
const noLogin: readonly [string, string] = [
  ".credentials: the controller logs in to Nacos 2 and 3 and to Consul, and to no other registry",
  "Remove it: the server has to answer without a login, so have its network keep others out.",
];
const called = (key: string, name: string): readonly [string, string] => [
  `.${key}: is how an McpBridge says "${name}"`,
  `Write "${name}".`,
];

/** Typed over the model: a new type needs what people will get wrong in it. */
const wrong: Readonly<Record<Registry["type"], readonly [Wrong, Wrong, Wrong, ...Wrong[]]>> = {
  nacos: [
    [
      "domain: 192.0.2.1, namespaceId: Shop prod",
      '.namespaceId: "Shop prod" is not the id of a Nacos namespace',
      "Write the id, not the name that the console shows; leave the key out for `public`.",
    ],
    [
      "domain: 192.0.2.1, groups: DEFAULT_GROUP",
      '.groups: "DEFAULT_GROUP" is text, where a list is wanted',
      'Write it as a list: ["DEFAULT_GROUP"].',
    ],
    ["domain: '192.0.2.1:8848'", '.domain: "192.0.2.1:8848" is neither a host name nor an IPv4 address', bare],
  ],
  nacos2: [
    ["domain: 192.0.2.1, nacosNamespaceId: shop", ...called("nacosNamespaceId", "namespaceId")],
    ["domain: 192.0.2.1, nacosGroups: [A]", ...called("nacosGroups", "groups")],
    [
      "domain: 192.0.2.1, nacosRefreshInterval: 30000000000",
      '.nacosRefreshInterval: is how an McpBridge says "refreshInterval"',
      'Write "refreshInterval", in seconds: the program makes nanoseconds of it.',
    ],
    [
      "domain: nacos.shop.example",
      '.domain: "nacos.shop.example" is outside the cluster of region "south", and a NetworkPolicy knows no names',
      'List the networks it answers from under cidrs, or write a Service as "<service>.<namespace>.svc.cluster.local".',
    ],
  ],
  nacos3: [
    ["port: 8848", ".domain: is missing", "Add it. Host name or IPv4 address of the registry."],
    ["domain: 192.0.2.1, refreshInterval: 5", ".refreshInterval: 5 is too short", seconds],
    [
      "domain: 192.0.2.1, vport: 80",
      ".vport: 80 is a number, where a map is wanted",
      'Write a map, such as "{ default: 1 }". Its settings: default, services.',
    ],
  ],
  zookeeper: [
    [
      "domain: '192.0.2.1:2181,192.0.2.2:2181'",
      '.domain: "192.0.2.1:2181,192.0.2.2:2181" is neither a host name nor an IPv4 address',
      bare,
    ],
    [
      "domain: 192.0.2.1, servicesPath: [services/shop]",
      '.servicesPath[0]: "services/shop" is not a path in ZooKeeper that can be part of a host',
      'Begin with "/", leave out the one at the end, and use letters, digits, ".", "_" and "-": "/services/shop".',
    ],
    ["domain: 192.0.2.1, zkServicesPath: [/shop]", ...called("zkServicesPath", "servicesPath")],
    ["domain: 192.0.2.1, credentials: { secret: zookeeper }", ...noLogin],
  ],
  consul: [
    [
      "domain: 192.0.2.1",
      ".datacenter: is missing",
      "Add it. Consul datacenter, part of every host that the registry produces.",
    ],
    [
      "domain: 192.0.2.1, datacenter: DC1",
      '.datacenter: "DC1" is not the name of a Consul datacenter',
      "Use lower-case letters, digits, hyphens and underscores.",
    ],
    ["domain: 192.0.2.1, datacenter: dc1, consulServiceTag: web", ...called("consulServiceTag", "serviceTag")],
    [
      "domain: 192.0.2.1, datacenter: dc1, token: 0e1c2f3a",
      ".token: there is no such setting",
      "Remove it: the fleet file holds no secrets, only the names of Kubernetes Secrets.",
    ],
  ],
  eureka: [
    [
      "domain: http://192.0.2.1:8761/eureka",
      '.domain: "http://192.0.2.1:8761/eureka" is neither a host name nor an IPv4 address',
      bare,
    ],
    [
      "domain: 192.0.2.1, vport: { services: [{ service: ORDERS, port: 80 }] }",
      ".vport.default: is missing",
      "Add it. Port of every service that has none of its own.",
    ],
    ["domain: 192.0.2.1, credentials: { secret: eureka }", ...noLogin],
  ],
  static: [
    [
      "endpoints: ['api.example.com:80'], port: 80",
      '.endpoints[0]: "api.example.com:80" is not an address with a port',
      'Write "10.0.0.1:8080" or "[fd00::1]:8080"; a host name wants type dns.',
    ],
    [
      "endpoints: '192.0.2.10:80', port: 80",
      '.endpoints: "192.0.2.10:80" is text, where a list is wanted',
      'Write it as a list: ["192.0.2.10:80"].',
    ],
    [
      "endpoints: ['192.0.2.10:80'], port: 80, sni: a.org",
      '.sni: a server name goes with TLS, and protocol "http" has none',
      'Use protocol "https" or "grpcs", or remove sni.',
    ],
  ],
  dns: [
    [
      "domains: ['https://api.example.com'], port: 443, cidrs: [192.0.2.0/24]",
      '.domains[0]: "https://api.example.com" is not a host name',
      host,
    ],
    [
      "domains: ['*.example.com'], port: 443, cidrs: [192.0.2.0/24]",
      '.domains[0]: "*.example.com" has a wildcard',
      'Write one exact host name: "api.example.com".',
    ],
    [
      "domains: [api.example.com], cidrs: [192.0.2.0/24]",
      ".port: is missing",
      "Add it. Port of the service that the registry produces.",
    ],
  ],
};

describe("What people get wrong in a registry", () => {
  for (const [type, all] of Object.entries(wrong))
    for (const [written, problem, remedy] of all)
      it(`is told with the way out: ${type}, ${written}`, () => {
        expect(said(type, written)).to.deep.equal([`${place}${problem}\n    ${remedy}`]);
      });
});
