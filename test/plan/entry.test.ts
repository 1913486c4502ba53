import { expect } from "chai";
import { validFleet, validTenant } from "./fleet.ts";
import { planned, policyNames } from "./planned.ts";

const labels = {
  "app.kubernetes.io/managed-by": "higress-fleet",
  "higress-fleet.io/fleet": "prod",
  "higress-fleet.io/region": "south",
  "higress-fleet.io/role": "entry",
};

const acme = validTenant("acme", {
  hosts: ["shop.acme.org", "api.acme.org"],
  certificates: [
    { secret: "acme-tls", names: ["*.acme.aigw.example.com"] },
    { secret: "acme-org-tls", names: ["acme.org", "*.acme.org"] },
  ],
});
const { entry } = planned(validFleet({ tenants: [validTenant("globex"), acme] }));

const toBridge = {
  resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
};
const rule = (host: string) => ({ host, http: { paths: [{ path: "/", pathType: "Prefix", backend: toBridge }] } });

describe("The entry", () => {
  it("finds each tenant's gateway through a dns registry of the tenant's name", () => {
    const dns = { type: "dns", port: 80, protocol: "http" };
    expect(entry.bridge).to.deep.equal({
      apiVersion: "networking.higress.io/v1",
      kind: "McpBridge",
      metadata: { name: "default", namespace: "higress-system", labels },
      spec: {
        registries: [
          { ...dns, name: "acme", domain: "higress-gateway.acme-gateway.svc.cluster.local" },
          { ...dns, name: "globex", domain: "higress-gateway.globex-gateway.svc.cluster.local" },
        ],
      },
    });
  });

  it("sends a tenant's hosts to it from one Ingress, each host with a certificate that covers it", () => {
    expect(entry.routes[0]?.ingresses).to.deep.equal([
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: {
          name: "acme",
          namespace: "higress-system",
          labels: { ...labels, "higress-fleet.io/tenant": "acme" },
          annotations: {
            "higress.io/destination": "acme.dns:80",
            "higress.io/request-header-control-remove": "x-mse-consumer",
            "higress.io/request-header-control-update":
              "x-higress-fleet-client %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
            "higress.io/ssl-redirect": "true",
            "higress.io/tls-min-protocol-version": "TLSv1.2",
          },
        },
        spec: {
          ingressClassName: "higress-entry",
          rules: [rule("*.acme.aigw.example.com"), rule("api.acme.org"), rule("shop.acme.org")],
          tls: [
            { hosts: ["*.acme.aigw.example.com"], secretName: "acme-tls" },
            { hosts: ["api.acme.org"], secretName: "acme-org-tls" },
            { hosts: ["shop.acme.org"], secretName: "acme-org-tls" },
          ],
        },
      },
    ]);
  });

  it("has a NetworkPolicy for each tenant beside its own", () => {
    expect(entry.routes.map(({ tenant, networkPolicy }) => [tenant, networkPolicy.metadata.name])).to.deep.equal([
      ["acme", "to-acme"],
      ["globex", "to-globex"],
    ]);
    expect(policyNames(entry)).to.deep.equal(["default-deny", "dns", "gateway", "controller", "clients"]);
  });

  it("has an address for the whole world unless the file says otherwise, and no tenant's routes among its own", () => {
    expect(entry.release.values.gateway).to.have.deep.property("service", {
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
    });
    expect(entry.ingresses).to.deep.equal([]);
    expect(entry.quota.spec.hard).to.include({ "services.loadbalancers": "1", "services.nodeports": "2" });
  });

  it("has no McpBridge in a region without tenants", () => {
    expect(planned(validFleet({ tenants: [] })).entry).not.to.have.property("bridge");
  });

  it("refuses a host that no certificate covers, which only a fleet that was not checked can have", () => {
    const fleet = validFleet({ tenants: [validTenant("acme", { hosts: ["acme.org"] })] });
    expect(() => planned(fleet)).to.throw("Tenant acme has no certificate that covers acme.org.");
  });
});
