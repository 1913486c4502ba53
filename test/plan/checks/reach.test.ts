import { expect } from "chai";
import type { Gateway, Route } from "../../../plan/model.ts";
import type { Backend, BlueGreen } from "../../../plan/model/backend.ts";
import { validFleet, validGateway, validTenant } from "../fleet.ts";
import { faultsOf, spoil, written } from "../written.ts";
import { told } from "./told.ts";

const orders = { service: "orders", port: 8080 };
const route = (backend: Backend | BlueGreen, change: Partial<Route> = {}): Route => ({
  ...{ name: "orders", host: "orders.corp.example", path: "/", pathType: "Prefix", backend },
  ...change,
});

const asked = (routes: readonly Route[], change: Partial<Gateway> = {}, fleet = validFleet()) => {
  const listeners = [{ name: "orders", hosts: ["orders.corp.example"], secret: "orders-tls" }];
  return told({
    ...fleet,
    higress: { ...fleet.higress, gatewayApi: { crds: "x" } },
    gateways: [
      validGateway("internal", {
        ...{ gatewayApi: true, routesAs: "gateway-api", watch: "all", backendNamespaces: ["shops"], listeners, routes },
        ...change,
      }),
      validGateway("edge"),
    ],
  });
};
const leading = (namespace: string, change: Partial<Gateway> = {}) => asked([route({ ...orders, namespace })], change);

const at = "gateways[0].routes[0].backend";
const beside = "or remove it and lead to a Service of higress-internal.";

describe("Routes of a gateway lead into another namespace", () => {
  it("where the platform has listed it, for the gateway or for the region, whatever kind of backend it is", () => {
    expect(leading("shops")).to.deep.equal([]);
    expect(leading("monitoring", { backendNamespaces: [] })).to.deep.equal([]);
    const there = { ...orders, namespace: "shops" };
    const next = { ...there, service: "next" };
    const destinations = [
      { ...there, weight: 50 },
      { ...orders, weight: 50 },
    ];
    const variants = [{ name: "next", when: { header: "x-next", value: "1" }, backend: next }];
    expect(asked([route({ destinations }, { variants })]), "one name in two namespaces is two Services").to.deep.equal(
      [],
    );
    expect(asked([route({ active: "blue", blue: there, green: next })])).to.deep.equal([]);
    const mirror = { service: "orders", port: 80, percent: 5 };
    expect(asked([route(there, { mirror })]), "its copy goes to another one").to.deep.equal([]);
  });

  it("not where the file lists it nowhere, wherever it stands in the route", () => {
    const none = (namespace: string) =>
      `"${namespace}" is neither one of the gateway's backendNamespaces nor of the platformNamespaces of region "south" | ` +
      `List it under backendNamespaces: that opens the way there, and lets the fleet write a ReferenceGrant for this Service; ${beside}`;
    expect(leading("vault")).to.deep.equal([`${at}.namespace: ${none("vault")}`]);
    const there = { ...orders, namespace: "vault" };
    const when = { header: "x-next", value: "1" };
    expect(asked([route({ destinations: [{ ...there, weight: 100 }] })])).to.deep.equal([
      `${at}.destinations[0].namespace: ${none("vault")}`,
    ]);
    expect(asked([route({ active: "blue", blue: orders, green: there })])).to.deep.equal([
      `${at}.green.namespace: ${none("vault")}`,
    ]);
    expect(asked([route(orders, { variants: [{ name: "next", when, backend: there }] })])).to.deep.equal([
      `gateways[0].routes[0].variants[0].backend.namespace: ${none("vault")}`,
    ]);
  });

  it("not where one of the gateway's regions does not list it, and the gateway does not either", () => {
    const { north, south } = validFleet().regions;
    if (north === undefined || south === undefined) throw new Error("the fixture has other regions");
    const fleet = { ...validFleet(), tenants: [], regions: { south, north: { ...north, platformNamespaces: [] } } };
    const there = [route({ ...orders, namespace: "monitoring" })];
    const inBoth = { regions: ["south", "north"] };
    expect(
      asked(there, { backendNamespaces: [], ...inBoth }, fleet).map((fault) => fault.split(" | ")[0]),
    ).to.deep.equal([
      `${at}.namespace: "monitoring" is neither one of the gateway's backendNamespaces nor of the platformNamespaces of region "north"`,
    ]);
    expect(asked(there, { backendNamespaces: [] }, fleet), "it does not run there").to.deep.equal([]);
    expect(asked(there, { backendNamespaces: ["monitoring"], ...inBoth }, fleet)).to.deep.equal([]);
  });

  it("never into one of a tenant, of the entry, of another gateway or of Kubernetes, nor into its own by name", () => {
    for (const [namespace, owner] of [
      ["acme-gateway", 'tenant "acme"'],
      ["higress-system", "the entry"],
      ["higress-edge", 'gateway "edge"'],
      ["kube-system", "Kubernetes"],
      ["default", "Kubernetes"],
    ] as const)
      expect(leading(namespace), namespace).to.deep.equal([
        `${at}.namespace: namespace "${namespace}" belongs to ${owner}, and no gateway leads into it | Remove it; name a namespace outside the fleet.`,
      ]);
    expect(leading("higress-internal")).to.deep.equal([
      `${at}.namespace: "higress-internal" is the gateway's own namespace, where routes look by themselves | Remove it.`,
    ]);
  });

  it("not as Ingresses, which cannot say it", () => {
    expect(leading("shops", { routesAs: "ingress" })).to.deep.equal([
      `${at}.namespace: an Ingress leads to Services of its own namespace, and "orders" is to be of another | ` +
        `Write "routesAs: gateway-api", with "watch: all" and "shops" under backendNamespaces, ${beside}`,
    ]);
  });

  it("not of a gateway that watches its own namespace alone", () => {
    expect(leading("monitoring", { watch: "own", backendNamespaces: [] })).to.deep.equal([
      `${at}.namespace: a gateway with "watch: own" sees no Services of other namespaces, nor what they grant | ` +
        `Write "watch: all", with which its controller reads every Secret of the cluster, ${beside}`,
    ]);
  });

  it("and are two backends of which Higress keeps what it keeps, where the namespaces are two", () => {
    const spoken = (namespace: string) =>
      asked(
        [
          route({ ...orders, namespace }),
          route(
            { ...orders, namespace: "shops" },
            { name: "calls", host: "calls.corp.example", path: "/a.B", protocol: "grpc" },
          ),
        ],
        { listeners: [{ name: "orders", hosts: ["orders.corp.example", "calls.corp.example"], secret: "orders-tls" }] },
      );
    expect(spoken("monitoring")).to.deep.equal([]);
    expect(spoken("shops")[0]).to.match(
      /^gateways\[0\]\.routes\[1\]\.protocol: route "orders" leads to "shops\/orders"/,
    );
  });
});

/** Faults of a file in which one gateway has a route with that backend, without their place and path. */
const saidOf = (backend: string, more = ""): readonly string[] =>
  faultsOf(
    `${written}gateways:\n  - id: shared\n    sourceCidrs: [192.0.2.0/24]\n` +
      `    listeners: [{ name: a, hosts: [a.corp.example] }]\n` +
      `    routes: [{ name: a, host: a.corp.example, backend: ${backend}${more} }]\n`,
  ).map((fault) => fault.replace(/^\S+ /, ""));

describe("The namespace of a Service, in the file,", () => {
  const place = "gateways[0].routes[0]";

  it("stands beside its name, and not in it", () => {
    for (const service of [
      "orders.shops",
      "shops/orders",
      "orders.shops.svc.cluster.local",
      "orders.shops.svc.cluster.local:80",
    ])
      expect(saidOf(`{ service: ${service}, port: 80 }`), service).to.deep.equal([
        `${place}.backend.service: "${service}" is no bare name of a Service\n    ` +
          'Write "service: orders" and, unless it is the gateway\'s own, "namespace: shops".',
      ]);
  });

  it("is told from what registries make of services", () => {
    // A namespace may be called like a type of registry.
    expect(saidOf("{ service: web.static, port: 80 }")).to.deep.equal([
      `${place}.backend.service: "web.static" is no bare name of a Service\n    ` +
        'Write "service: web" and, unless it is the gateway\'s own, "namespace: static".',
    ]);
    expect(saidOf("{ service: orders.default-group.public.nacos, port: 80 }")).to.deep.equal([
      `${place}.backend.service: "orders.default-group.public.nacos" is a host of a registry, to which routes of a gateway do not lead\n    ` +
        "Name a Service, by its bare name.",
    ]);
  });

  it("is a name, and of no registry's service", () => {
    expect(saidOf("{ service: orders, namespace: Shops, port: 80 }")[0]).to.match(
      /^gateways\[0\]\.routes\[0\]\.backend\.namespace: "Shops" is not a DNS label/,
    );
    expect(saidOf("{ service: orders@nacos, namespace: shops }")).to.deep.equal([
      `${place}.backend.namespace: "shops" is said of a service of a registry, which is in no namespace\n    Remove one of the two.`,
    ]);
  });

  it("is not said of copies", () => {
    expect(saidOf("{ service: a, port: 80 }", ", mirror: { service: b, namespace: shops, port: 80 }")).to.deep.equal([
      `${place}.mirror.namespace: copies, and what answers in place of a backend, stay in the gateway's own namespace\n    ` +
        "Remove it, and name a Service beside the gateway.",
    ]);
  });

  it("is no tenant's to say, with the reason and what to write", () => {
    const reason =
      "a tenant's routes lead to Services of its own namespace: what is in another has an owner of its own\n    " +
      "Remove it. A Service that the platform lets tenants call is a dns registry, with its full name under domains, and the route names that.";
    const faults = (backend: string) =>
      faultsOf(spoil("{ service: api, port: 8080 }", backend)).map((fault) => fault.replace(/^\S+ /, ""));
    const there = "{ service: api, namespace: monitoring, port: 8080 }";
    const at = "tenants[0].routes[0].backend";
    expect(faults(there)).to.deep.equal([`${at}.namespace: ${reason}`]);
    expect(faults(`{ destinations: [${there}] }`)).to.deep.equal([`${at}.destinations[0].namespace: ${reason}`]);
    expect(faults(`{ active: blue, blue: ${there}, green: { service: b, port: 80 } }`)).to.deep.equal([
      `${at}.blue.namespace: ${reason}`,
    ]);
  });
});

describe("Routes of a tenant", () => {
  it("lead into no other namespace, since their Ingresses would lead to a Service of that name in the tenant's own", () => {
    const there = route({ ...orders, namespace: "monitoring" }, { host: "orders.acme.aigw.example.com" });
    expect(told({ ...validFleet(), tenants: [validTenant("acme", { routes: [there] })] })).to.deep.equal([
      'tenants[0].routes[0].backend.namespace: a route of tenant "acme" leads to Services of its own namespace alone | Remove it.',
    ]);
  });
});
