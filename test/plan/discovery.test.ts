import { expect } from "chai";
import fc from "fast-check";
import { nameRoutes } from "../../plan/discovery.ts";
import { nameOf } from "../../plan/known-name.ts";
import { hostOf } from "../../plan/known-host.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { producedHosts } from "../../plan/produced.ts";
import type { RegistryTarget } from "../../plan/schema/target.ts";
import { produces } from "../../policy/model/registries.ts";
import { faultsOf, fleetOf, spoil, written } from "./written.ts";

const registries = `      - { type: nacos2, name: nacos, domain: 192.0.2.1, namespaceId: acme_prod, groups: [DEFAULT_GROUP, ORDERS_B] }
      - { type: nacos, name: old, domain: 192.0.2.1, groups: [ONLY_ONE] }
      - { type: nacos3, name: two, domain: 192.0.2.1, namespaceId: two, groups: [A, B] }
      - { type: consul, name: consul, domain: 192.0.2.1, datacenter: dc_1 }
      - { type: eureka, name: eureka, domain: 192.0.2.1 }
      - { type: zookeeper, name: zk, domain: 192.0.2.1, servicesPath: [/shop/live] }
      - { type: dns, name: partner, domains: [a.monitoring.svc.cluster.local], port: 443 }
`;
const billing = '      - { type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }\n';
const base = spoil(billing, `${billing}${registries}`, written);
const backend = (text: string): string => spoil("{ service: api, port: 8080 }", text, base);

/** What acme's route leads to. */
const led = (text: string) => fleetOf(backend(text)).tenants[0]?.routes[0]?.backend;

const told = (text: string) =>
  faultsOf(backend(text)).map((fault) => fault.replace(/^\S+ tenants\[0\]\.routes\[0\]\./, ""));

describe("What people call a service of a registry", () => {
  const hosts: Readonly<Record<string, string>> = {
    "service: orders@nacos": "orders.DEFAULT-GROUP.acme-prod.nacos",
    "service: order_service@nacos, group: ORDERS_B": "order_service.ORDERS-B.acme-prod.nacos",
    "service: orders@old": "orders.ONLY-ONE.public.nacos",
    "service: orders@two, group: B": "orders.B.two.nacos",
    // Of Dubbo, as it registers with Nacos.
    'service: "providers:com.shop.Orders:1.0.0:@nacos"':
      "providers:com.shop.Orders:1.0.0:.DEFAULT-GROUP.acme-prod.nacos",
    "service: order_service@consul": "order-service.dc-1.consul",
    "service: ORDERS@eureka": "ORDERS.eureka",
    "service: orders@zk": "orders.services.zookeeper",
    "service: orders@zk, servicesPath: /shop/live": "orders.shop-live.zookeeper",
    "service: com.shop.Orders@zk, version: 0.0.0": "providers:com.shop.Orders:0.0.0:.zookeeper",
    "service: com.shop.Orders@zk, version: 1.2.0, group: shop": "providers:com.shop.Orders:1.2.0:shop.zookeeper",
    "registry: billing": "billing.static",
    "registry: partner": "partner.dns",
  };
  for (const [name, host] of Object.entries(hosts)) {
    it(`becomes a host: ${name}`, () => {
      if (!host.includes(":")) expect(led(`{ ${name} }`)).to.deep.equal({ destinations: [{ host, weight: 100 }] });
      const port = name.startsWith("registry") ? 443 : 81;
      expect(led(`{ destinations: [{ ${name}, port: ${port} }] }`)).to.deep.equal({
        destinations: [{ host, port, weight: 100 }],
      });
    });
  }

  const impossible: Readonly<Record<string, string>> = {
    "service: com.shop.Orders@zk":
      'backend.service: "com.shop.Orders" is the name of a Java interface, which Dubbo registers with a version',
    '"service": "providers:com.shop.Orders:1.0.0:@zk", port: 20880':
      'backend.service: "providers:com.shop.Orders:1.0.0:" is no service in ZooKeeper: colons stand in hosts, which are made of names',
    "service: orders@zk, servicesPath: /dubbo": 'backend.servicesPath: "/dubbo" is where Dubbo has its services',
  };
  for (const [name, said] of Object.entries(impossible)) {
    it(`is none that ZooKeeper cannot have: ${name}`, () => {
      expect(told(`{ ${name} }`)[0]).to.include(said);
    });
  }

  it("is told of where it stands in the file, and not where the fleet has it", () => {
    expect(told("{ registry: billing, port: 81 }")).to.deep.equal([
      "backend.port: port 81 is not the one that the registry's port gives the service, which is 443\n    Remove it, write 443, or change port.",
    ]);
    expect(told("{ destinations: [{ registry: billing, port: 81 }] }")[0]).to.match(
      /^backend\.destinations\[0\]\.port: /,
    );
    const twice = "{ destinations: [{ service: a@eureka, weight: 50 }, { service: a@eureka, weight: 50 }] }";
    expect(told(twice)[0]).to.match(/^backend\.destinations\[1\]\.service: "a\.eureka" is a destination twice/);
    const alone = "{ destinations: [{ registry: billing, weight: 50 }, { registry: billing, weight: 50 }] }";
    expect(told(alone)[0]).to.match(/^backend\.destinations\[1\]\.registry: /);
  });

  it("is a Java interface in ZooKeeper where somebody says that Spring Cloud has it", () => {
    expect(led("{ service: com.shop.Orders@zk, servicesPath: /services }")).to.deep.equal({
      destinations: [{ host: "com.shop.Orders.services.zookeeper", weight: 100 }],
    });
  });

  it("may stand wherever a route leads to something", () => {
    const both = "{ active: blue, blue: { service: a@eureka }, green: { registry: billing, port: 443 } }";
    expect(led(both)).to.deep.equal({
      active: "blue",
      blue: { host: "a.eureka" },
      green: { host: "billing.static", port: 443 },
    });
    const variants = "variants: [{ name: b, when: { header: x-b, value: '1' }, backend: { service: b@eureka } }]";
    const text = spoil(
      "backend: { service: api, port: 8080 }",
      `backend: { service: api, port: 8080 }, ${variants}`,
      base,
    );
    expect(fleetOf(text).tenants[0]?.routes[0]?.variants?.[0]?.backend).to.deep.equal({
      destinations: [{ host: "b.eureka", weight: 100 }],
    });
  });

  const faults: Readonly<Record<string, string>> = {
    "service: com.shop.Orders@zk, version: 0.0.0":
      'backend.port: the service\'s host "providers:com.shop.Orders:0.0.0:.zookeeper" has colons, and Higress takes what follows the last one for a port\n    Write the port that its providers listen on, for example "port: 20880".',
    'service: "providers:com.shop.Orders:1.0.0:@nacos"':
      'backend.port: the service\'s host "providers:com.shop.Orders:1.0.0:.DEFAULT-GROUP.acme-prod.nac…" has colons, and Higress takes what follows the last one for a port\n    Write the port that its providers listen on, for example "port: 20880".',
    "service: orders@naco":
      'backend.service: tenant "acme" has no registry "naco"\n    Did you mean "nacos"? Name one of "billing", "nacos", "old", "two", "consul", "eureka", "zk", "partner", or declare it under registries.',
    "registry: partners":
      'backend.registry: tenant "acme" has no registry "partners"\n    Did you mean "partner"? Name one of "billing", "nacos", "old", "two", "consul", "eureka", "zk", "partner", or declare it under registries.',
    "service: billing@billing":
      'backend.service: registry "billing" is of type "static", which is one service and knows no other\n    Write "registry: billing" in place of it.',
    "registry: nacos":
      'backend.registry: registry "nacos" is of type "nacos2" and knows many services\n    Name the one that is meant: "service: <service>@nacos".',
    "service: orders@nacos, group: ORDERS":
      'backend.group: registry "nacos" does not fetch group "ORDERS"\n    Name one of "DEFAULT_GROUP", "ORDERS_B", or add the group to the registry\'s groups.',
    "service: orders@two":
      'backend.service: registry "two" fetches the groups "A", "B", and none is named\n    Say in which the service is: "group: A".',
    "service: orders@nacos, version: 1.0.0":
      'backend.version: registry "nacos" is of type "nacos2", whose services have no version\n    Remove it.',
    "service: orders@eureka, group: A":
      'backend.group: registry "eureka" is of type "eureka", whose services have no group\n    Remove it.',
    "service: orders@zk, group: A":
      'backend.group: a group is Dubbo\'s, whose services have a version too\n    Write "version: 0.0.0" where the provider says none, or remove the group for Spring Cloud.',
    "service: orders@zk, version: 1.0.0, servicesPath: /services":
      "backend.servicesPath: a service with a version is Dubbo's, which has all of its services below /dubbo\n    Remove one of the two: version for Spring Cloud, servicesPath for Dubbo.",
    "service: orders@zk, servicesPath: /shop":
      'backend.servicesPath: registry "zk" does not read "/shop"\n    Name one of "/services", "/shop/live", or add the path to the registry\'s servicesPath.',
    'service: "orders@"':
      'backend.service: "orders@" is not a service and its registry\n    Write the name that the registry shows, "@", and the name of the registry: "orders@nacos".',
    'service: "@nacos"':
      'backend.service: "@nacos" is not a service and its registry\n    Write the name that the registry shows, "@", and the name of the registry: "orders@nacos".',
    'service: "orders 100% other@nacos"':
      'backend.service: "orders 100% other@nacos" is not a service and its registry\n    Write the name that the registry shows, "@", and the name of the registry: "orders@nacos".',
    "service: orders@nacos:8080":
      'backend.service: "orders@nacos:8080" has the port in the name\n    Write "service: orders@nacos, port: 8080".',
    "service: orders:8080":
      'backend.service: "orders:8080" has the port in the name\n    Write "service: orders, port: 8080".',
    "service: orders.DEFAULT-GROUP.public.nacos":
      'backend.service: "orders.DEFAULT-GROUP.public.nacos" is a host, and hosts of registries are computed\n    Write the service and its registry, "service: orders@nacos", or of a registry that is one service "registry: billing".',
    "service: orders.default-group.public.nacos:8080":
      'backend.service: "orders.default-group.public.nacos:8080" is a host, and hosts of registries are computed\n    Write the service and its registry, "service: orders@nacos", or of a registry that is one service "registry: billing".',
    "service: orders.shops.svc.cluster.local:8080":
      'backend.service: "orders.shops.svc.cluster.local:8080" is no bare name of a Service\n    Write "service: orders" if it stands beside the gateway. One of another namespace is a dns registry with its full name under domains, and the route names that: "registry: <name>".',
    "service: orders":
      "backend.port: is missing\n    Add it. Port of the Service. A service of a registry (`orders@nacos`) needs none: the registry knows one.",
    "service: orders, port: 80, group: A":
      'backend.group: "A" is said of a Service, which has none\n    Remove it, or name the registry that has the service: service: orders@<registry>.',
    "service: orders@nacos, registry: nacos":
      "backend: the map does not name exactly one kind of backend\n    Give either a service, or a registry that is one, or destinations, or active with blue and green.",
  };
  for (const [text, fault] of Object.entries(faults)) {
    it(`is refused: ${text}`, () => expect(told(`{ ${text} }`)).to.deep.equal([fault]));
  }

  it("is a fault of each route that gets it wrong, and hides none of the others", () => {
    expect(told("{ destinations: [{ service: a@x, weight: 50 }, { service: b@x, weight: 40 }] }")).to.have.length(3);
  });

  it("needs a registry", () => {
    const text = spoil(
      "  - id: globex\n",
      "  - id: globex\n    routes: [{ name: web, host: a.globex.aigw.example.com, backend: { registry: billing } }]\n",
    );
    expect(faultsOf(text)).to.deep.equal([
      'fleets/test.yaml:29:81 tenants[1].routes[0].backend.registry: tenant "globex" has no registry "billing"\n    Declare it under registries.',
    ]);
  });
});

describe("A host that somebody types", () => {
  const place = "backend.destinations[0].host";
  const names: Readonly<Record<string, string>> = {
    "orders.DEFAULT-GROUP.acme-prod.nacos": "service: orders@nacos",
    "a.b.ORDERS-B.acme-prod.nacos": "service: a.b@nacos, group: ORDERS_B",
    "orders.dc-1.consul": "service: orders@consul",
    "ORDERS.eureka": "service: ORDERS@eureka",
    "orders.services.zookeeper": "service: orders@zk",
    "orders.shop-live.zookeeper": "service: orders@zk, servicesPath: /shop/live",
    "providers:a.B:1.0.0:shop.zookeeper": "service: a.B@zk, version: 1.0.0, group: shop",
    "billing.static": "registry: billing",
    "partner.dns": "registry: partner",
  };
  for (const [host, name] of Object.entries(names)) {
    it(`is told what to write: ${host}`, () => {
      expect(told(`{ destinations: [{ host: "${host}", port: 80 }] }`)).to.deep.equal([
        `${place}: "${host}" is a host, and hosts of registries are computed\n    Write "${name}" in place of it.`,
      ]);
    });
  }

  for (const host of ["orders.DEFAULT_GROUP.acme-prod.nacos", "x.billing.static"]) {
    it(`is told how names are written where no registry produces it: ${host}`, () => {
      expect(told(`{ host: ${host} }`)).to.deep.equal([
        `backend.host: "${host}" is a host, and hosts of registries are computed\n    Write the service and its registry, "service: orders@nacos", or of a registry that is one service "registry: billing".`,
      ]);
    });
  }

  it("is found in colours and variants too", () => {
    expect(told("{ active: blue, blue: { host: a.eureka }, green: { service: b, port: 80 } }")).to.deep.equal([
      'backend.blue.host: "a.eureka" is a host, and hosts of registries are computed\n    Write "service: a@eureka" in place of it.',
    ]);
  });
});

/** Whatever a registry's people may call things. */
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/);
const server = {
  name: fc.constant("r"),
  domain: fc.constant("192.0.2.1"),
  port: fc.constant(1),
  cidrs: fc.constant([]),
};
const known: fc.Arbitrary<readonly [RegistryTarget, Registry]> = fc.oneof(
  fc
    .record({
      ...server,
      type: fc.constantFrom("nacos" as const, "nacos2" as const, "nacos3" as const),
      namespaceId: word,
      groups: fc.tuple(word),
    })
    .chain((registry) =>
      word.map((service) => [{ registry: "r", service, group: registry.groups[0] }, registry] as const),
    ),
  fc
    .record({
      ...server,
      type: fc.constant("zookeeper" as const),
      servicesPath: fc.tuple(word.map((each) => `/${each}`)),
    })
    .chain((registry) =>
      fc.oneof(
        word.map((service) => [{ registry: "r", service, servicesPath: registry.servicesPath[0] }, registry] as const),
        fc
          .tuple(word, word)
          .map(([service, group]) => [{ registry: "r", service, version: "1.0.0", group }, registry] as const),
      ),
    ),
  fc
    .record({ ...server, type: fc.constant("eureka" as const) })
    .chain((registry) => word.map((service) => [{ registry: "r", service }, registry] as const)),
  // Of two names that differ by `_` alone Consul's host is the same, so there is no way back.
  fc
    .record({ ...server, type: fc.constant("consul" as const), datacenter: word })
    .chain((registry) =>
      fc.stringMatching(/^[a-z]{1,8}$/).map((service) => [{ registry: "r", service }, registry] as const),
    ),
);

describe("Any host that is computed", () => {
  it("is one that its registry produces, can stand in an annotation, and leads back to its name", () => {
    fc.assert(
      fc.property(known, ([target, registry]) => {
        const host = hostOf({ ...target, port: 80 }, [registry], "acme");
        if (typeof host !== "string") throw new Error(host.message);
        expect(host).to.match(/^[0-9A-Za-z]([0-9A-Za-z.:_-]*[0-9A-Za-z])?$/);
        expect(producedHosts(registry).some((pattern) => produces(pattern, host))).to.equal(true);
        expect(nameOf(host, [registry])).to.match(new RegExp(`^service: ${target.service ?? ""}@r(,|$)`));
      }),
    );
  });

  it("is computed for every route, and paths lead to what is wrong", () => {
    const route = { name: "a", host: "a.example.com", path: "/", pathType: "Prefix" } as const;
    const { value, findings } = nameRoutes(
      [
        { ...route, backend: { service: "api", port: 80 } },
        { ...route, backend: { registry: "x", service: "a" } },
      ],
      [],
      "gateway",
    );
    expect(value.map(({ backend }) => backend)).to.deep.equal([
      { service: "api", port: 80 },
      { destinations: [{ host: "a@x", weight: 100 }] },
    ]);
    expect(findings).to.deep.equal([
      {
        path: [1, "backend", "service"],
        message: 'gateway has no registry "x"',
        remedy: "Declare it under registries.",
      },
    ]);
  });
});
