import { expect } from "chai";
import { planGateway } from "../../../plan/gateway.ts";
import type { Gateway, Route } from "../../../plan/model.ts";
import type { Backend, BlueGreen } from "../../../plan/model/backend.ts";
import { objectsOfInstallation } from "../../../plan/contents.ts";
import { validGateway } from "../fleet.ts";
import { site } from "../planned.ts";

const orders = { service: "orders", namespace: "shops", port: 8080 };
const route = (name: string, backend: Backend | BlueGreen, change: Partial<Route> = {}): Route => ({
  ...{ name, host: "orders.corp.example", path: `/${name}`, pathType: "Prefix", backend },
  ...change,
});
const plan = (routes: readonly Route[], change: Partial<Gateway> = {}) =>
  planGateway(
    site,
    validGateway("internal", {
      ...{ gatewayApi: true, routesAs: "gateway-api", watch: "all", backendNamespaces: ["shops", "vault"] },
      listeners: [{ name: "orders", hosts: ["orders.corp.example"] }],
      routes,
      ...change,
    }),
  );
const grantsOf = (...given: Parameters<typeof plan>) =>
  plan(...given).gatewayApi.filter(({ kind }) => kind === "ReferenceGrant");
/** `<namespace>/<name>` of each. */
const places = (...given: Parameters<typeof plan>): readonly string[] =>
  grantsOf(...given).map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`);

describe("Services of other namespaces", () => {
  it("are opened by their name to the one kind of routes of the gateway's namespace", () => {
    expect(grantsOf([route("a", orders)])).to.deep.equal([
      {
        apiVersion: "gateway.networking.k8s.io/v1beta1",
        kind: "ReferenceGrant",
        metadata: {
          name: "higress-internal.httproute.orders",
          namespace: "shops",
          labels: {
            "higress-fleet.io/fleet": "prod",
            "higress-fleet.io/region": "south",
            "app.kubernetes.io/managed-by": "higress-fleet",
            "higress-fleet.io/role": "gateway",
          },
        },
        spec: {
          from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: "higress-internal" }],
          to: [{ group: "", kind: "Service", name: "orders" }],
        },
      },
    ]);
    const [grpc] = grantsOf([route("a", orders, { path: "/shop.v1.Orders", protocol: "grpc" })]);
    expect(grpc?.metadata.name).to.equal("higress-internal.grpcroute.orders");
    expect(grpc?.spec).to.have.nested.property("from[0].kind", "GRPCRoute");
  });

  it("are named by the routes that lead there, with their weights", () => {
    const destinations = [
      { ...orders, weight: 90 },
      { service: "orders", port: 8080, weight: 10 },
    ];
    const rules = plan([route("a", { destinations })]).gatewayApi.flatMap((each) =>
      each.kind === "HTTPRoute" ? each.spec.rules : [],
    );
    expect(rules.map(({ backendRefs }) => backendRefs)).to.deep.equal([
      [
        { name: "orders", namespace: "shops", port: 8080, weight: 90 },
        { name: "orders", port: 8080, weight: 10 },
      ],
    ]);
  });

  it("have a grant each, however many routes and variants lead there, and in whatever order the file has them", () => {
    const when = { header: "x-next", value: "1" };
    const next = { ...orders, service: "next" };
    const routes = [
      route("b", orders, { variants: [{ name: "next", when, backend: next }] }),
      route("a", {
        destinations: [
          { ...orders, weight: 50 },
          { ...orders, namespace: "vault", weight: 50 },
        ],
      }),
    ];
    const all = ["shops/higress-internal.httproute.next", "shops/higress-internal.httproute.orders"];
    expect(places(routes)).to.deep.equal([...all, "vault/higress-internal.httproute.orders"]);
    expect(plan(routes.toReversed()).gatewayApi).to.deep.equal(plan(routes).gatewayApi);
    for (const { spec } of grantsOf(routes)) expect(spec).to.have.property("to").with.lengthOf(1);
  });

  it("are opened no longer than a route leads there", () => {
    const idle: BlueGreen = { active: "blue", blue: orders, green: { ...orders, service: "next" } };
    expect(places([route("a", idle)])).to.deep.equal(["shops/higress-internal.httproute.orders"]);
    const preview = { header: "x-next", value: "1" };
    expect(places([route("a", { ...idle, preview })])).to.deep.equal([
      "shops/higress-internal.httproute.next",
      "shops/higress-internal.httproute.orders",
    ]);
    const redirect = { to: "https://www.example.com/", code: 301 } as const;
    expect(places([route("a", orders, { redirect })])).to.deep.equal([]);
    expect(places([route("a", { service: "orders", port: 8080 })])).to.deep.equal([]);
  });

  it("are two gateways' by two names, and among what the plan holds", () => {
    const routes = [route("a", orders)];
    const [, other] = ["internal", "edge"].map((id) =>
      planGateway(site, {
        ...validGateway(id),
        routes,
        routesAs: "gateway-api",
        listeners: [{ name: "o", hosts: ["orders.corp.example"] }],
      }),
    );
    expect(other?.gatewayApi[0]?.metadata.name).to.equal("higress-edge.httproute.orders");
    expect(objectsOfInstallation(plan(routes)).map(({ kind }) => kind)).to.include("ReferenceGrant");
  });
});
