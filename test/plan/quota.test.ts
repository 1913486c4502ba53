import { expect } from "chai";
import { planQuota } from "../../plan/quota.ts";
import { acmeLabels, installation } from "./planned.ts";

const loadBalancer = { type: "load-balancer", sourceCidrs: [], serviceAnnotations: {} } as const;

describe("A quota", () => {
  it("has room for a rollout of everything and one gateway pod that is still ending", () => {
    // Size s: 4 gateway pods at the autoscaler's maximum and one more while they roll out, of 500m/512Mi, 2 controller pods of 2 × 250m/512Mi, and the one that is ending.
    expect(planQuota(installation())).to.deep.equal({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "quota", namespace: "acme-gateway", labels: acmeLabels },
      spec: {
        hard: {
          "requests.cpu": "4",
          "requests.memory": "5Gi",
          "limits.cpu": "4",
          "limits.memory": "5Gi",
          "requests.storage": "0",
          pods: "8",
          persistentvolumeclaims: "0",
          services: "20",
          "services.loadbalancers": "0",
          "services.nodeports": "0",
          secrets: "55",
          configmaps: "50",
          "count/ingresses.networking.k8s.io": "100",
        },
      },
    });
  });

  it("allows one load balancer with a node port for each of its two ports where the gateway has one", () => {
    expect(planQuota(installation({ exposure: loadBalancer })).spec.hard).to.include({
      "services.loadbalancers": "1",
      "services.nodeports": "2",
    });
  });

  it("gives way to the fleet file key by key, keys of its own included", () => {
    const { hard } = planQuota(installation({ quota: { pods: "40", "requests.ephemeral-storage": "1Gi" } })).spec;
    expect(hard).to.include({ pods: "40", "requests.ephemeral-storage": "1Gi", "requests.cpu": "4" });
  });

  it("counts no custom kinds, whose first objects the API server would refuse", () => {
    const kinds = Object.keys(planQuota(installation()).spec.hard).filter((key) => key.startsWith("count/"));
    expect(kinds).to.deep.equal(["count/ingresses.networking.k8s.io"]);
  });
});
