import { expect } from "chai";
import { networkPolicy } from "../../../plan/network/policy.ts";
import { installation } from "../planned.ts";

const block = { ipBlock: { cidr: "10.0.0.0/24" } };

describe("A NetworkPolicy", () => {
  it("leaves out a rule without peers, which Kubernetes would read as everybody", () => {
    const { spec } = networkPolicy(installation(), "x", {}, { ingress: [{ from: [] }], egress: [{ to: [] }] });
    expect(spec).to.deep.equal({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] });
  });

  it("leaves out a rule with an empty list of ports, which Kubernetes would read as every port", () => {
    const { spec } = networkPolicy(installation(), "x", {}, { egress: [{ to: [block], ports: [] }, { to: [block] }] });
    expect(spec.egress).to.deep.equal([{ to: [block] }]);
  });

  it("always says which directions it is about, and only those", () => {
    expect(networkPolicy(installation(), "x", {}, { ingress: [] }).spec.policyTypes).to.deep.equal(["Ingress"]);
    expect(networkPolicy(installation(), "x", {}, { egress: [] }).spec.policyTypes).to.deep.equal(["Egress"]);
  });
});
