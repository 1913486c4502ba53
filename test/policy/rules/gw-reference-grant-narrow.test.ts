import { expect } from "chai";
import rule from "../../../policy/rules/gw-reference-grant-narrow.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const group = "gateway.networking.k8s.io";
const grant = (namespace: string, from: string, kind = "Service"): Sketch => ({
  type: `kubernetes:${group}/v1beta1:ReferenceGrant`,
  props: {
    metadata: { name: "grant", namespace },
    spec: { from: [{ group, kind: "HTTPRoute", namespace: from }], to: [{ group: "", kind, name: "orders" }] },
  },
});
const lawful = grant("acme-gateway", "higress-system");
const from = "spec.from[0]";
const to = "spec.to[0]";

describe("gw-reference-grant-narrow", () => {
  it("accepts one named object for one kind of the platform, or of the tenant itself", () => {
    for (const namespace of ["higress-system", "monitoring", "acme-gateway"]) {
      expect(found(rule, grant("acme-gateway", namespace)), namespace).to.deep.equal([]);
    }
    expect(found(rule, grant("higress-system", "acme-gateway"))).to.deep.equal([]);
    expect(found(rule, grant("acme-gateway", "higress-system", "Secret"))).to.deep.equal([]);
    expect(found(rule, { ...lawful, type: `kubernetes:${group}/v1:ReferenceGrant` })).to.deep.equal([]);
  });

  it("refuses what has no name", () => {
    for (const value of [undefined, null, "", "*"]) {
      expect(found(rule, change(lawful, `${to}.name`, value)), String(value)).to.deep.equal([`${to}.name`]);
      expect(found(rule, change(lawful, `${to}.kind`, value)), String(value)).to.deep.equal([`${to}.kind`]);
      expect(found(rule, change(lawful, `${from}.kind`, value)), String(value)).to.deep.equal([`${from}.kind`]);
      expect(found(rule, change(lawful, `${from}.namespace`, value)), String(value)).to.deep.equal([
        `${from}.namespace`,
      ]);
    }
    expect(messages(rule, change(lawful, `${to}.name`, undefined))).to.deep.equal(["is missing"]);
    expect(found(rule, change(lawful, "spec.to[1]", { group: "", kind: "Service" }))).to.deep.equal([
      "spec.to[1].name",
    ]);
  });

  it("refuses other tenants and strangers", () => {
    expect(messages(rule, grant("acme-gateway", "globex-gateway"))).to.deep.equal([
      "\"globex-gateway\" is tenant globex's, and what is granted tenant acme's",
    ]);
    expect(found(rule, grant("acme-gateway", "sandbox"))).to.deep.equal([`${from}.namespace`]);
    expect(
      found(rule, change(lawful, "spec.from[1]", { group, kind: "HTTPRoute", namespace: "globex-gateway" })),
    ).to.deep.equal(["spec.from[1].namespace"]);
  });

  it("refuses a gateway of the platform what is a tenant's, the entry's or another gateway's", () => {
    const two = facts({
      gateways: facts().gateways.flatMap((one) => [one, { ...one, id: "edge", namespace: "higress-edge" }]),
    });
    for (const kind of ["Service", "Secret"])
      for (const [namespace, whose] of [
        ["acme-gateway", "tenant acme's"],
        ["higress-system", "the entry's"],
        ["higress-edge", "gateway edge's"],
      ] as const)
        expect(messages(rule, grant(namespace, "higress-shared", kind), two), `${namespace} ${kind}`).to.deep.equal([
          `"higress-shared" is gateway shared's, which leads into no other namespace of the fleet, and what is granted ${whose}`,
        ]);
    expect(found(rule, grant("higress-shared", "higress-shared", "Secret")), "its own").to.deep.equal([]);
    expect(found(rule, grant("monitoring", "higress-shared")), "the platform's own").to.deep.equal([]);
  });

  it("takes a grant outside the fleet for a Service, and for the gateways that lead there", () => {
    const leading = facts({
      gateways: facts().gateways.map((gateway) => ({ ...gateway, watch: "all", backendNamespaces: ["shops"] })),
    });
    const said = (sketch: Sketch) => messages(rule, sketch, leading);
    expect(said(grant("shops", "higress-shared"))).to.deep.equal([]);
    for (const namespace of ["acme-gateway", "higress-system", "monitoring"])
      expect(said(grant("shops", namespace)), namespace).to.deep.equal([
        `"${namespace}" is no gateway's that leads into "shops"`,
      ]);
    expect(said(grant("vault", "higress-shared"))).to.deep.equal([
      '"higress-shared" is no gateway\'s that leads into "vault"',
    ]);
    for (const kind of ["Secret", "ConfigMap"])
      expect(said(grant("shops", "higress-shared", kind)), kind).to.deep.equal([
        'is no Service, and "shops" is not the fleet\'s',
      ]);
    expect(said(change(grant("shops", "higress-shared"), `${to}.name`, undefined))).to.deep.equal(["is missing"]);
  });

  it("refuses Secrets of the platform to tenants", () => {
    expect(found(rule, grant("higress-system", "acme-gateway", "Secret"))).to.deep.equal([`${from}.namespace`]);
    expect(found(rule, grant("monitoring", "acme-gateway", "Secret"))).to.deep.equal([`${from}.namespace`]);
  });

  it("has nothing to say about other kinds, nor a grant of another group", () => {
    expect(found(rule, pick("acme.route.shop"))).to.equal(undefined);
    expect(found(rule, { ...lawful, type: "kubernetes:example.com/v1:ReferenceGrant" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(lawful, `${from}.namespace`, unknown), `${from}.namespace`)).to.equal(true);
    expect(cannotKnow(rule, change(lawful, `${to}.name`, unknown), `${to}.name`)).to.equal(true);
  });
});
