import { expect } from "chai";
import rule from "../../../policy/rules/gw-class-and-writers.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";
import { gateway } from "../world-routes.ts";

const on = (name: string, className = "higress"): Sketch =>
  change(
    change(pick(`${name}.release`), "values.global.enableGatewayAPI", true),
    "values.global.gatewayClass",
    className,
  );
const at = (namespace: string, more: Readonly<Record<string, unknown>> = {}): Sketch =>
  Object.entries({ gatewayClassName: "higress", ...more }).reduce(
    (sketch, [key, value]) => change(sketch, `spec.${key}`, value),
    gateway(namespace, "*.acme.aigw.example.com"),
  );
const hostname = (namespace: string) => ({
  type: "Hostname",
  value: `higress-gateway.${namespace}.svc.cluster.local`,
});
const pinned = (namespace: string, to = namespace): Sketch => at(namespace, { addresses: [hostname(to)] });
const gatewayClass = (name: string, controllerName: unknown): Sketch => ({
  type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
  name: "class",
  props: { metadata: { name }, spec: { controllerName } },
});

describe("gw-class-and-writers", () => {
  it("accepts a Gateway beside the one release that serves its class", () => {
    expect(found(rule, [on("entry"), at("higress-system")])).to.deep.equal([]);
    expect(found(rule, [on("acme"), at("acme-gateway")])).to.deep.equal([]);
    expect(found(rule, [on("entry"), pinned("higress-system")])).to.deep.equal([]);
  });

  it("refuses a Gateway where no release of its namespace serves its class", () => {
    expect(messages(rule, at("acme-gateway"))).to.deep.equal([
      '"higress" is not the class of this namespace\'s release',
    ]);
    expect(found(rule, [on("entry"), at("higress-system", { gatewayClassName: "istio" })])).to.deep.equal([
      "spec.gatewayClassName",
    ]);
    // The entry's gateway would serve a tenant's listeners.
    expect(found(rule, [on("entry"), pinned("acme-gateway")])).to.deep.equal(["spec.gatewayClassName"]);
  });

  it("refuses a Gateway that several serve, unless it names the Service of its own namespace's gateway", () => {
    const both = [on("entry"), on("acme")];
    expect(messages(rule, [...both, at("acme-gateway")])).to.deep.equal([
      'is missing, and class "higress" is served from higress-system too',
    ]);
    expect(found(rule, [...both, pinned("acme-gateway")])).to.deep.equal([]);
    expect(found(rule, [...both, pinned("acme-gateway", "globex-gateway")])).to.deep.equal(["spec.addresses[0]"]);
    const unsaid = { value: hostname("acme-gateway").value };
    expect(found(rule, [...both, at("acme-gateway", { addresses: [unsaid] })])).to.deep.equal(["spec.addresses[0]"]);
    const open = { type: "IPAddress", value: "192.0.2.1" };
    expect(found(rule, [...both, at("acme-gateway", { addresses: [hostname("acme-gateway"), open] })])).to.deep.equal([
      "spec.addresses[1]",
    ]);
    expect(
      found(rule, [on("entry"), on("acme", "acme"), at("acme-gateway", { gatewayClassName: "acme" })]),
    ).to.deep.equal([]);
  });

  it("refuses a tenant's controller that shares its class and has no Gateway to be held to", () => {
    const both = [on("entry"), on("acme")];
    expect(found(rule, both)).to.deep.equal(["values.global.enableGatewayAPI"]);
    expect(found(rule, [on("entry"), on("acme", "acme")])).to.deep.equal([]);
    expect(found(rule, [on("entry"), on("shared")]), "both are the platform's").to.deep.equal([]);
  });

  it("refuses a gateway that serves another class than the fleet gives it", () => {
    const given = facts({
      gateways: facts().gateways.map((gateway) => ({ ...gateway, gatewayClass: "higress-shared" })),
    });
    const ofClass = gatewayClass("higress-shared", "higress.io/gateway-controller-higress-shared");
    expect(found(rule, [on("shared", "higress-shared"), ofClass], given)).to.deep.equal([]);
    expect(messages(rule, [on("shared", "higress-other")], given)).to.deep.equal([
      '"higress-other" is not "higress-shared", the class of this gateway',
    ]);
    expect(found(rule, [on("shared"), ofClass], given)).to.deep.equal(["metadata.name", "values.global.gatewayClass"]);
  });

  it("counts the chart's default, which is on", () => {
    const silent = change(pick("acme.release"), "values.global.enableGatewayAPI", undefined);
    expect(found(rule, [on("entry"), silent])).to.deep.equal(["values.global.enableGatewayAPI"]);
  });

  it("refuses an annotation that binds the Gateway elsewhere", () => {
    for (const key of ["gateway.istio.io/name-override", "gateway.higress.io/name-override"]) {
      const bound = change(at("acme-gateway"), `metadata.annotations["${key}"]`, "other");
      expect(found(rule, [on("acme"), bound])).to.deep.equal([`metadata.annotations.${key}`]);
    }
  });

  it("refuses a class that no release serves, or with another's controller", () => {
    const own = "higress.io/gateway-controller";
    expect(found(rule, [on("entry"), gatewayClass("higress", own)])).to.deep.equal([]);
    expect(found(rule, [on("entry", "x"), gatewayClass("x", `${own}-x`)])).to.deep.equal([]);
    expect(found(rule, [on("entry", "x"), gatewayClass("x", own)])).to.deep.equal(["spec.controllerName"]);
    expect(found(rule, [on("entry"), gatewayClass("higress", "istio.io/gateway-controller")])).to.deep.equal([
      "spec.controllerName",
    ]);
    expect(found(rule, gatewayClass("higress", own))).to.deep.equal(["metadata.name"]);
  });

  it("has nothing to say where Gateway API is off, nor about a Gateway of Istio", () => {
    expect(found(rule, world())).to.equal(undefined);
    expect(found(rule, { ...at("acme-gateway"), type: "kubernetes:networking.istio.io/v1:Gateway" })).to.equal(
      undefined,
    );
  });

  it("does not pass what cannot be known", () => {
    const path = "spec.gatewayClassName";
    expect(cannotKnow(rule, [on("entry"), at("higress-system", { gatewayClassName: unknown })], path)).to.equal(true);
  });
});
