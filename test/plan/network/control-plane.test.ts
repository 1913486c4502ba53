import { expect } from "chai";
import { controller, gateway } from "../../../plan/network/control-plane.ts";
import { defaultDeny } from "../../../plan/network/default-deny.ts";
import { dns } from "../../../plan/network/dns.ts";
import { acmeLabels, installation } from "../planned.ts";

const gatewayPods = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
const controllerPods = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };

describe("What every installation's network has", () => {
  it("is closed first: every pod, both directions", () => {
    expect(defaultDeny(installation())).to.deep.equal({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "default-deny", namespace: "acme-gateway", labels: acmeLabels },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
    });
  });

  it("lets every pod ask the cluster's DNS, by UDP and TCP", () => {
    expect(dns(installation()).spec).to.deep.equal({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    });
  });

  it("lets a gateway reach its own controller on 15012", () => {
    expect(gateway(installation()).spec).to.deep.equal({
      podSelector: gatewayPods,
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: controllerPods }], ports: [{ protocol: "TCP", port: 15012 }] }],
    });
  });

  it("lets a controller be reached on 15012 by its gateways alone, and reach the API server", () => {
    expect(controller(installation()).spec).to.deep.equal({
      podSelector: controllerPods,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: gatewayPods }], ports: [{ protocol: "TCP", port: 15012 }] }],
      egress: [
        {
          to: [{ ipBlock: { cidr: "172.18.0.2/32" } }],
          ports: [
            { protocol: "TCP", port: 443 },
            { protocol: "TCP", port: 6443 },
          ],
        },
      ],
    });
  });
});
