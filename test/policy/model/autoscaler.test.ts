import { expect } from "chai";
import { autoscalerFaults } from "../../../policy/model/autoscaler.ts";
import { change, resource, type Sketch } from "../harness.ts";
import { pick } from "../world.ts";

const fixed = pick("acme.release");
const scaled = change(fixed, "values.gateway.autoscaling", { enabled: true, minReplicas: 3, maxReplicas: 6 });
const autoscaler = (spec: object, namespace = "acme-gateway", name = "higress-gateway"): Sketch => ({
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  name: "autoscaler",
  props: {
    metadata: { name: "higress-gateway", namespace },
    spec: { scaleTargetRef: { kind: "Deployment", name }, ...spec },
  },
});

const faults = (release: Sketch, ...others: readonly Sketch[]) =>
  autoscalerFaults(others.map(resource), resource(release)).map(({ path, message }) => `${path} ${message}`);

describe("the autoscalers of a release", () => {
  it("are one, with the numbers of the values", () => {
    expect(faults(scaled, autoscaler({ minReplicas: 3, maxReplicas: 6 }))).to.deep.equal([]);
    expect(faults(fixed)).to.deep.equal([]);
  });

  it("are found where a number differs, the least that Kubernetes fills in included", () => {
    const other = (key: string, said: number) =>
      `spec.${key} is not the ${said} of the release's values, by which it is judged`;
    expect(faults(scaled, autoscaler({ minReplicas: 3, maxReplicas: 60 }))).to.deep.equal([other("maxReplicas", 6)]);
    expect(faults(scaled, autoscaler({ maxReplicas: 6 }))).to.deep.equal([other("minReplicas", 3)]);
    expect(faults(scaled, autoscaler({}))).to.deep.equal([other("minReplicas", 3), other("maxReplicas", 6)]);
  });

  it("are missed where the post-renderer takes the chart's out, and not where the chart's is left", () => {
    expect(faults(scaled)).to.deep.equal([
      "values.gateway.autoscaling.enabled leaves the number of pods to an autoscaler, but none is registered, and the post-renderer takes the chart's out",
    ]);
    expect(faults(scaled, autoscaler({ minReplicas: 3, maxReplicas: 6 }, "globex-gateway"))).to.have.lengthOf(1);
    expect(faults(scaled, autoscaler({ minReplicas: 3, maxReplicas: 6 }, "acme-gateway", "shop"))).to.have.lengthOf(1);
    expect(faults(change(scaled, "postrender", undefined))).to.deep.equal([]);
  });

  it("are too many where there is a second, or one for a fixed number of pods", () => {
    const right = autoscaler({ minReplicas: 3, maxReplicas: 6 });
    expect(faults(scaled, right, right)).to.deep.equal([
      "spec.scaleTargetRef.name is another autoscaler of a gateway that has one",
    ]);
    expect(faults(fixed, right)).to.deep.equal([
      "spec.scaleTargetRef.name scales a gateway whose release gives it a fixed number of pods",
    ]);
  });
});
