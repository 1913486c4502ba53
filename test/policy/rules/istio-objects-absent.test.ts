import { expect } from "chai";
import rule from "../../../policy/rules/istio-objects-absent.ts";
import { judge, resource, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, world } from "../world.ts";

const object = (apiVersion: string, kind: string, namespace = "acme-gateway"): Sketch => ({
  type: `kubernetes:${apiVersion}:${kind}`,
  props: { metadata: { name: "lua", namespace }, spec: {} },
});
const filter = object("networking.istio.io/v1alpha3", "EnvoyFilter");

describe("istio-objects-absent", () => {
  it("refuses every kind of Istio's, in whatever version and namespace", () => {
    for (const [apiVersion, kind] of [
      ["networking.istio.io/v1alpha3", "EnvoyFilter"],
      ["networking.istio.io/v1", "Gateway"],
      ["networking.istio.io/v1beta1", "ServiceEntry"],
      ["security.istio.io/v1", "RequestAuthentication"],
      ["telemetry.istio.io/v1", "Telemetry"],
      ["extensions.istio.io/v1alpha1", "WasmPlugin"],
      ["install.istio.io/v1alpha1", "IstioOperator"],
    ] as const) {
      for (const namespace of ["acme-gateway", "higress-system", "monitoring"]) {
        expect(found(rule, object(apiVersion, kind, namespace)), kind).to.deep.equal(["apiVersion"]);
      }
    }
  });

  it("refuses a patch of one", () => {
    expect(found(rule, object("networking.istio.io/v1alpha3", "EnvoyFilterPatch"))).to.deep.equal(["apiVersion"]);
  });

  it("says what it is, and that nobody judges it", () => {
    expect(messages(rule, filter)).to.deep.equal(["EnvoyFilter of networking.istio.io is judged by no rule"]);
  });

  it("accepts kinds of the same name in other groups, and the whole of a fleet", () => {
    for (const [apiVersion, kind] of [
      ["gateway.networking.k8s.io/v1", "Gateway"],
      ["extensions.higress.io/v1alpha1", "WasmPlugin"],
      ["networking.istio.io.example.com/v1", "EnvoyFilter"],
    ] as const) {
      expect(found(rule, object(apiVersion, kind)), apiVersion).to.deep.equal([]);
    }
    expect(
      found(
        rule,
        world().filter(({ type }) => type.startsWith("kubernetes:")),
      ),
    ).to.deep.equal([]);
  });

  it("accepts one that the platform lists, and no other of its namespace", () => {
    const allowed = { allowed: ["acme-gateway/lua"] };
    expect(judge(rule, resource(filter), facts(), allowed)).to.deep.equal([]);
    const other = object("networking.istio.io/v1alpha3", "EnvoyFilter", "globex-gateway");
    expect(judge(rule, resource(other), facts(), allowed)).to.have.lengthOf(1);
  });
});
