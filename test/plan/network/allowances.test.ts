import { expect } from "chai";
import { plannedTenant, policyNamed, policyNames } from "../planned.ts";

const gatewayPods = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };

describe("Allowances of the fleet file", () => {
  it("open the gateway to whom they name", () => {
    const plan = plannedTenant({
      network: { ingress: [{ peer: { namespace: "monitoring" }, protocol: "TCP", ports: [15020, 15090] }], egress: [] },
    });
    expect(policyNamed(plan, "allowed-ingress").spec).to.deep.equal({
      podSelector: gatewayPods,
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [
            { protocol: "TCP", port: 15020 },
            { protocol: "TCP", port: 15090 },
          ],
        },
      ],
    });
    expect(policyNames(plan)).not.to.include("allowed-egress");
  });

  it("open to the gateway what they name, less the cluster's own networks and metadata services", () => {
    const plan = plannedTenant({
      network: { ingress: [], egress: [{ peer: { cidr: "0.0.0.0/0" }, protocol: "UDP", ports: [4318] }] },
    });
    expect(policyNamed(plan, "allowed-egress").spec).to.deep.equal({
      podSelector: gatewayPods,
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              ipBlock: {
                cidr: "0.0.0.0/0",
                except: [
                  "10.0.0.0/8",
                  "100.100.100.200/32",
                  "168.63.129.16/32",
                  "169.254.0.0/16",
                  "172.16.0.0/12",
                  "192.0.0.192/32",
                  "192.168.0.0/16",
                ],
              },
            },
          ],
          ports: [{ protocol: "UDP", port: 4318 }],
        },
      ],
    });
  });

  it("open no way through a translator to the cluster's own networks", () => {
    const plan = plannedTenant({
      network: { ingress: [], egress: [{ peer: { cidr: "2000::/3" }, protocol: "TCP", ports: [443] }] },
    });
    expect(policyNamed(plan, "allowed-egress").spec.egress?.[0]?.to).to.deep.equal([
      { ipBlock: { cidr: "2000::/3", except: ["2001::/32", "2002::/16"] } },
    ]);
  });
});
