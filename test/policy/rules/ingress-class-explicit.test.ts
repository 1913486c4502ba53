import { expect } from "chai";
import rule from "../../../policy/rules/ingress-class-explicit.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { challenge } from "../world-routes.ts";

const shop = pick("acme.route.shop");
const field = "spec.ingressClassName";
const withClass = (value: unknown, sketch: Sketch = shop) => change(sketch, field, value);
const legacy = 'metadata.annotations["kubernetes.io/ingress.class"]';
const annotation = "metadata.annotations.kubernetes.io/ingress.class";
const elsewhere = change(shop, "metadata.namespace", "monitoring");
const wide = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, watch: "all" as const })) });

describe("ingress-class-explicit", () => {
  it("refuses an Ingress without class, anywhere", () => {
    for (const value of [undefined, null, ""]) {
      expect(found(rule, withClass(value))).to.deep.equal([field]);
      expect(found(rule, withClass(value, elsewhere))).to.deep.equal([field]);
    }
  });

  it("refuses the class of another gateway and says whose it should be", () => {
    for (const value of ["higress-globex", "higress-entry", "nginx", "Higress-acme", "higress-acme "]) {
      expect(messages(rule, withClass(value))).to.deep.equal([`${JSON.stringify(value)} is not "higress-acme"`]);
    }
  });

  it("refuses the old annotation, whatever it says", () => {
    for (const value of ["higress-acme", "nginx", ""]) {
      expect(found(rule, change(shop, legacy, value))).to.deep.equal([annotation]);
    }
    expect(found(rule, withClass(undefined, change(shop, legacy, "higress-acme")))).to.deep.equal([annotation, field]);
  });

  it("refuses a default class", () => {
    const ingressClass = pick("higress-acme");
    const key = 'metadata.annotations["ingressclass.kubernetes.io/is-default-class"]';
    expect(found(rule, ingressClass)).to.deep.equal([]);
    expect(found(rule, change(ingressClass, key, "false"))).to.deep.equal([]);
    expect(found(rule, change(ingressClass, key, "true"))).to.deep.equal([
      "metadata.annotations.ingressclass.kubernetes.io/is-default-class",
    ]);
  });

  it("lets every class pass beside no gateway, until one looks into all namespaces", () => {
    expect(found(rule, withClass("traefik", elsewhere))).to.deep.equal([]);
    expect(found(rule, withClass("traefik", elsewhere), wide)).to.deep.equal([field]);
    expect(found(rule, withClass("higress-shared", elsewhere), wide)).to.deep.equal([]);
    const two = facts({ gateways: wide.gateways.flatMap((one) => [one, { ...one, ingressClass: "higress-other" }]) });
    expect(found(rule, withClass("higress-other", elsewhere), two)).to.deep.equal([]);
    expect(messages(rule, withClass("traefik", elsewhere), two)).to.deep.equal([
      '"traefik" is not "higress-shared" or "higress-other"',
    ]);
    const given = { classes: { monitoring: "traefik" } };
    expect(judge(rule, resource(withClass("traefik", elsewhere)), wide, given)).to.deep.equal([]);
    expect(judge(rule, resource(withClass("nginx", elsewhere)), facts(), given)).to.have.length(1);
  });

  it("accepts cert-manager's answer to a challenge with the class in either place, and no other class", () => {
    expect(found(rule, challenge)).to.deep.equal([]);
    const old = withClass(undefined, change(challenge, legacy, "higress-acme"));
    expect(found(rule, old)).to.deep.equal([]);
    expect(found(rule, change(old, legacy, "higress-globex"))).to.deep.equal([annotation]);
    expect(found(rule, withClass(undefined, challenge))).to.deep.equal([field]);
  });

  it("judges the world's Ingresses and classes and finds nothing", () => {
    expect(judged(rule)).to.have.length(9);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not ask a patch for what it leaves alone", () => {
    const patch = { ...shop, type: "kubernetes:networking.k8s.io/v1:IngressPatch" };
    expect(found(rule, withClass(undefined, patch))).to.deep.equal([]);
    expect(found(rule, withClass("nginx", patch))).to.deep.equal([field]);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, withClass(unknown), field)).to.equal(true);
    expect(found(rule, change(shop, "metadata.namespace", unknown))).to.deep.equal(["metadata.namespace"]);
  });
});
