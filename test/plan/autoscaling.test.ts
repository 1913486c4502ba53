import { expect } from "chai";
import { planAutoscaler } from "../../plan/autoscaling.ts";
import { planQuota } from "../../plan/quota.ts";
import { sizes, sizingOf } from "../../plan/sizes.ts";
import { planValues } from "../../plan/values.ts";
import { acmeLabels, installation } from "./planned.ts";

describe("An autoscaler", () => {
  it("keeps the chart's Deployment between the size's two numbers, at a pace", () => {
    expect(planAutoscaler(installation({ sizing: sizes.l }))).to.deep.equal({
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "higress-gateway", namespace: "acme-gateway", labels: acmeLabels },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "higress-gateway" },
        minReplicas: 3,
        maxReplicas: 6,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            policies: [{ type: "Pods", value: 3, periodSeconds: 60 }],
          },
          scaleDown: {
            stabilizationWindowSeconds: 300,
            policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
          },
        },
      },
    });
  });

  it("is left out for a fixed number of pods, which the chart then renders", () => {
    const fixed = sizingOf({}, { size: "l", resources: { autoscaling: false } });
    expect(planAutoscaler(installation({ sizing: fixed }))).to.equal(undefined);
    expect(planValues(installation({ sizing: fixed })))
      .to.have.nested.property("gateway")
      .that.includes({ replicas: 3 })
      .and.not.has.property("autoscaling");
    expect(planQuota(installation({ sizing: fixed })).spec.hard).to.include({ "limits.cpu": "13", pods: "7" });
  });

  it("is told to the chart with the same numbers, which then leaves `replicas` to it", () => {
    expect(planValues(installation({ sizing: sizes.xl })).gateway)
      .to.deep.include({
        autoscaling: { enabled: true, minReplicas: 4, maxReplicas: 8, targetCPUUtilizationPercentage: 70 },
        rollingMaxSurge: 2,
      })
      .and.not.have.property("replicas");
  });
});

describe("A priority class", () => {
  it("is the installation's own, or else the fleet's", () => {
    const { site } = installation();
    const ofFleet = { ...site, higress: { ...site.higress, priorityClass: "gateways" } };
    const globals = (change: Parameters<typeof installation>[0]) => planValues(installation(change)).global;
    expect(globals({})).not.to.have.property("priorityClassName");
    expect(globals({ site: ofFleet })).to.include({ priorityClassName: "gateways" });
    expect(globals({ site: ofFleet, priorityClass: "vip" })).to.include({ priorityClassName: "vip" });
  });
});
