import { expect } from "chai";
import type { Route } from "../../plan/model.ts";
import { planRoutes } from "../../plan/routes.ts";
import { acmeLabels, installation } from "./planned.ts";

const route = (change: Partial<Route>): Route => ({
  name: "orders",
  host: "api.acme.org",
  path: "/orders",
  pathType: "Exact",
  backend: { service: "orders", port: 8080 },
  ...change,
});

describe("A route", () => {
  it("to a Service is an Ingress of the tenant's class, plain HTTP, without annotations", () => {
    expect(planRoutes(installation(), [route({})])).to.deep.equal([
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "orders", namespace: "acme-gateway", labels: acmeLabels },
        spec: {
          ingressClassName: "higress-acme",
          rules: [
            {
              host: "api.acme.org",
              http: {
                paths: [
                  {
                    path: "/orders",
                    pathType: "Exact",
                    backend: { service: { name: "orders", port: { number: 8080 } } },
                  },
                ],
              },
            },
          ],
        },
      },
    ]);
  });

  it("is compared as a regular expression only where its path type says so", () => {
    const useRegex = (pathType: Route["pathType"]) =>
      planRoutes(installation(), [route({ pathType })])[0]?.metadata.annotations?.["higress.io/use-regex"];
    expect(useRegex("ImplementationSpecific")).to.equal("true");
    expect(useRegex("Prefix")).to.equal(undefined);
    expect(useRegex("Exact")).to.equal(undefined);
  });

  it("to a registry's hosts names the McpBridge, and the hosts by weight in an annotation", () => {
    const destinations = [
      { host: "orders.DEFAULT-GROUP.prod.nacos", weight: 80 },
      { host: "orders.dc1.consul", port: 8080, weight: 20 },
    ];
    const [ingress] = planRoutes(installation(), [route({ backend: { destinations } })]);
    expect(ingress?.metadata.annotations).to.deep.equal({
      "higress.io/destination": "80% orders.DEFAULT-GROUP.prod.nacos\n20% orders.dc1.consul:8080",
    });
    expect(ingress?.spec.rules[0]?.http.paths[0]?.backend).to.deep.equal({
      resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
    });
  });
});
